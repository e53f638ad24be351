// A passage put right where it is read: a form of its lines or cells, and what of them was changed.

import { h } from "../../shared/dom.js";
import { ApiError } from "../../lib/api.js";
import { edit } from "../../lib/dialogs.js";
import { field, textarea, tick } from "../../lib/fields.js";
import { toast } from "../../lib/toasts.js";
import { changedLines } from "./changed-lines.js";

/** @typedef {import("./types").Chunk} Chunk @typedef {import("../../types").Context} Context */
/** @typedef {import("./changed-lines.js").WordsChange} WordsChange */

const PARTS = new Set(["question", "answer", "scenario", "text", "variant", "stage"]);
const LINE = 28; // characters that a line of the form holds on a phone

/**
 * Ask for the words of a passage, and save them as a draft of its document's next version.
 * @param {Context} context @param {{ id: string, name: string, revision: number }} document @param {Chunk} chunk
 */
export async function correctPassage({ api, say, go }, document, chunk) {
  const form = passageForm(say, chunk);
  /** @type {any} */
  let made;
  const save = async () => {
    made = await api.post(`documents/${document.id}/corrections`, { chunk_id: chunk.id, ...form.read() }, {}, document.revision);
  };
  const body = [h("p", { class: "quiet" }, say("correctLead")), ...form.fields];
  if (!(await edit({ title: say("correctTitle", { document: document.name }), body, yes: say("correctYes"), save }))) return;
  toast(say("corrected", { version: made.version }));
  go(`documents/${document.id}/versions`, { from: made.diff.before, to: made.diff.after });
}

/**
 * @param {import("../../shared/words.js").Speak} say @param {Chunk} chunk
 * @param {(text: string) => string} [suggest] makes the wording to begin with
 * @returns {{ fields: HTMLElement[], read: () => { changes: WordsChange[], neighbours: boolean } }} `read` raises when nothing is changed
 */
export function passageForm(say, chunk, suggest = (text) => text) {
  if (chunk.place.row !== null && chunk.fields.length > 0) {
    const cells = chunk.fields.map(([name, value]) => ({ name, value, control: box(suggest(value)) }));
    const label = (/** @type {string} */ name) => (PARTS.has(name) ? say(`part_${name}`) : name || say("correctText"));
    const { box: neighbours, element } = tick(say("correctNeighbours"), false, { help: say("correctNeighboursHelp") });
    return {
      fields: [...cells.map(({ name, control }) => field(label(name), control)), element],
      read: () => ({
        changes: some(say, cells.map(({ value, control }) => ({ before: value, after: control.value.trim() }))),
        neighbours: neighbours.checked,
      }),
    };
  }
  const control = box(suggest(chunk.text));
  return {
    fields: [field(say("correctText"), control, { help: say("correctTextHelp") })],
    read: () => ({ changes: some(say, changedLines(chunk.text, control.value)), neighbours: false }),
  };
}

/** What really changed. @param {import("../../shared/words.js").Speak} say @param {WordsChange[]} changes */
function some(say, changes) {
  const real = changes.filter(({ before, after }) => before !== after);
  if (real.length === 0) throw new ApiError(422, "unchanged", say("correctNothing"), "");
  return real;
}

/** @param {string} value */
const box = (value) => textarea({ value, rows: Math.min(14, value.split("\n").reduce((rows, line) => rows + 1 + Math.floor(line.length / LINE), 0)), maxLength: 10_000 });
