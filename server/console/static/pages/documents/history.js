// Who changed what of a document, newest first.

import { h } from "../../shared/dom.js";
import { moment } from "../../lib/format.js";
import { empty } from "../../lib/parts.js";
import { table } from "../../lib/tables.js";

/** @typedef {import("./types").Change} Change */

/** @param {import("../../types").Context} context @param {import("./types").Document} document */
export async function show({ api, say, signal }, document) {
  const { changes } = /** @type {{ changes: Change[] }} */ (await api.get(`documents/${document.id}/history`, {}, signal));
  return table({
    label: say("tab_history"),
    rows: changes,
    none: empty(say("historyNone"), say("historyNoneText")),
    columns: [
      { title: say("historyWhen"), cell: ({ at }) => moment(at), order: ({ at }) => at },
      { title: say("historyWho"), cell: ({ by }) => by.name || say("software"), order: ({ by }) => by.name },
      { title: say("historyWhat"), kind: "wide", cell: (change) => changeWords(say, change) },
    ],
  });
}

/** One change as a line and what it replaced. @param {import("../../shared/words.js").Speak} say @param {Change} change */
export function changeWords(say, { action, version, detail }) {
  const what = version ? `${say(`act_${action}`)} · ${say("versionOf", { number: version })}` : say(`act_${action}`);
  const lines = Object.entries(detail).map(([name, value]) => {
    const said = Array.isArray(value) ? value.map((each) => valueWords(say, name, each)).join(" → ") : String(value);
    return h("div", { class: "small quiet" }, `${say(`field_${name}`)}: ${said}`);
  });
  return [h("div", {}, what), ...lines];
}

/** @param {import("../../shared/words.js").Speak} say @param {string} name @param {unknown} value */
function valueWords(say, name, value) {
  if (value === null || value === "") return say("nothing");
  if (name === "category") return say(String(value));
  if (name === "audience") return say(`audience_${value}`);
  if (name === "goods") {
    const { categories, skus } = /** @type {{ categories?: string[], skus?: string[] }} */ (value);
    return [...(categories ?? []), ...(skus ?? [])].join("、") || say("nothing");
  }
  const text = String(value);
  return /^\d{4}-\d\d-\d\dT/.test(text) ? moment(text) : text;
}
