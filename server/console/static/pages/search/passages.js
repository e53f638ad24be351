// The passages that a question found, best first, each with the reasons and the way to mend it.

import { h } from "../../shared/dom.js";
import { figure, percent } from "../../lib/format.js";
import { marked } from "../../lib/marking.js";
import { badge, empty, link } from "../../lib/parts.js";

/** @typedef {import("../../shared/words.js").Speak} Speak */

/**
 * @param {Speak} say
 * @param {any} seen what GET /v1/search gives
 * @param {any} made the trial's suggestion, or null
 * @param {string} asked
 */
export function drawPassages(say, seen, made, asked) {
  if (seen.passages.length === 0) return [empty(say("noPassages"), say("noPassagesText"), link(say("toDocuments"), "documents"))];
  const cited = citedChunks(made);
  const best = Math.max(...seen.passages.map((/** @type {any} */ passage) => passage.scores.fused), 1e-9);
  return [
    h("p", { class: "quiet small" }, say("confidence", { share: percent(seen.confidence) })),
    h("ol", { class: "search-passages" }, ...seen.passages.map((/** @type {any} */ passage) => item(say, passage, cited, best, asked))),
  ];
}

/** @param {any} made @returns {Set<string>} */
function citedChunks(made) {
  const numbers = made ? made.sentences.flatMap((/** @type {any} */ sentence) => sentence.citations) : [];
  return new Set(numbers.map((/** @type {number} */ number) => made.passages[number - 1].chunk_id));
}

/** @param {Speak} say @param {any} passage @param {Set<string>} cited @param {number} best @param {string} asked */
function item(say, passage, cited, best, asked) {
  const mend = `documents/${passage.document_id}/chunks?chunk=${passage.chunk_id}`;
  return h(
    "li",
    { class: "card" },
    h(
      "div",
      { class: "row" },
      h("strong", {}, where(say, passage)),
      cited.has(passage.chunk_id) && badge(say("cited"), "good"),
      passage.audience === "staff" && badge(say("internal"), "warn"),
    ),
    h("p", { class: "text" }, ...marked(passage.text, asked)),
    h(
      "div",
      { class: "search-why" },
      h("meter", { min: 0, max: best, value: passage.scores.fused, "aria-label": say("fused", { score: figure(passage.scores.fused) }) }),
      h("span", {}, say("fused", { score: figure(passage.scores.fused) })),
      h("span", {}, `${say("dense")} ${scored(say, passage.scores.dense, passage.scores.dense_rank)}`),
      h("span", {}, `${say("lexical")} ${scored(say, passage.scores.lexical, passage.scores.lexical_rank)}`),
      passage.scores.rerank !== null && h("span", {}, `${say("rerank")} ${figure(passage.scores.rerank)}`),
      ...validity(say, passage.validity),
      h("span", { class: "push" }),
      link(say("fix"), mend),
    ),
  );
}

/** @param {Speak} say @param {any} passage */
function where(say, { document, place }) {
  const more = [place.page && say("page", { page: place.page }), place.sheet, place.row && say("row", { row: place.row })];
  return [document, ...place.section, ...more].filter(Boolean).join(" › ");
}

/** @param {Speak} say @param {number | null} score @param {number | null} rank */
const scored = (say, score, rank) => (rank === null ? say("missed") : `${figure(score)} (${say("rank", { rank })})`);

/** @param {Speak} say @param {{ from: string | null, to: string | null }} validity */
function validity(say, { from, to }) {
  const words = [from && say("validFrom", { day: from }), to && say("validTo", { day: to })].filter(Boolean);
  return words.length > 0 ? [h("span", {}, words.join(" "))] : [];
}
