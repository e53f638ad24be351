// The draft that would come of a question: outcome, text with its sources, what the checks found.

import { h } from "../../shared/dom.js";
import { percent } from "../../lib/format.js";
import { badge, facts, notice } from "../../lib/parts.js";

/** @typedef {import("../../shared/words.js").Speak} Speak */

const OUTCOMES = /** @type {const} */ ({ reply: "good", clarify: "accent", abstain: "warn", handoff: "warn" });
const LEVELS = /** @type {const} */ ({ ok: "plain", warn: "warn", block: "bad" });

/** @param {Speak} say @param {any} made a suggestion as POST /v1/trials gives it */
export function drawDraft(say, made) {
  const outcome = /** @type {keyof typeof OUTCOMES} */ (made.outcome);
  const ms = Math.round(Object.values(made.timings_ms).reduce((sum, each) => sum + Number(each), 0));
  return [
    h("h2", {}, say("draft")),
    h(
      "div",
      { class: "card stack" },
      h(
        "div",
        { class: "row" },
        badge(say(outcome), OUTCOMES[outcome]),
        badge(say(made.origin === "model" ? "model" : "instant")),
        h("span", { class: "quiet small" }, `${say("confidence", { share: percent(made.confidence) })} · ${say("took", { ms })}`),
      ),
      h("blockquote", { class: "search-draft text" }, ...sentences(made)),
      ...why(say, made),
      ["failed", "replaced"].includes(made.model.verdict) && h("p", { class: "small quiet" }, say("modelFailed", { verdict: made.model.verdict })),
      h("h3", {}, say("findings")),
      ...findings(say, made.findings),
      made.question.text.trim() !== "" && facts([[say("understood"), made.question.parts.length > 0 ? made.question.parts.join(" · ") : made.question.text]]),
    ),
  ];
}

/** @param {any} made */
function sentences(made) {
  if (made.sentences.length === 0) return [made.text];
  /** @type {(string | HTMLElement)[]} */
  const pieces = [];
  let rest = made.text;
  for (const { text, citations } of made.sentences) {
    const at = rest.indexOf(text);
    if (at < 0) continue;
    pieces.push(rest.slice(0, at + text.length), ...citations.map((/** @type {number} */ number) => cited(made, number)));
    rest = rest.slice(at + text.length);
  }
  return [...pieces, rest];
}

/** @param {any} made @param {number} number */
function cited(made, number) {
  const passage = made.passages[number - 1];
  return h("a", { class: "search-cite", href: `#/documents/${passage.document_id}/chunks?chunk=${passage.chunk_id}`, title: passage.document }, `[${number}]`);
}

/** @param {Speak} say @param {any} made */
function why(say, made) {
  const known = ["missing", "to", "reason", "summary"].filter((name) => made.why[name]);
  return known.length > 0 ? [facts(known.map((name) => [say(name), h("span", { class: "text" }, made.why[name])]))] : [];
}

/** @param {Speak} say @param {any[]} found */
function findings(say, found) {
  if (found.length === 0) return [h("p", { class: "quiet" }, say("clean"))];
  return found.map((each) => {
    const level = /** @type {keyof typeof LEVELS} */ (each.level);
    const tone = level === "ok" ? "plain" : LEVELS[level];
    return notice(
      tone,
      h("div", { class: "row" }, badge(say(level), LEVELS[level]), h("strong", {}, each.reason)),
      each.suggestion && h("p", { class: "small" }, say("instead", { text: each.suggestion })),
    );
  });
}
