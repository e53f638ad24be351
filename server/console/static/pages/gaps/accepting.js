// A proposal accepted: as the cited passage put right, or as an answer, a script or a word of the glossary.

import { fill, h } from "../../shared/dom.js";
import { ApiError } from "../../lib/api.js";
import { edit } from "../../lib/dialogs.js";
import { field, input, select, textarea } from "../../lib/fields.js";
import { explain, loading } from "../../lib/parts.js";
import { toast } from "../../lib/toasts.js";
import { passageForm } from "../documents/correcting.js";
import { answerFields } from "./answering.js";
import { withChanges } from "./changed-facts.js";

/** @typedef {import("../../types").Context} Context */
/** @typedef {import("./proposals.js").Proposal} Proposal */
/** @typedef {{ fields: HTMLElement[], read: () => object, done: string }} Form */

const EXCERPT = 24; // characters that tell one passage of a document from another

/** @param {Context} context @param {Proposal} proposal @param {() => unknown} then */
export async function accept(context, proposal, then) {
  const { api, say, go } = context;
  const forms = formsOf(context, proposal);
  const first = Object.keys(forms)[0] ?? "";
  const kind = select(Object.keys(forms).map((one) => [one, say(`as:${one}`)]), first);
  const chosen = () => /** @type {Form} */ (forms[kind.value]);
  const place = h("div", {}, ...chosen().fields);
  kind.addEventListener("change", () => fill(place, ...chosen().fields));
  /** @type {any} */
  let result;
  const save = async () => {
    result = (await api.post(`proposals/${proposal.id}/accept`, { accepted: chosen().read() })).result;
  };
  const saved = await edit({ title: say("accept"), body: [field(say("acceptAs"), kind), place], yes: say("accept"), save });
  if (!saved) return;
  toast(say(chosen().done));
  if (result.kind === "correction") go(`documents/${result.document_id}/versions`, { from: result.before, to: result.version });
  else then();
}

/** @param {Context} context @param {Proposal} proposal @returns {Record<string, Form>} the likeliest first */
function formsOf(context, proposal) {
  const { say } = context;
  const { evidence } = proposal;
  const question = evidence.parts[0] ?? evidence.question;
  const said = evidence.changes.filter((one) => one.kind === "fact" && one.after).map((one) => one.after).join("");
  const faq = answerFields(say, { question, answer: said || proposal.after, category: evidence.sku ? "product" : "other" });
  const scenario = input({ required: true, maxLength: 500, value: question });
  const text = textarea({ rows: 5, required: true, maxLength: 2000, value: proposal.after });
  const term = input({ required: true, minLength: 2, maxLength: 80 });
  const means = textarea({ rows: 3, required: true });
  const lines = () => means.value.split("\n").map((line) => line.trim()).filter(Boolean);
  return {
    ...(evidence.passages.length > 0 && { correction: correctionForm(context, proposal) }),
    faq: { fields: faq.fields, read: () => ({ kind: "faq", ...faq.read() }), done: "acceptedFaq" },
    script: {
      fields: [field(say("scenario"), scenario), field(say("text"), text)],
      read: () => ({ kind: "script", scenario: scenario.value, text: text.value }),
      done: "acceptedFaq",
    },
    glossary: {
      fields: [field(say("term"), term), field(say("means"), means, { help: say("meansHelp") })],
      read: () => ({ kind: "glossary", term: term.value, means: lines() }),
      done: "acceptedTerm",
    },
  };
}

/** The cited passage, with what the agent changed already in its words. @param {Context} context @param {Proposal} proposal @returns {Form} */
function correctionForm({ api, say, signal }, { after, evidence }) {
  const { passages } = evidence;
  const place = h("div", { "aria-live": "polite" });
  const which = select(passages.map(({ document, text }, at) => [String(at), `${document} · ${text.slice(0, EXCERPT)}…`]), "0");
  /** @type {ReturnType<typeof passageForm> | null} */
  let form = null;
  const chosen = () => passages[Number(which.value)];

  async function open() {
    const passage = chosen();
    form = null;
    fill(place, loading());
    try {
      const query = { version: passage?.version, chunk: passage?.chunk_id, limit: 1 };
      const { chunks } = await api.get(`documents/${passage?.document_id}/chunks`, query, signal);
      if (passage !== chosen()) return;
      form = passageForm(say, chunks[0], (text) => withChanges(text, evidence.changes));
      fill(place, ...form.fields);
    } catch (error) {
      fill(place, explain(error));
    }
  }
  which.addEventListener("change", () => void open());
  void open();
  return {
    fields: [h("p", { class: "small quiet" }, `${say("sent")}：${after}`), field(say("whichPassage"), which), place],
    read: () => {
      const passage = chosen();
      if (!passage || !form) throw new ApiError(422, "unchanged", say("correctNothing"), "");
      return { kind: "correction", document_id: passage.document_id, chunk_id: passage.chunk_id, ...form.read() };
    },
    done: "acceptedFaq",
  };
}
