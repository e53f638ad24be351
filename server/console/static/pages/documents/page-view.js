// One page of the original as a picture, with the way to its neighbours.

import { fill, h } from "../../shared/dom.js";
import { wasAborted } from "../../lib/api.js";
import { button, loading, notice } from "../../lib/parts.js";

const WIDTH = 1100; // pixels: sharp on a large screen, and not a megabyte for most pages

/**
 * @param {import("../../types").Context} context
 * @param {import("./types").Document} document
 * @param {number} first
 * @param {(page: number | null) => void} choose told of the page that is looked at; null for all
 */
export function pageView({ api, say, signal }, document, first, choose) {
  const { current } = document;
  const total = current.report?.pages ?? 1;
  let number = Math.min(Math.max(first, 1), total);
  let drawing = 0;
  let address = "";
  const picture = h("div", { class: "documents-page" });
  const where = h("span", { role: "status" });
  const previous = button(say("previous"), { small: true, onclick: () => turn(number - 1) });
  const next = button(say("next"), { small: true, onclick: () => turn(number + 1) });
  const all = button(say("everyPlace"), { small: true, quiet: true, onclick: () => choose(null) });
  signal.addEventListener("abort", () => URL.revokeObjectURL(address));

  /** @param {number} wanted */
  function turn(wanted) {
    number = Math.min(Math.max(wanted, 1), total);
    previous.disabled = number === 1;
    next.disabled = number === total;
    fill(where, say("pageOf", { number, total }));
    choose(number);
    void draw(number, ++drawing);
  }

  /** @param {number} page @param {number} mine */
  async function draw(page, mine) {
    fill(picture, loading());
    try {
      const bytes = await api.download(`documents/${document.id}/pages/${page}`, { version: current.number, width: WIDTH });
      if (mine !== drawing || signal.aborted) return;
      URL.revokeObjectURL(address);
      address = URL.createObjectURL(bytes);
      fill(picture, h("img", { src: address, alt: say("pageAlt", { number: page }) }));
    } catch (error) {
      if (!wasAborted(error) && mine === drawing) fill(picture, notice("warn", say("pageFailed")));
    }
  }

  turn(number);
  return h("div", { class: "documents-original" }, h("div", { class: "row" }, previous, where, next, all), picture);
}
