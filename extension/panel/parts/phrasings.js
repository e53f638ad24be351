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
export function phrasingsPart({ speak, server, say, privacy }, replace) {
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
      if (!can || !chat || now === last) return;
      last = now;
      const original = draft.draft?.text ?? "";
      fill(element, button(speak("phrasing.original"), wording.text === original, () => replace(original, draft.draft?.findings ?? [])),
        TONES.map((tone) => {
          const said = known.get(`${draft.suggestion}:${tone}`);
          return button(speak(`phrasing.${tone}`), said?.changed === true && said.text === wording.text, () => void take(chat, draft.suggestion ?? "", tone));
        }));
    },
  };

  /** @param {string} words @param {boolean} pressed @param {() => void} onclick */
  function button(words, pressed, onclick) {
    return h("button", { type: "button", class: "small", "aria-pressed": String(pressed), onclick }, words);
  }

  /** @param {Chat} chat @param {string} suggestion @param {Api.Tone} tone */
  async function take(chat, suggestion, tone) {
    const key = `${suggestion}:${tone}`;
    try {
      const said = known.get(key) ?? restored(await server.phrase(suggestion, tone), privacy(chat));
      known.set(key, said);
      if (said.changed) replace(said.text, said.findings);
      else say("phrasing.none");
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      say(`connection.${error.kind}`);
    }
  }
}

/** @param {Api.PhrasingOut} said @param {import("../../core/privacy.js").Privacy} privacy @returns {Api.PhrasingOut} */
function restored(said, privacy) {
  return { ...said, text: privacy.restore(said.text), findings: privacy.findings(said.findings, said.text) };
}
