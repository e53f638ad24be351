// A glossary comes in as CSV: first what each row would do, then the rows.

import { fill, h } from "../../shared/dom.js";
import { edit } from "../../lib/dialogs.js";
import { dropPlace } from "../../lib/drop.js";
import { badge, explain, loading } from "../../lib/parts.js";
import { table } from "../../lib/tables.js";
import { toast } from "../../lib/toasts.js";

/** @typedef {import("../../types").Context} Context */
/** @typedef {{ number: number, term: string, outcome: "added" | "changed" | "unchanged" | "refused", message: string }} Line */

const TONES = /** @type {const} */ ({ added: "good", changed: "accent", unchanged: "plain", refused: "bad" });

/** @param {Context} context @param {() => unknown} then */
export function bringIn({ api, shop, say }, then) {
  /** @type {File | null} */
  let chosen = null;
  const seen = h("div", { "aria-live": "polite" });
  const send = (/** @type {File} */ file, /** @type {boolean} */ apply) => {
    const form = new FormData();
    form.set("shop", shop.id);
    form.set("apply", String(apply));
    form.set("file", file);
    return /** @type {Promise<{ lines: Line[] }>} */ (api.upload("glossary/import", form, () => undefined));
  };
  const take = async (/** @type {import("../../lib/dropped.js").Picked[]} */ [picked]) => {
    if (!picked) return;
    chosen = null;
    fill(seen, loading());
    try {
      const { lines } = await send(picked.file, false);
      chosen = picked.file;
      fill(seen, drawLines(say, lines));
    } catch (error) {
      fill(seen, h("p", { class: "trouble" }, explain(error)));
    }
  };
  const save = async () => {
    if (!chosen) return;
    const { lines } = await send(chosen, true);
    toast(say("imported", { count: lines.filter((line) => line.outcome === "added" || line.outcome === "changed").length }));
  };
  const body = [dropPlace({ accept: ".csv,text/csv", many: false, help: say("importHelp"), take }), seen];
  void edit({ title: say("importTitle"), body, yes: say("import"), save }).then((saved) => saved && then());
}

/** @param {import("../../shared/words.js").Speak} say @param {Line[]} lines */
function drawLines(say, lines) {
  return table({
    label: say("importTitle"),
    rows: lines,
    none: h("p", {}, say("nothing")),
    columns: [
      { title: say("line"), cell: (line) => h("span", { class: "small quiet" }, say("row", { number: line.number })) },
      { title: say("term"), cell: (line) => line.term },
      {
        title: say("outcome"),
        kind: "wide",
        cell: (line) => [badge(say(line.outcome === "changed" ? "outcome:changed" : line.outcome), TONES[line.outcome]), line.message && h("div", { class: "small" }, line.message)],
      },
    ],
  });
}
