// How far the draft is: thinking, instant, being written, checked, edited; and what the agent may do about it.

import { fill, h } from "../../shared/dom.js";

/** @import { Context } from "../context.d.ts" */
/** @import { View } from "../../types/desk.d.ts" */
/** @import { Wording } from "../wording.js" */

/** @param {Context} context @param {{ take: () => void, undo: () => void }} may */
export function stateLine({ speak }, { take, undo }) {
  const words = h("span", {});
  const newer = h("button", { type: "button", class: "small", onclick: take }, speak("draft.take"));
  const back = h("button", { type: "button", class: "small quiet", onclick: undo }, speak("draft.undo"));
  const element = h("span", { class: "state" }, words, newer, back);
  const writing = h("p", { class: "writing", "aria-hidden": "true" });
  return {
    element,
    writing,
    /** @param {View} view @param {Wording} wording @param {boolean} checking */
    show({ chat, fresh }, wording, checking) {
      const draft = fresh ? chat?.draft : undefined;
      const key = wording.newer ? "newer" : checking ? "checking" : wording.checked !== wording.text ? "unchecked" : wording.touched ? "edited" : stateOf(draft?.phase);
      element.dataset["state"] = key;
      fill(words, key && (chat?.said || wording.text) ? speak(`draft.${key}`) : "");
      newer.hidden = !wording.newer;
      back.hidden = !wording.touched || wording.newer !== null;
      writing.textContent = draft?.writing ?? "";
      writing.hidden = !draft?.writing;
    },
  };
}

/** @param {string | undefined} phase */
function stateOf(phase) {
  if (phase === "done") return "checked";
  if (phase === "instant" || phase === "writing") return phase;
  return phase === "thinking" ? "thinking" : "";
}
