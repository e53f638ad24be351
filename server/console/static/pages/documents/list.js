// All documents of the shop: state, dates, what their readers had to remark; narrowed by state, category and words.

import { fill, h } from "../../shared/dom.js";
import { select, tick } from "../../lib/fields.js";
import { moment } from "../../lib/format.js";
import { badge, empty } from "../../lib/parts.js";
import { table } from "../../lib/tables.js";
import { CATEGORIES } from "./categories.js";
import { publishMany } from "./publish-many.js";
import { remarks } from "./remarks.js";
import { outside, spanWords } from "./validity.js";

/** @typedef {import("./types").Document} Document */

export const STATUS_TONES = /** @type {const} */ ({ draft: "warn", published: "good", superseded: "plain", retired: "plain" });
const STATUSES = /** @type {const} */ (["draft", "published", "retired"]);

/** @param {import("../../types").Context} context @param {Document[]} documents */
export function documentList(context, documents) {
  const { say, query, may } = context;
  if (documents.length === 0) return empty(say("none"), say(may("editor") ? "noneText" : "noneForAgents"));
  const status = choice(say("status"), say("allStatuses"), STATUSES, say, query.get("status"));
  const category = choice(say("category"), say("allCategories"), CATEGORIES, say, query.get("category"));
  const noted = tick(say("onlyNoted"), query.has("noted"));
  const place = h("div", {});
  const many = h("span", { class: "push row documents-many" });
  const draw = () => {
    const shown = documents.filter(
      (each) =>
        (!status.value || each.status === status.value) &&
        (!category.value || each.category === category.value) &&
        (!noted.box.checked || remarks(each.current).length > 0),
    );
    fill(many, publishMany(context, shown));
    fill(place, drawTable(context, shown));
  };
  for (const control of [status, category, noted.box]) control.addEventListener("change", draw);
  draw();
  return h("div", {}, h("div", { class: "row documents-narrow" }, status, category, noted.element, many), place);
}

/**
 * @param {string} label @param {string} all @param {readonly string[]} values
 * @param {import("../../shared/words.js").Speak} say @param {string | null} chosen
 */
function choice(label, all, values, say, chosen) {
  const options = /** @type {[string, string][]} */ ([["", all], ...values.map((value) => [value, say(value)])]);
  return select(options, chosen ?? "", { "aria-label": label });
}

/** @param {import("../../types").Context} context @param {Document[]} rows */
function drawTable({ say, go }, rows) {
  const now = new Date();
  return table({
    label: say("title"),
    rows,
    open: ({ id }) => go(`documents/${id}`),
    text: ({ name, title }) => `${name} ${title}`,
    none: empty(say("noMatch"), say("noMatchText")),
    columns: [
      { title: say("name"), kind: "wide", cell: (row) => nameCell(say, row), order: ({ name }) => name },
      { title: say("status"), cell: ({ status }) => badge(say(status), STATUS_TONES[status]), order: ({ status }) => status },
      { title: say("category"), kind: "side", cell: ({ category }) => say(category), order: ({ category }) => say(category) },
      { title: say("validity"), kind: "side", cell: ({ current }) => validityCell(say, current, now), order: ({ current }) => current.validity.to ?? "9999" },
      { title: say("chunks"), kind: "number", cell: ({ current }) => current.chunks, order: ({ current }) => current.chunks },
      { title: say("updated"), kind: "side", cell: (row) => updatedCell(say, row), order: ({ current }) => current.created_at },
    ],
  });
}

/** @param {import("../../shared/words.js").Speak} say @param {Document} row */
function nameCell(say, { id, name, title, audience, scope, overridden_by: rival }) {
  const same = name.replace(/\.\w+$/, "") === title;
  return [
    h("a", { href: `#/documents/${id}` }, name),
    scope.level !== "shop" && [" ", badge(say(`level_${scope.level}`))],
    audience === "staff" && [" ", badge(say("staffOnly"), "accent")],
    rival && h("div", { class: "small" }, badge(say("overriddenBy", { name: rival }), "warn")),
    !same && h("div", { class: "quiet small" }, title),
  ].flat();
}

/** @param {import("../../shared/words.js").Speak} say @param {import("./types").Version} version @param {Date} now */
function validityCell(say, { validity, validity_source: source }, now) {
  const state = outside(validity, now);
  return [
    spanWords(say, validity),
    " ",
    state && badge(say(state), state === "expired" ? "bad" : "warn"),
    source === "found" && h("div", { class: "small quiet" }, say("found")),
  ];
}

/** @param {import("../../shared/words.js").Speak} say @param {Document} row */
function updatedCell(say, { current }) {
  const count = remarks(current).length;
  return [moment(current.created_at), count > 0 && h("div", {}, badge(say("notesOf", { count }), "warn"))];
}
