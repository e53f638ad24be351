// The passages that the draft rests on: document, place, the text with the supporting words marked; and the others found.

import { supporting } from "../../core/support.js";
import { fill, h } from "../../shared/dom.js";

/** @import { Context, Part } from "../context.d.ts" */
/** @import * as Api from "../../types/api.d.ts" */

/** @param {Context} context @returns {Part} */
export function sourcesPart({ speak, settings }) {
  const list = h("div", { class: "passages" });
  const more = h("details", { class: "more" });
  const element = h("section", { class: "sources" }, h("h2", {}, speak("sources")), list, more);
  let last = "";
  return {
    element,
    show({ chat, fresh }) {
      const draft = fresh ? chat?.draft : undefined;
      element.hidden = !draft?.passages.length;
      if (!draft?.passages.length) return;
      const now = JSON.stringify([draft.passages.map((one) => one.chunk_id), draft.draft?.sentences]);
      if (now === last) return;
      last = now;
      const sentences = draft.draft?.sentences ?? [];
      const cited = new Set(sentences.flatMap((sentence) => sentence.citations));
      const [used, others] = [draft.passages.filter((one) => cited.has(one.number)), draft.passages.filter((one) => !cited.has(one.number))];
      const all = settings.mode === "facts";
      fill(list, used.map((one) => passage(one, said(sentences, one.number), !all && used.length > 2)),
        all ? others.map((one) => passage(one, draft.question?.text ?? "", false)) : null,
        used.length || all ? null : h("p", { class: "quiet" }, speak("sources.none")));
      more.hidden = all || !others.length;
      fill(more, h("summary", {}, speak("sources.more", { count: others.length })), others.map((one) => passage(one, draft.question?.text ?? "", true)));
    },
  };

  /** @param {Api.PassageOut} one @param {string} sentence that it supports @param {boolean} closed */
  function passage(one, sentence, closed) {
    const text = supporting(one.text, sentence).map((stretch) => (stretch.held ? h("mark", {}, stretch.text) : stretch.text));
    return h("details", { class: "passage", open: !closed },
      h("summary", {}, h("span", { class: "number" }, `[${one.number}]`), " ", h("span", { class: "document" }, one.title || one.document),
        h("span", { class: "place" }, placeOf(one))),
      h("blockquote", {}, text),
      h("p", { class: "quiet" }, [one.document, speak("sources.version", { version: one.version }), ...(one.audience === "staff" ? [speak("sources.staff")] : [])].join(" · ")));
  }

  /** @param {Api.PassageOut} one */
  function placeOf({ place }) {
    return [
      place.section.join(" › "),
      place.page ? speak("sources.page", { page: place.page }) : "",
      place.sheet && place.row ? speak("sources.row", { sheet: place.sheet, row: place.row }) : "",
    ].filter(Boolean).join(" · ");
  }
}

/** @param {Api.SentenceOut[]} sentences @param {number} number */
function said(sentences, number) {
  return sentences.filter((sentence) => sentence.citations.includes(number)).map((sentence) => sentence.text).join("\n");
}
