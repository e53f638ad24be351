// The draft, or the same shorter or warmer: asked for when wanted, kept while the draft is the same.

import { ServerError } from "../../core/server.js";
import { fill, h } from "../../shared/dom.js";

/** @import { Context } from "../context.d.ts" */
/** @import * as Api from "../../types/api.d.ts" */
/** @import { Chat, View } from "../../types/desk.d.ts" */
/** @import { Wording } from "../wording.js" */

/** @type {Api.Tone[]} */
const TONES = ["shorter", "warmer"];

/** @param {Context} context @param {(text: string, findings: Api.FindingOut[]) => void} replace */
export function phrasingsPart({ speak, server, say }, replace) {
  const element = h("div", { class: "row phrasings", role: "group", "aria-label": speak("phrasing") });
  /** @type {Map<string, Api.PhrasingOut>} by suggestion and tone */
  const known = new Map();
  let last = "";
  return {
    element,
    /** @param {View} view @param {Wording} wording */
    show({ chat, fresh }, wording) {
      const draft = fresh ? chat?.draft : undefined;
      const can = draft?.phase === "done" && draft.suggestion && draft.outcome === "reply";
      element.hidden = !can;
      const now = JSON.stringify([draft?.suggestion, wording.text]);
      if (!can || now === last) return;
      last = now;
      const original = draft.draft?.text ?? "";
      fill(element, button(speak("phrasing.original"), wording.text === original, () => replace(original, draft.draft?.findings ?? [])),
        TONES.map((tone) => {
          const said = known.get(`${draft.suggestion}:${tone}`);
          return button(speak(`phrasing.${tone}`), said?.changed === true && said.text === wording.text, () => void take(draft.suggestion ?? "", tone));
        }));
    },
  };

  /** @param {string} words @param {boolean} pressed @param {() => void} onclick */
  function button(words, pressed, onclick) {
    return h("button", { type: "button", class: "small", "aria-pressed": String(pressed), onclick }, words);
  }

  /** @param {string} suggestion @param {Api.Tone} tone */
  async function take(suggestion, tone) {
    const key = `${suggestion}:${tone}`;
    try {
      const said = known.get(key) ?? (await server.phrase(suggestion, tone));
      known.set(key, said);
      if (said.changed) replace(said.text, said.findings);
      else say("phrasing.none");
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      say(`connection.${error.kind}`);
    }
  }
}
