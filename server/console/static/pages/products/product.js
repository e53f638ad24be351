// One product: what counts, where each value comes from, what was changed by whom.

import { h } from "../../shared/dom.js";
import { ask, edit } from "../../lib/dialogs.js";
import { field, input, textarea } from "../../lib/fields.js";
import { moment } from "../../lib/format.js";
import { badge, button, card, heading, link, notice } from "../../lib/parts.js";
import { table } from "../../lib/tables.js";
import { attempt, toast } from "../../lib/toasts.js";

/** @typedef {import("../../types").Context} Context */
/**
 * @typedef {object} Product
 * @property {string} sku
 * @property {string} name
 * @property {string | null} price
 * @property {string | null} list_price
 * @property {number | null} stock
 * @property {string} category
 * @property {string} brand
 * @property {string[]} companions
 * @property {string} benefit
 * @property {Record<string, string>} attributes
 * @property {string[]} edited
 * @property {boolean} withdrawn
 */
/** @typedef {{ value: any, base: any, actor: string | null, source: string, edited_at: string }} Edit */
/** @typedef {{ field: string, value: any, row: number | null, edit: Edit | null, overruled: Edit | null }} Field */
/** @typedef {{ document_id: string, document: string, version: number, place: { sheet: string | null, row: number | null, page: number | null } | null }} Row */
/** @typedef {{ product: Product, fields: Field[], rows: Row[], changes: any[] }} Detail */

const ATTRIBUTE = "attribute:";
const PLAIN = /** @type {const} */ (["name", "price", "list_price", "stock", "category", "brand", "companions", "benefit"]);
const SOURCES = { console: "changedHere", import: "changedImport", api: "changedApi" };

/** @param {Context} context @param {string} sku */
export async function showProduct(context, sku) {
  const { api, shop, say, signal, may } = context;
  const found = /** @type {Detail} */ (await api.get(address(sku), { shop: shop.id }, signal));
  const { product } = found;
  const editor = may("editor");
  const change = (/** @type {Record<string, unknown>} */ body) => api.patch(address(sku), body, { shop: shop.id });
  const actions = editor && [
    product.withdrawn
      ? button(say("resell"), { onclick: () => attempt(() => resell(context, product, change)) })
      : button(say("withdraw"), { onclick: () => attempt(() => withdraw(context, product, change)) }),
    button(say("edit"), { primary: true, onclick: () => editProduct(context, found, change) }),
  ];
  return h(
    "div",
    {},
    h("p", {}, link(`← ${say("back")}`, "products")),
    heading(product.name, product.sku, ...(actions || [])),
    product.withdrawn && notice("warn", say("isWithdrawn")),
    card(say("values"), h("p", { class: "quiet small" }, say("rule")), drawFields(context, found, editor ? change : null)),
    card(say("history"), drawChanges(context, found)),
  );
}

/** @param {string} sku */
const address = (sku) => `products/${sku.split("/").map(encodeURIComponent).join("/")}`;

/** @param {Context} context @param {Product} product @param {(body: Record<string, unknown>) => Promise<unknown>} change */
async function withdraw({ say, refresh }, product, change) {
  const sure = await ask({ title: say("withdrawQuestion", { name: product.name }), body: h("p", {}, say("withdrawText")), yes: say("withdraw") });
  if (!sure) return;
  await change({ withdrawn: true });
  refresh();
}

/** @param {Context} context @param {Product} product @param {(body: Record<string, unknown>) => Promise<unknown>} change */
async function resell({ say, refresh }, product, change) {
  await change({ withdrawn: false });
  toast(say("resold", { name: product.name }), { undo: () => change({ withdrawn: true }).then(refresh) });
  refresh();
}

/** @param {Context} context @param {Detail} found @param {((body: Record<string, unknown>) => Promise<unknown>) | null} change */
function drawFields(context, { fields, rows }, change) {
  const { say, refresh } = context;
  const told = fields.filter((one) => one.value !== null || one.edit || one.overruled);
  const reset = (/** @type {Field} */ one) =>
    attempt(async () => {
      await change?.({ reset: [one.field] });
      toast(say("resetDone"), { undo: () => change?.({ [one.field]: one.value }).then(refresh) });
      refresh();
    });
  return table({
    label: say("values"),
    rows: told,
    columns: [
      { title: say("field"), cell: (one) => label(say, one.field) },
      { title: say("value"), cell: (one) => h("div", { class: "text products-value" }, shown(say, one.value)) },
      {
        title: say("origin"),
        kind: "wide",
        cell: (one) => [
          one.row !== null && rows[one.row] ? drawPlace(say, /** @type {Row} */ (rows[one.row])) : null,
          one.edit && drawEdit(say, one.edit),
          one.overruled &&
            h("div", { class: "small quiet" }, say("overruled", { moment: moment(one.overruled.edited_at), value: shown(say, one.overruled.value) })),
        ],
      },
      {
        title: say("actions"),
        cell: (one) => change && one.edit && button(say("reset"), { small: true, "aria-label": `${say("reset")}: ${label(say, one.field)}`, onclick: () => reset(one) }),
      },
    ],
  });
}

/** @param {import("../../shared/words.js").Speak} say @param {Row} row */
function drawPlace(say, row) {
  const { sheet = null, row: number = null } = row.place ?? {};
  const where = [sheet && say("sheet", { sheet }), number && say("row", { row: number })].filter(Boolean).join(" · ");
  return h("div", {}, link(say("place", { document: row.document, version: row.version }), `documents/${row.document_id}`), where && h("span", { class: "small quiet" }, ` ${where}`));
}

/** @param {import("../../shared/words.js").Speak} say @param {Edit} edited */
function drawEdit(say, edited) {
  const source = SOURCES[/** @type {keyof typeof SOURCES} */ (edited.source)] ?? "changedHere";
  return h(
    "div",
    { class: "row" },
    badge(say(source), "accent"),
    h("span", { class: "small quiet" }, `${moment(edited.edited_at)} · ${say("says", { value: shown(say, edited.base) })}`),
  );
}

/** @param {Context} context @param {Detail} found */
function drawChanges({ say }, { changes }) {
  return table({
    label: say("history"),
    rows: changes,
    none: h("p", { class: "quiet" }, say("noHistory")),
    columns: [
      { title: say("when"), cell: (one) => moment(one.changed_at) },
      { title: say("field"), cell: (one) => label(say, one.field) },
      { title: say("from"), cell: (one) => shown(say, one.old) },
      { title: say("to"), kind: "wide", cell: (one) => shown(say, one.new) },
      { title: say("who"), kind: "side", cell: (one) => [one.actor_name ?? "", h("div", { class: "small quiet" }, say(SOURCES[/** @type {keyof typeof SOURCES} */ (one.source)] ?? "changedHere"))] },
    ],
  });
}

/** @param {Context} context @param {Detail} found @param {(body: Record<string, unknown>) => Promise<unknown>} change */
function editProduct({ say, refresh }, { product, fields }, change) {
  const controls = new Map(PLAIN.map((name) => [name, control(name, product)]));
  const headings = Object.keys(product.attributes);
  const attributes = new Map(headings.map((heading) => [heading, textarea({ rows: 1, value: product.attributes[heading] ?? "", maxLength: 500 })]));
  const body = h(
    "div",
    { class: "products-form" },
    ...PLAIN.map((name) => field(say(name), /** @type {HTMLInputElement} */ (controls.get(name)), name === "companions" ? { help: say("companionsHelp") } : {})),
    ...headings.map((heading) => field(heading, /** @type {HTMLTextAreaElement} */ (attributes.get(heading)))),
  );
  /** What differs from what was shown, with what was shown, so that nobody's change is written over unseen. */
  const sent = () => {
    /** @type {Record<string, unknown>} */
    const values = {};
    /** @type {Record<string, unknown>} */
    const expected = {};
    const seen = new Map(fields.map((one) => [one.field, one.value]));
    for (const [name, box] of controls) {
      const value = read(name, box.value);
      if (JSON.stringify(value ?? null) === JSON.stringify(was(product, name) ?? null)) continue;
      values[name] = value;
      expected[name] = seen.get(name) ?? null;
    }
    /** @type {Record<string, string | null>} */
    const changed = {};
    for (const [heading, box] of attributes) {
      if (box.value.trim() === product.attributes[heading]) continue;
      changed[heading] = box.value.trim() || null;
      expected[`${ATTRIBUTE}${heading}`] = product.attributes[heading];
    }
    return { ...values, attributes: changed, expected };
  };
  void edit({
    title: product.name,
    body: [h("p", { class: "quiet small" }, say("clear")), body],
    yes: say("save"),
    save: async () => {
      await change(sent());
      toast(say("saved", { name: product.name }));
    },
  }).then((saved) => saved && refresh());
}

/** @param {typeof PLAIN[number]} name @param {Product} product */
function control(name, product) {
  const value = was(product, name);
  const text = Array.isArray(value) ? value.join("、") : String(value ?? "");
  if (name === "stock") return input({ type: "number", min: 0, step: 1, value: text });
  if (name === "price" || name === "list_price") return input({ inputMode: "decimal", pattern: "\\d+(\\.\\d{1,2})?", value: text });
  return input({ value: text, required: name === "name", maxLength: name === "benefit" ? 2000 : 500 });
}

/** @param {Product} product @param {typeof PLAIN[number]} name @returns {string | number | string[] | null} */
function was(product, name) {
  const value = product[name];
  return value === "" || (Array.isArray(value) && value.length === 0) ? null : value;
}

/** @param {typeof PLAIN[number]} name @param {string} text */
function read(name, text) {
  const plain = text.trim();
  if (plain === "") return null;
  if (name === "stock") return Number(plain);
  if (name === "companions") return plain.split(/[、,，;；\s]+/).filter(Boolean);
  return plain;
}

/** @param {import("../../shared/words.js").Speak} say @param {string} name */
export const label = (say, name) => {
  if (name.startsWith(ATTRIBUTE)) return name.slice(ATTRIBUTE.length);
  return /** @type {readonly string[]} */ (PLAIN).includes(name) || name === "withdrawn" ? say(name) : name;
};

/** @param {import("../../shared/words.js").Speak} say @param {any} value */
export function shown(say, value) {
  if (value === null || value === undefined || value === "") return say("nothing");
  return Array.isArray(value) ? value.join("、") : String(value === true ? "✓" : value);
}
