// The product catalogue: list, one product with the origin of every value, and Excel out and in.

import { fill, h } from "../shared/dom.js";
import { wasAborted } from "../lib/api.js";
import { input, select } from "../lib/fields.js";
import { badge, button, empty, heading, link, loading, problem } from "../lib/parts.js";
import { table } from "../lib/tables.js";
import { attempt, toast } from "../lib/toasts.js";
import { saveFile } from "./products/files.js";
import { showImport } from "./products/import.js";
import { showProduct } from "./products/product.js";
import { WORDS } from "./products/words.js";

/** @typedef {import("../types").Context} Context */
/** @typedef {import("./products/product.js").Product} Product */

const PAGE = 50;
const WAIT_MS = 250; // after the last letter, before the list is searched

/** @type {import("../types").Page} */
export const page = {
  words: WORDS,
  show(context) {
    if (context.path[0] === "import") return showImport(context);
    if (context.path.length > 0) return showProduct(context, context.path.map(decodeURIComponent).join("/"));
    return showList(context);
  },
};

/** @param {Context} context */
function showList(context) {
  const { api, shop, say, go, may, query, signal } = context;
  const list = h("div", { "aria-live": "polite" }, loading());
  const search = input({ type: "search", placeholder: say("search"), "aria-label": say("search"), value: query.get("q") ?? "" });
  const kinds = select([["", say("allCategories")]], "", { "aria-label": say("category") });
  const state = select([["", say("selling")], ["1", say("withdrawn")]], "", { "aria-label": say("selling") });
  let offset = 0;

  async function look() {
    const wanted = { shop: shop.id, q: search.value.trim(), category: kinds.value, withdrawn: state.value === "1", limit: PAGE, offset };
    try {
      const found = await api.get("products", wanted, signal);
      if (kinds.options.length === 1) kinds.append(...found.categories.map((/** @type {string} */ one) => h("option", { value: one }, one)));
      fill(list, ...drawn(found));
    } catch (error) {
      if (!wasAborted(error)) fill(list, problem(error, () => void look()));
    }
  }

  /** @param {{ products: Product[], total: number }} found */
  function drawn({ products, total }) {
    const bare = !search.value && !kinds.value && !state.value;
    if (total === 0 && bare) return [empty(say("none"), say("noneText"), link(say("upload"), "documents"))];
    if (total === 0) return [empty(say("noneFound"), say("noneFoundText"))];
    return [drawTable(context, products), total > PAGE && pager(total)];
  }

  /** @param {number} total */
  function pager(total) {
    const turn = (/** @type {number} */ by) => () => {
      offset += by;
      void look();
    };
    return h(
      "div",
      { class: "row" },
      button(say("before"), { small: true, disabled: offset === 0, onclick: turn(-PAGE) }),
      h("span", { class: "quiet" }, say("found", { total, from: offset + 1, to: Math.min(offset + PAGE, total) })),
      button(say("after"), { small: true, disabled: offset + PAGE >= total, onclick: turn(PAGE) }),
    );
  }

  const anew = () => {
    offset = 0;
    void look();
  };
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(anew, WAIT_MS);
  });
  kinds.addEventListener("change", anew);
  state.addEventListener("change", anew);
  void look();

  const take = () =>
    attempt(async () => {
      saveFile(await api.download("products/export", { shop: shop.id }), `${say("title")}-${shop.id}.xlsx`);
      toast(say("exported"));
    });
  const actions = [
    button(say("export"), { onclick: take }),
    may("editor") && button(say("import"), { primary: true, onclick: () => go("products/import") }),
  ];
  return h("div", {}, heading(say("title"), say("lead"), ...actions), h("div", { class: "row products-filters" }, search, kinds, state), list);
}

/** @param {Context} context @param {Product[]} products */
function drawTable({ say, go }, products) {
  return table({
    label: say("title"),
    rows: products,
    open: (product) => go(`products/${encodeURIComponent(product.sku)}`),
    columns: [
      {
        title: say("name"),
        kind: "wide",
        cell: (product) => [
          h("a", { href: `#/products/${encodeURIComponent(product.sku)}` }, product.name),
          h("div", { class: "small quiet" }, product.sku),
        ],
      },
      { title: say("price"), kind: "number", cell: (product) => money(product.price), order: (product) => Number(product.price ?? -1) },
      { title: say("stock"), kind: "number", cell: (product) => product.stock ?? "–", order: (product) => product.stock ?? -1 },
      { title: say("category"), kind: "side", cell: (product) => product.category, order: (product) => product.category },
      {
        title: say("edits"),
        kind: "side",
        cell: (product) => product.edited.length > 0 && badge(say("edited", { count: product.edited.length }), "accent"),
      },
    ],
  });
}

/** @param {string | null} amount */
const money = (amount) => (amount === null ? "–" : `¥${amount}`);
