// Counts as a table with a bar beside each: the figures are the content, the bars only show them side by side.

import { h } from "../shared/dom.js";
import { percent } from "./format.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 100;
const HEIGHT = 10;

/**
 * @param {string} label what is counted
 * @param {[name: string, count: number][]} rows
 * @param {number} [whole] what the shares are of; the sum of the rows without
 */
export function barTable(label, rows, whole = rows.reduce((sum, [, count]) => sum + count, 0)) {
  const lines = rows.map(([name, count]) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, name),
      h("td", { class: "number" }, String(count)),
      h("td", { class: "number quiet" }, whole > 0 ? percent(count / whole) : "–"),
      h("td", { class: "bars-cell" }, bar(whole > 0 ? count / whole : 0)),
    ),
  );
  return h("table", { class: "bars", "aria-label": label }, h("tbody", {}, ...lines));
}

/** @param {number} share from 0 to 1 */
function bar(share) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("aria-hidden", "true");
  for (const [name, width] of /** @type {[string, number][]} */ ([["bars-ground", 1], ["bars-share", Math.min(share, 1)]])) {
    const stretch = document.createElementNS(SVG, "rect");
    stretch.setAttribute("class", name);
    stretch.setAttribute("width", String(width * WIDTH));
    stretch.setAttribute("height", String(HEIGHT));
    drawing.append(stretch);
  }
  return drawing;
}
