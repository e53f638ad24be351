// An Excel table comes in: what it would change, then the change.

import { fill, h } from "../../shared/dom.js";
import { ApiError } from "../../lib/api.js";
import { dropPlace } from "../../lib/drop.js";
import { tick } from "../../lib/fields.js";
import { badge, button, card, heading, link, notice, problem, progress } from "../../lib/parts.js";
import { table } from "../../lib/tables.js";
import { toast } from "../../lib/toasts.js";
import { label, shown } from "./product.js";

/** @typedef {import("../../types").Context} Context */
/** @typedef {{ field: string, old: any, new: any }} FieldChange */
/**
 * @typedef {object} Plan
 * @property {{ row: number, sku: string, values: Record<string, any> }[]} added
 * @property {{ row: number, sku: string, name: string, fields: FieldChange[] }[]} changed
 * @property {number} unchanged
 * @property {{ sku: string, name: string }[]} missing
 * @property {{ row: number, sku: string, code: string, message: string }[]} problems
 * @property {string} fingerprint
 */

/** @param {Context} context */
export function showImport(context) {
  const { say } = context;
  const place = h("div", { "aria-live": "polite" });
  const begin = () => fill(place, dropPlace({ accept: ".xlsx", many: false, help: say("importHelp"), take: ([picked]) => picked && void preview(context, picked.file, place, begin) }));
  begin();
  return h("div", {}, h("p", {}, link(`← ${say("back")}`, "products")), heading(say("importTitle"), say("importLead")), place);
}

/** @param {Context} context @param {File} file @param {HTMLElement} place @param {() => void} begin @param {string} [remark] */
async function preview(context, file, place, begin, remark = "") {
  const { say } = context;
  fill(place, progress(null, say("reading")), h("p", { class: "quiet" }, say("reading")));
  try {
    const plan = /** @type {Plan} */ (await send(context, file, {}));
    fill(place, remark && notice("warn", remark), ...drawPlan(context, plan, file, place, begin));
  } catch (error) {
    fill(place, problem(error, begin));
  }
}

/** @param {Context} context @param {File} file @param {Record<string, string>} fields */
function send({ api, shop, signal }, file, fields) {
  const form = new FormData();
  form.set("shop", shop.id);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", file);
  return api.upload("products/import", form, () => undefined, signal);
}

/** @param {Context} context @param {Plan} plan @param {File} file @param {HTMLElement} place @param {() => void} begin */
function drawPlan(context, plan, file, place, begin) {
  const { say, go } = context;
  const missing = tick(say("withdrawMissing"), false);
  const useful = () => plan.added.length + plan.changed.length + (missing.box.checked ? plan.missing.length : 0) > 0;
  const apply = button(say("apply"), { primary: true, disabled: !useful(), onclick: run });
  missing.box.addEventListener("change", () => (apply.disabled = !useful()));

  async function run() {
    apply.disabled = true;
    try {
      const done = await send(context, file, { fingerprint: plan.fingerprint, withdraw_missing: String(missing.box.checked) });
      toast(say("applied", { added: plan.added.length, changed: plan.changed.length }) + (done.waits ? say("waits") : ""));
      go("products");
    } catch (error) {
      if (error instanceof ApiError && error.code === "stale") await preview(context, file, place, begin, say("stale"));
      else fill(place, problem(error, begin));
    }
  }

  return [
    card(
      `${say("preview")} · ${file.name}`,
      counts(say, plan),
      !useful() && plan.missing.length === 0 && h("p", {}, say("nothingToDo")),
      h("div", { class: "actions" }, apply, button(say("another"), { onclick: begin })),
    ),
    plan.problems.length > 0 && card(say("problemsTitle"), drawProblems(say, plan)),
    plan.changed.length > 0 && card(say("changedTitle"), drawChanged(say, plan)),
    plan.added.length > 0 && card(say("addedTitle"), drawAdded(say, plan)),
    plan.missing.length > 0 && card(say("missingTitle"), h("p", {}, say("missingText")), missing.element, drawMissing(say, plan)),
  ];
}

/** @param {import("../../shared/words.js").Speak} say @param {Plan} plan */
function counts(say, plan) {
  const told = /** @type {const} */ ([
    ["countAdded", plan.added.length, "good"],
    ["countChanged", plan.changed.length, "accent"],
    ["countUnchanged", plan.unchanged, "plain"],
    ["countMissing", plan.missing.length, "plain"],
    ["countProblems", plan.problems.length, plan.problems.length ? "bad" : "plain"],
  ]);
  return h("p", { class: "row" }, ...told.map(([name, count, tone]) => badge(`${say(name)} ${count}`, tone)));
}

/** @param {import("../../shared/words.js").Speak} say @param {Plan} plan */
function drawChanged(say, plan) {
  return table({
    label: say("changedTitle"),
    rows: plan.changed,
    columns: [
      { title: say("rowNumber"), kind: "number", cell: (one) => one.row },
      { title: say("name"), cell: (one) => [one.name, h("div", { class: "small quiet" }, one.sku)] },
      {
        title: say("change"),
        kind: "wide",
        cell: (one) =>
          one.fields.map((each) =>
            h("div", {}, `${label(say, each.field)}：`, h("del", { class: "quiet" }, shown(say, each.old)), " → ", h("strong", {}, shown(say, each.new))),
          ),
      },
    ],
  });
}

/** @param {import("../../shared/words.js").Speak} say @param {Plan} plan */
function drawAdded(say, plan) {
  return table({
    label: say("addedTitle"),
    rows: plan.added,
    columns: [
      { title: say("rowNumber"), kind: "number", cell: (one) => one.row },
      { title: say("sku"), cell: (one) => one.sku },
      {
        title: say("value"),
        kind: "wide",
        cell: (one) => Object.entries(one.values).map(([name, value]) => `${label(say, name)}：${shown(say, value)}`).join("；"),
      },
    ],
  });
}

/** @param {import("../../shared/words.js").Speak} say @param {Plan} plan */
function drawMissing(say, plan) {
  return table({
    label: say("missingTitle"),
    rows: plan.missing,
    columns: [
      { title: say("sku"), cell: (one) => one.sku },
      { title: say("name"), kind: "wide", cell: (one) => one.name },
    ],
  });
}

/** @param {import("../../shared/words.js").Speak} say @param {Plan} plan */
function drawProblems(say, plan) {
  return table({
    label: say("problemsTitle"),
    rows: plan.problems,
    columns: [
      { title: say("rowNumber"), kind: "number", cell: (one) => one.row || "" },
      { title: say("sku"), cell: (one) => one.sku },
      { title: say("change"), kind: "wide", cell: (one) => one.message },
    ],
  });
}
