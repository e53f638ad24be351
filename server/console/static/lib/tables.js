// Tables that keys can walk: arrows move along the rows, Enter opens one, a filter narrows them.

import { fill, h } from "../shared/dom.js";
import { button } from "./parts.js";
import { part } from "./words.js";

/** @typedef {import("../shared/dom.js").Child} Child */

const AT_ONCE = 100; // rows drawn at a time; more appear on demand

/**
 * @template Row
 * @typedef {object} Column
 * @property {string} title
 * @property {(row: Row) => Child | Child[]} cell
 * @property {(row: Row) => string | number} [order] makes the column one to sort by
 * @property {"number" | "wide" | "side"} [kind] figures to the right · takes the room · hidden on a phone
 */

/**
 * @template Row
 * @param {object} what
 * @param {string} what.label what the rows are
 * @param {Column<Row>[]} what.columns
 * @param {Row[]} what.rows
 * @param {(row: Row) => void} [what.open] for Enter or a click
 * @param {(row: Row) => string} [what.text] what the filter looks in; without it there is no filter
 * @param {Child} [what.none] in place of a table without rows
 * @returns {HTMLElement}
 */
export function table({ label, columns, rows, open, text, none }) {
  if (rows.length === 0 && none) return h("div", {}, none);
  const body = h("tbody", {});
  const foot = h("p", { class: "quiet small" });
  let shown = AT_ONCE;
  let wanted = "";
  /** @type {{ column: Column<Row>, down: boolean } | null} */
  let sorted = null;

  function draw() {
    const found = ordered(wanted ? rows.filter((row) => text?.(row).toLowerCase().includes(wanted)) : rows, sorted);
    fill(body, ...found.slice(0, shown).map((row, place) => line(columns, row, open, place === 0)));
    const rest = found.length - shown;
    const more = () => {
      shown += AT_ONCE;
      draw();
    };
    fill(
      foot,
      found.length === 0 ? part("noMatch") : part("rows", { count: found.length }),
      rest > 0 && button(part("more", { count: Math.min(rest, AT_ONCE) }), { small: true, onclick: more }),
    );
  }

  /** @param {Column<Row>} column */
  function sortBy(column) {
    sorted = { column, down: sorted?.column === column && !sorted.down };
    for (const [place, each] of columns.entries()) {
      const state = each !== column ? "none" : sorted.down ? "descending" : "ascending";
      if (each.order) head.cells[place]?.setAttribute("aria-sort", state);
    }
    draw();
  }

  const head = h("tr", {}, ...columns.map((column) => title(column, () => sortBy(column))));
  const filter = text && search((value) => {
    wanted = value.trim().toLowerCase();
    shown = AT_ONCE;
    draw();
  });
  draw();
  const grid = h("table", { "aria-label": label, onkeydown: walk }, h("thead", {}, head), body);
  return h("div", { class: "table" }, filter, h("div", { class: "scroll", tabIndex: -1 }, grid), foot);
}

/** @param {(value: string) => void} narrow */
function search(narrow) {
  const box = h("input", { type: "search", class: "filter", placeholder: part("filter"), "aria-label": part("filter") });
  box.addEventListener("input", () => narrow(box.value));
  return box;
}

/** @template Row @param {Column<Row>} column @param {() => void} sort */
function title(column, sort) {
  if (!column.title) return h("td", { class: column.kind ?? "" }); // a column of buttons needs no name
  const name = column.order ? h("button", { type: "button", class: "sort", onclick: sort }, column.title) : column.title;
  return h("th", { scope: "col", class: column.kind ?? "", "aria-sort": column.order && "none" }, name);
}

/** @template Row @param {Column<Row>[]} columns @param {Row} row @param {((row: Row) => void) | undefined} open @param {boolean} first */
function line(columns, row, open, first) {
  const cells = columns.map((column) => h("td", { class: column.kind ?? "" }, ...[column.cell(row)].flat()));
  if (!open) return h("tr", {}, ...cells);
  const onclick = (/** @type {Event} */ event) => {
    if (event.target instanceof Element && !event.target.closest("a, button, input, select, label")) open(row);
  };
  const onkeydown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && event.target === event.currentTarget) open(row);
  };
  return h("tr", { class: "opens", tabIndex: first ? 0 : -1, onclick, onkeydown }, ...cells);
}

/** @param {KeyboardEvent} event */
function walk(event) {
  const row = event.target instanceof Element ? event.target.closest("tbody tr") : null;
  if (!row || event.target !== row) return;
  const rows = [...(row.parentElement?.children ?? [])];
  const place = rows.indexOf(row);
  const next = { ArrowDown: rows[place + 1], ArrowUp: rows[place - 1], Home: rows[0], End: rows.at(-1) }[event.key];
  if (!(next instanceof HTMLElement) || !(row instanceof HTMLElement)) return;
  event.preventDefault();
  row.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

/** @template Row @param {Row[]} rows @param {{ column: Column<Row>, down: boolean } | null} sorted */
function ordered(rows, sorted) {
  const order = sorted?.column.order;
  if (!order) return rows;
  const sign = sorted.down ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [order(one), order(other)];
    return sign * (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh"));
  });
}
