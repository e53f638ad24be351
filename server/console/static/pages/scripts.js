// Scripts: search, write, change, retire; the book in which they are written is published as a whole.

import { fill, h } from "../shared/dom.js";
import { wasAborted } from "../lib/api.js";
import { ask } from "../lib/dialogs.js";
import { badge, button, empty, heading, link, loading, notice, problem } from "../lib/parts.js";
import { table } from "../lib/tables.js";
import { attempt, toast } from "../lib/toasts.js";
import { adopt, write } from "./scripts/writing.js";
import { WORDS } from "./scripts/words.js";

/** @typedef {import("../types").Context} Context */
/**
 * @typedef {object} Script
 * @property {string} id
 * @property {string} scenario
 * @property {string} stage
 * @property {string} text
 * @property {string[]} variants
 * @property {string[]} slots
 * @property {string} document
 * @property {string | null} document_id
 * @property {"published" | "draft" | "retiring"} state
 * @property {boolean} editable
 */
/** @typedef {{ scripts: Script[], slots: string[], pending: number, document_id: string | null }} Found */

const TONES = /** @type {const} */ ({ published: "good", draft: "accent", retiring: "warn" });

/** @type {import("../types").Page} */
export const page = {
  words: WORDS,
  show(context) {
    const { api, shop, say, may, signal } = context;
    const place = h("div", {}, loading());
    const editor = may("editor");

    async function look() {
      try {
        const found = /** @type {Found} */ (await api.get("scripts", { shop: shop.id, drafts: editor }, signal));
        const add = button(say("add"), { primary: true, onclick: () => write(context, found.slots, null, look) });
        fill(
          place,
          heading(say("title"), say("lead"), editor && add),
          found.pending > 0 && drawPending(context, found, look),
          drawScripts(context, found, look),
        );
      } catch (error) {
        if (!wasAborted(error)) fill(place, problem(error, () => void look()));
      }
    }

    void look();
    return place;
  },
};

/** @param {Context} context @param {Found} found @param {() => unknown} then */
function drawPending({ api, say }, found, then) {
  const publish = () =>
    attempt(async () => {
      const title = say("publishQuestion", { count: found.pending });
      if (!(await ask({ title, body: h("p", {}, say("publishText")), yes: say("publish") }))) return;
      const answer = await api.post(`documents/${found.document_id}/publish`);
      toast(answer?.job ? say("publishedDone") : say("asked"));
      then();
    });
  return notice(
    "accent",
    h(
      "div",
      { class: "row" },
      h("span", {}, say("pending", { count: found.pending })),
      h("span", { class: "push" }),
      link(say("versions"), `documents/${found.document_id}`),
      button(say("publish"), { primary: true, small: true, onclick: publish }),
    ),
  );
}

/** @param {Context} context @param {Found} found @param {() => unknown} then */
function drawScripts(context, found, then) {
  const { say, may } = context;
  const open = (/** @type {Script} */ script) => {
    if (!may("editor") || script.state === "retiring") return;
    if (script.editable) write(context, found.slots, script, then);
    else adopt(context, script, then);
  };
  return table({
    label: say("title"),
    rows: found.scripts,
    open,
    text: (script) => [script.scenario, script.text, script.stage, script.document, ...script.variants].join(" "),
    none: empty(say("none"), say("noneText"), link("→", "documents")),
    columns: [
      {
        title: say("scenario"),
        cell: (script) => [h("strong", {}, script.scenario), script.stage && h("div", { class: "small quiet" }, script.stage)],
        order: (script) => script.scenario,
      },
      {
        title: say("text"),
        kind: "wide",
        cell: (script) => [
          h("span", { class: "text" }, ...marked(script.text)),
          ...script.variants.map((variant) => h("div", { class: "small quiet" }, variant)),
        ],
      },
      {
        title: say("state"),
        cell: (script) => badge(say(script.state), TONES[script.state]),
        order: (script) => script.state,
      },
      {
        title: say("document"),
        kind: "side",
        cell: (script) => (script.document_id ? link(script.document, `documents/${script.document_id}`) : script.document),
        order: (script) => script.document,
      },
      {
        title: say("actions"),
        cell: (script) =>
          button(say("copy"), {
            small: true,
            "aria-label": `${say("copy")}: ${script.scenario}`,
            onclick: () => attempt(async () => navigator.clipboard.writeText(script.text).then(() => toast(say("copied")))),
          }),
      },
    ],
  });
}

/** The text with its slots marked. @param {string} text */
function marked(text) {
  return text.split(/(\{[^{}]{1,20}\})/).map((part) => (part.startsWith("{") ? h("mark", {}, part) : part));
}
