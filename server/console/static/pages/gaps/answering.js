// The form in which a question is answered: for a gap, and for a correction that becomes a question and answer.

import { h } from "../../shared/dom.js";
import { edit } from "../../lib/dialogs.js";
import { field, input, select, textarea } from "../../lib/fields.js";
import { day } from "../../lib/format.js";
import { toast } from "../../lib/toasts.js";

/** @typedef {import("../../types").Context} Context */

const CATEGORIES = ["product", "rules", "warehouse", "logistics", "aftersale", "other"];
const DAY_MS = 86_400_000; // an end is the first moment after the last day

/** @param {Context} context @param {import("./list.js").Gap} gap @param {() => unknown} then */
export function answerForm({ api, say }, gap, then) {
  const known = gap.answer;
  const last = known?.ends ? day(new Date(Date.parse(known.ends) - DAY_MS).toISOString()) : "";
  const form = answerFields(say, {
    question: known?.question ?? gap.question,
    answer: known?.answer ?? "",
    category: known?.category ?? guess(gap),
    from: day(known?.starts ?? ""),
    to: last,
  });
  const save = async () => {
    const { answer } = await api.post(`gaps/${gap.id}/answer`, form.read());
    toast(say("saved", { document: answer.document }));
  };
  void edit({ title: say("answer"), body: form.fields, yes: say("save"), save }).then((saved) => saved && then());
}

/**
 * @param {import("../../shared/words.js").Speak} say
 * @param {{ question: string, answer: string, category: string, from?: string, to?: string }} given
 */
export function answerFields(say, given) {
  const question = input({ required: true, minLength: 2, maxLength: 500, value: given.question });
  const answer = textarea({ rows: 5, required: true, minLength: 2, maxLength: 2000, value: given.answer });
  const category = select(CATEGORIES.map((one) => [one, say(`category:${one}`)]), given.category);
  const from = h("input", { type: "date", value: given.from ?? "" });
  const to = h("input", { type: "date", value: given.to ?? "" });
  const days = h("div", { class: "gaps-days" }, field(say("from"), from, { optional: true }), field(say("to"), to, { optional: true }));
  return {
    fields: [
      field(say("question"), question),
      field(say("answerField"), answer, { help: say("answerHelp") }),
      field(say("category"), category),
      days,
    ],
    read: () => ({
      question: question.value,
      answer: answer.value,
      category: category.value,
      from: from.value || null,
      to: to.value || null,
    }),
  };
}

/** @param {import("./list.js").Gap} gap */
function guess(gap) {
  if (gap.sku) return "product";
  return gap.stages[0] === "aftersale" ? "aftersale" : "other";
}
