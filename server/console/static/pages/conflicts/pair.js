// One pair: two passages with what differs marked, and the buttons that decide.

import { h } from "../../shared/dom.js";
import { input } from "../../lib/fields.js";
import { day, moment } from "../../lib/format.js";
import { badge, button, link } from "../../lib/parts.js";
import { attempt, toast } from "../../lib/toasts.js";

/** @typedef {{ start: number, end: number }} Span */
/**
 * @typedef {object} Side
 * @property {string} document_id
 * @property {string} document
 * @property {string} title
 * @property {{ section: string[], page: number | null, sheet: string | null, row: number | null }} place
 * @property {{ from: string | null, to: string | null }} validity
 * @property {string} text
 * @property {Span} statement
 * @property {Span[]} marks
 */
/** @typedef {"open" | "left" | "right" | "both" | "neither"} Verdict */
/**
 * @typedef {object} Pair
 * @property {string} id
 * @property {"figure" | "date" | "polarity" | "condition" | "same"} kind
 * @property {Verdict} verdict
 * @property {Side} left
 * @property {Side} right
 * @property {"left" | "right" | null} keeps
 * @property {string} note
 * @property {string} decided_name
 * @property {string | null} decided_at
 * @property {string} found_at
 * @property {string | null} follows
 */

const AROUND = 90; // characters shown on each side of a statement; the rest is a click away

/** @param {import("../../types").Context} context @param {Pair} pair @param {number} at */
export function drawPair(context, pair, at) {
  const { say } = context;
  const note = input({ value: pair.note, "aria-label": say("note"), placeholder: say("noteHint"), maxLength: 2000 });
  const decideAs = (/** @type {Verdict} */ verdict) => void attempt(() => decide(context, pair, verdict, note.value));
  const card = h(
    "article",
    { class: "card conflict", tabIndex: at === 0 ? 0 : -1, "aria-label": `${say(pair.kind)}: ${pair.left.document} · ${pair.right.document}` },
    h(
      "div",
      { class: "row" },
      badge(say(pair.kind), pair.kind === "same" ? "accent" : "warn"),
      pair.follows && badge(say("changed"), "accent"),
      h("span", { class: "quiet small" }, moment(pair.found_at)),
    ),
    h("div", { class: "conflict-sides" }, side(context, pair, "left"), side(context, pair, "right")),
    pair.verdict === "open" ? choices(context, pair, note, decideAs) : outcome(context, pair),
  );
  if (pair.verdict === "open") card.addEventListener("keydown", (event) => byKey(event, card, decideAs));
  return card;
}

/** @param {import("../../types").Context} context @param {Pair} pair @param {"left" | "right"} which */
function side({ say }, pair, which) {
  const one = pair[which];
  const body = h("p", { class: "text conflict-text" });
  const draw = (/** @type {boolean} */ whole) => body.replaceChildren(...excerpt(one, whole));
  const more = one.text.length > one.statement.end - one.statement.start + 2 * AROUND;
  const toggle = button(say("whole"), { small: true, quiet: true, "aria-expanded": "false" });
  toggle.addEventListener("click", () => {
    const whole = toggle.getAttribute("aria-expanded") !== "true";
    toggle.setAttribute("aria-expanded", String(whole));
    toggle.textContent = say(whole ? "less" : "whole");
    draw(whole);
  });
  draw(false);
  return h(
    "section",
    { class: `conflict-side ${standing(pair, which)}` },
    h("h2", {}, badge(say(`side_${which}`)), " ", link(one.title || one.document, `documents/${one.document_id}`)),
    h("p", { class: "quiet small" }, [one.document, ...whereabouts(say, one)].join(" · ")),
    body,
    more && toggle,
    mark(say, pair, which),
  );
}

/** @param {import("../../shared/words.js").Speak} say @param {Pair} pair @param {"left" | "right"} which */
function mark(say, pair, which) {
  const how = standing(pair, which);
  if (how) return h("p", {}, badge(say(how), how === "winner" ? "good" : "bad"));
  return pair.keeps === which && pair.verdict === "open" ? h("p", {}, badge(say("kept"), "good")) : null;
}

/** @param {Pair} pair @param {"left" | "right"} which */
function standing(pair, which) {
  if (pair.kind === "same" || (pair.verdict !== "left" && pair.verdict !== "right")) return "";
  return pair.verdict === which ? "winner" : "loser";
}

/** @param {import("../../shared/words.js").Speak} say @param {Side} one */
function whereabouts(say, { place, validity }) {
  return [
    place.section.join(" › "),
    place.page !== null && say("page", { page: place.page }),
    place.sheet && say("sheet", { sheet: place.sheet }),
    place.row !== null && say("row", { row: place.row }),
    validity.from && say("from", { day: day(validity.from) }),
    validity.to && say("to", { day: day(validity.to) }),
  ].filter((part) => typeof part === "string" && part !== "");
}

/** The statement in full weight, what differs marked, the rest quiet. @param {Side} one @param {boolean} whole */
function excerpt({ text, statement, marks }, whole) {
  const from = whole ? 0 : Math.max(0, statement.start - AROUND);
  const to = whole ? text.length : Math.min(text.length, Math.max(statement.end, statement.start) + AROUND);
  const said = [];
  let at = statement.start;
  for (const { start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    if (start < at || end > statement.end) continue;
    said.push(text.slice(at, start), h("mark", {}, text.slice(start, end)));
    at = end;
  }
  said.push(text.slice(at, statement.end));
  return [
    h("span", { class: "quiet" }, from > 0 ? "…" : "", text.slice(from, statement.start)),
    h("strong", {}, ...said),
    h("span", { class: "quiet" }, text.slice(statement.end, to), to < text.length ? "…" : ""),
  ];
}

/**
 * @param {import("../../types").Context} context @param {Pair} pair @param {HTMLElement} note
 * @param {(verdict: Verdict) => void} decideAs
 */
function choices({ say }, pair, note, decideAs) {
  const same = pair.kind === "same";
  const choose = (/** @type {Verdict} */ verdict, /** @type {string} */ text, /** @type {Record<string, unknown>} */ more = {}) =>
    button(say(text), { onclick: () => decideAs(verdict), ...more });
  return h(
    "div",
    { class: "conflict-choices" },
    choose("left", same ? "keepLeft" : "left", { class: "conflict-left" }),
    note,
    !same && choose("both", "both", { quiet: true, title: say("bothHelp") }),
    choose("neither", same ? "notSame" : "neither", { quiet: true }),
    choose("right", same ? "keepRight" : "right", { class: "conflict-right" }),
  );
}

/** @param {import("../../types").Context} context @param {Pair} pair */
function outcome(context, pair) {
  const { say } = context;
  const same = pair.kind === "same";
  const did = { left: same ? "keepLeft" : "did_left", right: same ? "keepRight" : "did_right", both: "did_both", neither: same ? "notSame" : "did_neither", open: "" };
  return h(
    "div",
    { class: "conflict-choices" },
    h("strong", {}, say(did[pair.verdict])),
    pair.note && h("span", {}, pair.note),
    h("span", { class: "quiet small" }, say("by", { name: pair.decided_name, when: moment(pair.decided_at) })),
    button(say("undo"), { small: true, onclick: () => void attempt(() => takeBack(context, pair.id, pair.verdict)) }),
  );
}

/** @param {import("../../types").Context} context @param {Pair} pair @param {Verdict} verdict @param {string} note */
async function decide(context, pair, verdict, note) {
  const { api, say, refresh } = context;
  await api.post(`conflicts/${pair.id}/decision`, { verdict, note, was: "open" });
  toast(say(verdict === "neither" && pair.kind === "same" ? "notSame" : `did_${verdict}`), {
    undo: () => takeBack(context, pair.id, verdict),
  });
  refresh();
}

/** @param {import("../../types").Context} context @param {string} id @param {Verdict} was */
async function takeBack({ api, say, refresh }, id, was) {
  await api.post(`conflicts/${id}/decision`, { verdict: "open", was });
  toast(say("undone"));
  refresh();
}

/** @param {KeyboardEvent} event @param {HTMLElement} card @param {(verdict: Verdict) => void} decideAs */
function byKey(event, card, decideAs) {
  if (event.target !== card || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = /** @type {Record<string, Verdict>} */ ({ ArrowLeft: "left", ArrowRight: "right", b: "both", x: "neither" });
  const verdict = keys[event.key];
  if (!verdict) return;
  event.preventDefault();
  decideAs(verdict);
}
