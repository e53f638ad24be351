// A version's passages beside the page or the sheet that they come from.

import { fill, h } from "../../shared/dom.js";
import { badge, button, empty } from "../../lib/parts.js";
import { input } from "../../lib/fields.js";
import { pageView } from "./page-view.js";

/** @typedef {import("./types").Chunk} Chunk */
/** @typedef {import("../../types").Context} Context */

const AT_ONCE = 60;

/** @param {Context} context @param {import("./types").Document} document */
export async function show(context, document) {
  const { api, say, signal, query, may } = context;
  const { current } = document;
  const { chunks } = /** @type {{ chunks: Chunk[] }} */ (await api.get(`documents/${document.id}/chunks`, { version: current.number }, signal));
  const drawn = may("editor") && (current.media_type === "application/pdf" || current.media_type.startsWith("image/"));
  const sheets = [...new Set(chunks.flatMap(({ place }) => (place.sheet === null ? [] : [place.sheet])))];
  const list = h("div", { class: "stack documents-chunks" });
  const find = input({ type: "search", placeholder: say("findInChunks"), "aria-label": say("findInChunks") });
  /** @type {(chunk: Chunk) => boolean} */
  let here = () => true;
  const aimed = query.get("chunk"); // whoever comes from a search wants to see this one
  let shown = Math.max(AT_ONCE, chunks.findIndex(({ id }) => id === aimed) + 1);

  function draw() {
    const wanted = find.value.trim().toLowerCase();
    const found = chunks.filter((chunk) => here(chunk) && (!wanted || `${chunk.context} ${chunk.text}`.toLowerCase().includes(wanted)));
    const rest = found.length - shown;
    const more = () => {
      shown += AT_ONCE;
      draw();
    };
    fill(
      list,
      ...found.slice(0, shown).map((chunk) => passage(say, chunk, chunk.id === aimed)),
      found.length === 0 && empty(say("noChunks"), `${say("noChunksText")} ${say("elsewhere")}`),
      rest > 0 && button(say("more", { count: Math.min(rest, AT_ONCE) }), { small: true, onclick: more }),
    );
  }

  /** @param {(chunk: Chunk) => boolean} narrowed */
  function narrow(narrowed) {
    here = narrowed;
    shown = AT_ONCE;
    draw();
  }
  find.addEventListener("input", () => narrow(here));
  const side = drawn ? pageView(context, document, Number(query.get("page")) || 1, (page) => narrow(onPage(chunks, page))) : null;
  const tabs = sheets.length > 1 ? sheetTabs(say, sheets, query.get("sheet"), (sheet) => narrow(({ place }) => sheet === null || place.sheet === sheet)) : null;
  draw();
  if (aimed) requestAnimationFrame(() => list.querySelector("[aria-current]")?.scrollIntoView({ block: "center" }));
  return h("div", {}, tabs, h("div", { class: drawn ? "documents-pair" : "" }, side, h("div", { class: "stack" }, find, list)));
}

/**
 * Passages that begin on a page, and the one before them, which may go on there.
 * @param {Chunk[]} chunks @param {number | null} page null for all
 * @returns {(chunk: Chunk) => boolean}
 */
function onPage(chunks, page) {
  if (page === null) return () => true;
  const before = chunks.findLast(({ place }) => place.page !== null && place.page < page);
  return (chunk) => chunk.place.page === page || chunk === before;
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
  if (chosen !== null) choose(chosen);
  return h("div", { class: "row documents-narrow" }, ...buttons);
}

/** @param {import("../../shared/words.js").Speak} say @param {Chunk} chunk @param {boolean} aimed */
function passage(say, { kind, audience, text, context, place, skus, fields }, aimed) {
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
    ),
    context && h("p", { class: "quiet small" }, context),
    kind === "table_row" && fields.length > 0 ? fieldList(fields) : h("p", { class: "text" }, text),
  );
}

/** @param {[string, string][]} fields */
function fieldList(fields) {
  return h("dl", { class: "documents-fields" }, ...fields.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}
