// A version's passages beside the page or the sheet that they come from.

import { fill, h } from "../../shared/dom.js";
import { input } from "../../lib/fields.js";
import { badge, button, empty } from "../../lib/parts.js";
import { attempt } from "../../lib/toasts.js";
import { correctPassage } from "./correcting.js";
import { pageView } from "./page-view.js";

/** @typedef {import("./types").Chunk} Chunk */
/** @typedef {import("../../types").Context} Context */

const AT_ONCE = 60;
const WAIT_MS = 250; // after the last letter, before it is looked for

/** @param {Context} context @param {import("./types").Document} document */
export async function show(context, document) {
  const { api, say, signal, query, may } = context;
  const { current } = document;
  const editable = may("editor") && !document.inherited;
  const drawn = may("editor") && (current.media_type === "application/pdf" || current.media_type.startsWith("image/"));
  const list = h("div", { class: "stack documents-chunks", "aria-live": "polite" });
  const find = input({ type: "search", placeholder: say("findInChunks"), "aria-label": say("findInChunks") });
  const aimed = query.get("chunk"); // whoever comes from a search wants to see this one
  /** @type {{ sheet?: string | null, page?: number | null, chunk?: string | null }} */
  let narrowed = { chunk: aimed, sheet: query.get("sheet") };
  /** @type {Chunk[]} */
  let shown = [];
  let asked = 0;

  /** @param {{ offset?: number, limit?: number, chunk?: null }} [part] @returns {Promise<{ chunks: Chunk[], total: number, offset: number, sheets: string[] }>} */
  const read = (part = {}) =>
    api.get(`documents/${document.id}/chunks`, { version: current.number, q: find.value.trim(), limit: AT_ONCE, ...narrowed, ...part }, signal);

  /** @param {{ total: number, offset: number }} found where the first that is shown stands among all */
  function draw({ total, offset }) {
    const rest = total - offset - shown.length;
    const more = (/** @type {number} */ from, /** @type {number} */ count) => attempt(async () => {
      const mine = asked;
      const found = await read({ offset: from, limit: count, chunk: null });
      if (mine !== asked) return; // narrowed meanwhile
      shown = from < offset ? [...found.chunks, ...shown] : [...shown, ...found.chunks];
      draw({ total: found.total, offset: Math.min(from, offset) });
    });
    const before = Math.min(AT_ONCE, offset);
    fill(
      list,
      offset > 0 && button(say("earlier", { count: offset }), { small: true, onclick: () => void more(offset - before, before) }),
      ...shown.map((chunk) => passage(context, chunk, chunk.id === aimed, editable ? () => void correctPassage(context, document, chunk) : null)),
      shown.length === 0 && empty(say("noChunks"), `${say("noChunksText")} ${say("elsewhere")}`),
      rest > 0 && button(say("more", { count: Math.min(rest, AT_ONCE) }), { small: true, onclick: () => void more(offset + shown.length, AT_ONCE) }),
    );
  }

  /** @param {typeof narrowed} wanted */
  async function narrow(wanted) {
    narrowed = wanted;
    const mine = ++asked;
    const found = await read();
    if (mine !== asked) return;
    shown = found.chunks;
    draw(found);
  }

  let waiting = 0;
  find.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void attempt(() => narrow({ ...narrowed, chunk: null })), WAIT_MS);
  });
  const first = await read();
  shown = first.chunks;
  draw(first);
  const side = drawn ? pageView(context, document, Number(query.get("page")) || 1, (page) => void attempt(() => narrow({ page }))) : null;
  const tabs = first.sheets.length > 1 ? sheetTabs(say, first.sheets, query.get("sheet"), (sheet) => void attempt(() => narrow({ sheet }))) : null;
  if (aimed) requestAnimationFrame(() => list.querySelector("[aria-current]")?.scrollIntoView({ block: "center" }));
  return h("div", {}, tabs, h("div", { class: drawn ? "documents-pair" : "" }, side, h("div", { class: "stack" }, find, list)));
}

/**
 * @param {import("../../shared/words.js").Speak} say @param {string[]} sheets @param {string | null} chosen
 * @param {(sheet: string | null) => void} choose
 */
function sheetTabs(say, sheets, chosen, choose) {
  const buttons = [null, ...sheets].map((sheet) => {
    const select = () => {
      for (const each of buttons) each.setAttribute("aria-pressed", String(each === tab));
      choose(sheet);
    };
    const tab = button(sheet ?? say("everyPlace"), { small: true, "aria-pressed": String(sheet === chosen), onclick: select });
    return tab;
  });
  return h("div", { class: "row documents-narrow" }, ...buttons);
}

/** @param {Context} page @param {Chunk} chunk @param {boolean} aimed @param {(() => void) | null} correct */
function passage({ say }, { kind, audience, text, context, place, skus, fields }, aimed, correct) {
  const where = place.sheet && place.row ? say("sheetRow", { sheet: place.sheet, row: place.row }) : place.row ? say("row", { row: place.row }) : place.page ? say("page", { page: place.page }) : "";
  return h(
    "article",
    { class: "documents-chunk", "aria-current": aimed && "true" },
    h(
      "div",
      { class: "row small" },
      badge(say(kind)),
      audience === "staff" && badge(say("internal"), "warn"),
      where && h("span", { class: "quiet" }, where),
      skus.slice(0, 6).map((sku) => h("code", { class: "quiet" }, sku)),
      h("span", { class: "push" }),
      correct && button(say("correct"), { small: true, quiet: true, onclick: correct }),
    ),
    context && h("p", { class: "quiet small" }, context),
    kind === "table_row" && fields.length > 0 ? fieldList(fields) : h("p", { class: "text" }, text),
  );
}

/** @param {[string, string][]} fields */
function fieldList(fields) {
  return h("dl", { class: "documents-fields" }, ...fields.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}
