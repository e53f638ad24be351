// The shop's own words: a table, a sentence to try them on, and CSV out and in.

import { fill, h } from "../shared/dom.js";
import { wasAborted } from "../lib/api.js";
import { edit } from "../lib/dialogs.js";
import { field, input, select, textarea } from "../lib/fields.js";
import { day } from "../lib/format.js";
import { badge, button, card, empty, heading, loading, problem } from "../lib/parts.js";
import { table } from "../lib/tables.js";
import { attempt, toast } from "../lib/toasts.js";
import { bringIn } from "./glossary/importing.js";
import { saveFile } from "./products/files.js";
import { WORDS } from "./glossary/words.js";

/** @typedef {import("../types").Context} Context */
/**
 * @typedef {object} Term
 * @property {string} id
 * @property {string} term
 * @property {string[]} means
 * @property {"slang" | "abbreviation" | "product"} kind
 * @property {string} note
 * @property {string | null} actor_name
 * @property {string} changed_at
 * @property {{ code: string, other: string }[]} collisions
 */

const KINDS = /** @type {const} */ (["slang", "abbreviation", "product"]);
const WAIT_MS = 250; // after the last letter, before the sentence is read

/** @type {import("../types").Page} */
export const page = {
  words: WORDS,
  show(context) {
    const { api, shop, say, signal } = context;
    const list = h("div", {}, loading());
    async function look() {
      try {
        const { terms } = await api.get("glossary", { shop: shop.id }, signal);
        fill(list, drawTerms(context, terms, look));
      } catch (error) {
        if (!wasAborted(error)) fill(list, problem(error, () => void look()));
      }
    }
    const take = () => attempt(async () => saveFile(await api.download("glossary/export", { shop: shop.id }), `${say("title")}-${shop.id}.csv`));
    void look();
    return h(
      "div",
      {},
      heading(
        say("title"),
        say("lead"),
        button(say("export"), { onclick: take }),
        button(say("import"), { onclick: () => bringIn(context, look) }),
        button(say("add"), { primary: true, onclick: () => write(context, null, look) }),
      ),
      card(say("try"), drawTrial(context)),
      list,
    );
  },
};

/** @param {Context} context */
function drawTrial({ api, shop, say }) {
  const result = h("p", { "aria-live": "polite" });
  const box = input({ placeholder: say("tryPlaceholder"), "aria-label": say("try"), maxLength: 500 });
  let waiting = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void attempt(read), WAIT_MS);
  });
  async function read() {
    const text = box.value.trim();
    if (!text) return fill(result);
    const { read: reads, also } = await api.post("glossary/read", { shop: shop.id, text });
    if (reads === text && also.length === 0) return fill(result, h("span", { class: "quiet" }, say("same")));
    return fill(
      result,
      h("span", { class: "quiet" }, `${say("reads")}：`),
      h("strong", {}, reads),
      also.length > 0 && h("span", { class: "quiet" }, ` · ${say("also")}：${also.join("、")}`),
    );
  }
  return h("div", { class: "glossary-trial" }, box, result);
}

/** @param {Context} context @param {Term[]} terms @param {() => unknown} then */
function drawTerms(context, terms, then) {
  const { say } = context;
  return table({
    label: say("title"),
    rows: terms,
    open: (term) => write(context, term, then),
    text: (term) => [term.term, term.note, ...term.means].join(" "),
    none: empty(say("none"), say("noneText"), button(say("add"), { primary: true, onclick: () => write(context, null, then) })),
    columns: [
      { title: say("term"), cell: (term) => h("strong", {}, term.term), order: (term) => term.term },
      {
        title: say("means"),
        kind: "wide",
        cell: (term) => [
          term.means[0],
          term.means.length > 1 && h("span", { class: "quiet" }, ` · ${term.means.slice(1).join("、")}`),
          ...term.collisions.map((one) => h("div", { class: "small glossary-collision" }, collision(say, one))),
        ],
      },
      { title: say("kind"), cell: (term) => badge(say(term.kind)), order: (term) => term.kind },
      { title: say("note"), kind: "side", cell: (term) => term.note },
      { title: say("changed"), kind: "side", cell: (term) => [day(term.changed_at), term.actor_name && h("div", { class: "small quiet" }, term.actor_name)], order: (term) => term.changed_at },
      {
        title: say("actions"),
        cell: (term) => button(say("remove"), { small: true, "aria-label": `${say("remove")}: ${term.term}`, onclick: () => attempt(() => remove(context, term, then)) }),
      },
    ],
  });
}

/** @param {import("../shared/words.js").Speak} say @param {{ code: string, other: string }} one */
function collision(say, { code, other }) {
  const key = code === "product" ? "collides:product" : code;
  return key in WORDS.zh ? say(key, { other }) : `${code}: ${other}`;
}

/** @param {Context} context @param {Term} term @param {() => unknown} then */
async function remove({ api, shop, say }, term, then) {
  await api.remove(`glossary/${term.id}`, { shop: shop.id });
  const { term: said, means, kind, note } = term;
  toast(say("removed", { term: said }), { undo: () => api.post("glossary", { shop: shop.id, term: said, means, kind, note }).then(then) });
  then();
}

/** @param {Context} context @param {Term | null} term @param {() => unknown} then */
function write({ api, shop, say }, term, then) {
  const said = input({ required: true, minLength: 2, maxLength: 80, value: term?.term ?? "" });
  const means = textarea({ rows: 3, required: true, value: term?.means.join("\n") ?? "" });
  const kind = select(KINDS.map((one) => [one, say(one)]), term?.kind ?? "slang");
  const note = input({ maxLength: 500, value: term?.note ?? "" });
  const body = [
    field(say("term"), said, { help: say("termHelp") }),
    field(say("means"), means, { help: say("meansHelp") }),
    field(say("kind"), kind),
    field(say("note"), note, { optional: true }),
  ];
  const save = async () => {
    const lines = means.value.split("\n").map((line) => line.trim()).filter(Boolean);
    const sent = { shop: shop.id, term: said.value, means: lines, kind: kind.value, note: note.value };
    await (term ? api.patch(`glossary/${term.id}`, sent) : api.post("glossary", sent));
    toast(say("saved", { term: said.value }));
  };
  void edit({ title: say(term ? "edit" : "add"), body, yes: say("save"), save }).then((saved) => saved && then());
}
