// What agents corrected in drafts: the change, its evidence, and what an editor makes of it.

import { fill, h } from "../../shared/dom.js";
import { edit } from "../../lib/dialogs.js";
import { field, input, select, textarea } from "../../lib/fields.js";
import { moment } from "../../lib/format.js";
import { badge, button, empty, link } from "../../lib/parts.js";
import { attempt, toast } from "../../lib/toasts.js";
import { answerFields } from "./answering.js";

/** @typedef {import("../../types").Context} Context */
/** @typedef {{ kind: "fact" | "tone" | "compliance" | "personal", before: string, after: string, reasons: string[] }} Change */
/** @typedef {{ chunk_id: string, document_id: string, document: string, version: number, text: string }} Passage */
/**
 * @typedef {object} Proposal
 * @property {string} id
 * @property {string} before
 * @property {string} after
 * @property {{ question: string, parts: string[], sku: string | null, changes: Change[], passages: Passage[] }} evidence
 * @property {"open" | "accepted" | "rejected"} state
 * @property {string | null} decided_at
 * @property {string | null} decided_by_name
 * @property {string} note
 * @property {{ kind: string, document?: string, document_id?: string } | null} result
 * @property {string} created_at
 */

const TONES = /** @type {const} */ ({ fact: "warn", tone: "plain", compliance: "bad", personal: "accent" });

/** @param {Context} context @param {Proposal[]} proposals @param {string} state @param {() => unknown} then */
export function drawProposals(context, proposals, state, then) {
  const { say } = context;
  if (proposals.length === 0) {
    return state === "open" ? empty(say("noProposals"), say("noProposalsText")) : empty(say("noneSuch"), say("noneSuchText"));
  }
  return h("div", {}, ...proposals.map((proposal) => drawProposal(context, proposal, then)));
}

/** @param {Context} context @param {Proposal} proposal @param {() => unknown} then */
function drawProposal(context, proposal, then) {
  const { say } = context;
  const { evidence, result } = proposal;
  return h(
    "article",
    { class: "card gaps-gap" },
    h("header", { class: "row" }, h("h2", {}, evidence.question), h("span", { class: "push" }), h("span", { class: "small quiet" }, moment(proposal.created_at))),
    h("div", { class: "gaps-changes" }, ...evidence.changes.filter((one) => one.kind !== "tone").map((one) => drawChange(say, one))),
    h(
      "details",
      {},
      h("summary", {}, `${say("draft")} · ${say("sent")} · ${say("evidence")}`),
      h("div", { class: "gaps-sides" }, side(say("draft"), proposal.before), side(say("sent"), proposal.after)),
      ...evidence.passages.map((one) => h("div", { class: "gaps-passage" }, link(one.document, `documents/${one.document_id}`), h("p", { class: "text small" }, one.text))),
    ),
    proposal.decided_at &&
      h("p", { class: "small quiet" }, [say("decidedAt", { moment: moment(proposal.decided_at) }), proposal.decided_by_name, proposal.note].filter(Boolean).join(" · ")),
    result?.document_id &&
      h("p", { class: "small" }, result.kind === "script" ? link(say("toScripts"), "scripts") : link(say("publishAt", { document: result.document ?? "" }), `documents/${result.document_id}`)),
    h("div", { class: "actions" }, ...actions(context, proposal, then)),
  );
}

/** @param {string} name @param {string} text */
const side = (name, text) => h("div", {}, h("div", { class: "small quiet" }, name), h("p", { class: "text" }, text));

/** @param {import("../../shared/words.js").Speak} say @param {Change} change */
function drawChange(say, change) {
  return h(
    "p",
    { class: "row" },
    badge(say(change.kind), TONES[change.kind]),
    change.before && h("del", { class: "quiet" }, change.before),
    change.before && change.after && "→",
    change.after && h("strong", {}, change.after),
    ...change.reasons.filter((reason) => reason !== "personal").map((reason) => h("span", { class: "small quiet" }, say(reason))),
  );
}

/** @param {Context} context @param {Proposal} proposal @param {() => unknown} then */
function actions(context, proposal, then) {
  const { api, say } = context;
  if (proposal.state !== "open") {
    const reopen = () => attempt(() => api.post(`proposals/${proposal.id}/reopen`).then(then));
    return [button(say("reopen"), { small: true, onclick: reopen })];
  }
  return [
    button(say("accept"), { small: true, primary: true, onclick: () => accept(context, proposal, then) }),
    button(say("reject"), { small: true, quiet: true, onclick: () => reject(context, proposal, then) }),
  ];
}

/** @param {Context} context @param {Proposal} proposal @param {() => unknown} then */
function accept({ api, say }, proposal, then) {
  const { evidence } = proposal;
  const question = evidence.parts[0] ?? evidence.question;
  const said = evidence.changes.filter((one) => one.kind === "fact" && one.after).map((one) => one.after).join("");
  const faq = answerFields(say, { question, answer: said || proposal.after, category: evidence.sku ? "product" : "other" });
  const scenario = input({ required: true, maxLength: 500, value: question });
  const text = textarea({ rows: 5, required: true, maxLength: 2000, value: proposal.after });
  const term = input({ required: true, minLength: 2, maxLength: 80 });
  const means = textarea({ rows: 3, required: true });
  const forms = {
    faq: { fields: faq.fields, read: () => ({ kind: "faq", ...faq.read() }) },
    script: {
      fields: [field(say("scenario"), scenario), field(say("text"), text)],
      read: () => ({ kind: "script", scenario: scenario.value, text: text.value }),
    },
    glossary: {
      fields: [field(say("term"), term), field(say("means"), means, { help: say("meansHelp") })],
      read: () => ({ kind: "glossary", term: term.value, means: means.value.split("\n").map((line) => line.trim()).filter(Boolean) }),
    },
  };
  const kind = select(Object.keys(forms).map((one) => [one, say(`as:${one}`)]), "faq");
  const chosen = () => forms[/** @type {keyof typeof forms} */ (kind.value)];
  const place = h("div", {}, ...forms.faq.fields);
  kind.addEventListener("change", () => fill(place, ...chosen().fields));
  const save = async () => {
    await api.post(`proposals/${proposal.id}/accept`, { accepted: chosen().read() });
    toast(say(kind.value === "glossary" ? "acceptedTerm" : "acceptedFaq"));
  };
  void edit({ title: say("accept"), body: [field(say("acceptAs"), kind), place], yes: say("accept"), save }).then((saved) => saved && then());
}

/** @param {Context} context @param {Proposal} proposal @param {() => unknown} then */
function reject({ api, say }, proposal, then) {
  const note = textarea({ rows: 2, maxLength: 500 });
  const save = () => api.post(`proposals/${proposal.id}/reject`, { note: note.value.trim() });
  void edit({ title: say("rejectTitle"), body: field(say("reason"), note, { optional: true }), yes: say("reject"), save }).then((saved) => {
    if (!saved) return;
    toast(say("rejectedDone"), { undo: () => api.post(`proposals/${proposal.id}/reopen`).then(then) });
    then();
  });
}
