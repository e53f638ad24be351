// Clusters of unanswered questions, each with what can be done about it.

import { h } from "../../shared/dom.js";
import { ask, edit } from "../../lib/dialogs.js";
import { field, textarea } from "../../lib/fields.js";
import { day, moment } from "../../lib/format.js";
import { badge, button, empty, link } from "../../lib/parts.js";
import { attempt, toast } from "../../lib/toasts.js";
import { answerForm } from "./answering.js";
import { drawEffect, tryOut } from "./effect.js";

/** @typedef {import("../../types").Context} Context */
/** @typedef {{ question: string, answer: string, category: string, starts: string | null, ends: string | null, document: string, document_id: string }} Answer */
/**
 * @typedef {object} Gap
 * @property {string} id
 * @property {string} question
 * @property {string | null} sku
 * @property {"open" | "answered" | "dismissed"} state
 * @property {number} asked
 * @property {number} since
 * @property {string} last_seen
 * @property {string[]} stages
 * @property {{ question: string, created_at: string }[]} examples
 * @property {string | null} decided_at
 * @property {string | null} decided_by_name
 * @property {string} note
 * @property {Answer | null} answer
 * @property {import("./effect.js").Effect | null} effect
 */

/** @param {Context} context @param {Gap[]} gaps @param {string} state @param {() => unknown} then */
export function drawGaps(context, gaps, state, then) {
  const { say } = context;
  if (gaps.length === 0) return state === "open" ? empty(say("none"), say("noneText")) : empty(say("noneSuch"), say("noneSuchText"));
  return h("div", {}, ...gaps.map((gap) => drawGap(context, gap, then)));
}

/** @param {Context} context @param {Gap} gap @param {() => unknown} then */
function drawGap(context, gap, then) {
  const { say } = context;
  const effect = h("div", { "aria-live": "polite" }, gap.effect && drawEffect(say, gap.effect));
  return h(
    "article",
    { class: "card gaps-gap" },
    h(
      "header",
      { class: "row" },
      h("h2", {}, gap.question),
      h("span", { class: "push" }),
      badge(say("asked", { count: gap.asked }), gap.asked > 1 ? "warn" : "plain"),
      gap.since > 0 && badge(say("since", { count: gap.since }), "bad"),
    ),
    h(
      "p",
      { class: "small quiet row" },
      h("span", {}, say("last", { day: day(gap.last_seen) })),
      ...gap.stages.filter((stage) => stage in STAGES).map((stage) => h("span", {}, say(stage))),
      gap.sku && link(say("product", { sku: gap.sku }), `products/${encodeURIComponent(gap.sku)}`),
      gap.decided_at && h("span", {}, say("decidedAt", { moment: moment(gap.decided_at) }), " ", gap.decided_by_name),
      gap.note && h("span", {}, gap.note),
    ),
    gap.examples.length > 1 &&
      h("details", {}, h("summary", {}, say("examples")), h("ul", { class: "gaps-examples" }, ...gap.examples.map((one) => h("li", {}, one.question)))),
    gap.answer && drawAnswer(say, gap.answer, gap.state),
    effect,
    h("div", { class: "actions" }, ...actions(context, gap, effect, then)),
  );
}

const STAGES = { presale: 1, in_sale: 1, aftersale: 1 };

/** @param {import("../../shared/words.js").Speak} say @param {Answer} answer @param {string} state */
function drawAnswer(say, answer, state) {
  return h(
    "div",
    { class: "gaps-answer" },
    h("div", { class: "row small" }, state === "open" && badge(say("drafted"), "accent"), link(answer.document, `documents/${answer.document_id}`)),
    h("p", { class: "text" }, answer.answer),
  );
}

/** @param {Context} context @param {Gap} gap @param {HTMLElement} effect @param {() => unknown} then */
function actions(context, gap, effect, then) {
  const { say } = context;
  if (gap.state !== "open") return [button(say("reopen"), { small: true, onclick: () => attempt(() => reopen(context, gap, then)) })];
  const answer = gap.answer;
  const write = button(say(answer ? "change" : "answer"), { primary: !answer, small: true, onclick: () => answerForm(context, gap, then) });
  const dismiss = button(say("dismiss"), { small: true, quiet: true, onclick: () => dismissGap(context, gap, then) });
  if (!answer) return [write, dismiss];
  const run = button(say("try"), {
    small: true,
    primary: !gap.effect,
    onclick: () => {
      run.disabled = true;
      void tryOut(context, gap.id, effect, then).finally(() => (run.disabled = false));
    },
  });
  const publish = button(say("publish"), { small: true, primary: gap.effect !== null, onclick: () => attempt(() => publishGap(context, gap, then)) });
  return [run, publish, write, dismiss];
}

/** @param {Context} context @param {Gap} gap @param {() => unknown} then */
async function publishGap({ api, say }, gap, then) {
  const lost = gap.effect?.elsewhere.filter((one) => one.effect === "lost").length ?? 0;
  const title = lost ? say("publishWarn", { count: lost }) : say("publishQuestion");
  if (!(await ask({ title, body: h("p", {}, say("publishText")), yes: say("publish"), danger: lost > 0 }))) return;
  const { state } = await api.post(`gaps/${gap.id}/publish`);
  toast(say(state === "answered" ? "published" : "waiting"));
  then();
}

/** @param {Context} context @param {Gap} gap @param {() => unknown} then */
function dismissGap(context, gap, then) {
  const { api, say } = context;
  const note = textarea({ rows: 2, maxLength: 500 });
  const save = () => api.post(`gaps/${gap.id}/dismiss`, { note: note.value.trim() });
  const body = [h("p", {}, gap.question), field(say("reason"), note, { optional: true })];
  void edit({ title: say("dismissTitle"), body, yes: say("dismiss"), save }).then((saved) => {
    if (!saved) return;
    toast(say("dismissedDone"), { undo: () => api.post(`gaps/${gap.id}/reopen`).then(then) });
    then();
  });
}

/** @param {Context} context @param {Gap} gap @param {() => unknown} then */
async function reopen({ api, say }, gap, then) {
  await api.post(`gaps/${gap.id}/reopen`);
  toast(say("reopened"));
  then();
}
