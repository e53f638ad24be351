// What agents corrected in drafts: the change, its evidence, and what an editor makes of it.

import { h } from "../../shared/dom.js";
import { edit } from "../../lib/dialogs.js";
import { field, textarea } from "../../lib/fields.js";
import { moment } from "../../lib/format.js";
import { badge, button, empty, link } from "../../lib/parts.js";
import { attempt, toast } from "../../lib/toasts.js";
import { accept } from "./accepting.js";

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
 * @property {{ kind: string, document?: string, document_id?: string, before?: number, version?: number } | null} result
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
      h("p", { class: "small" }, result.kind === "script" ? link(say("toScripts"), "scripts") : link(say("publishAt", { document: result.document ?? "" }), draftPlace(result))),
    h("div", { class: "actions" }, ...actions(context, proposal, then)),
  );
}

/** @param {{ document_id?: string, before?: number, version?: number }} result */
export const draftPlace = ({ document_id: id, before, version }) =>
  version ? `documents/${id}/versions?from=${before}&to=${version}` : `documents/${id}`;

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
function reject({ api, say }, proposal, then) {
  const note = textarea({ rows: 2, maxLength: 500 });
  const save = () => api.post(`proposals/${proposal.id}/reject`, { note: note.value.trim() });
  void edit({ title: say("rejectTitle"), body: field(say("reason"), note, { optional: true }), yes: say("reject"), save }).then((saved) => {
    if (!saved) return;
    toast(say("rejectedDone"), { undo: () => api.post(`proposals/${proposal.id}/reopen`).then(then) });
    then();
  });
}
