// Passages that contradict or repeat each other, side by side: who is right, and the way back.

import { fill, h } from "../shared/dom.js";
import { badge, button, empty, heading } from "../lib/parts.js";
import { attempt } from "../lib/toasts.js";
import { drawPair } from "./conflicts/pair.js";
import { drawScan, startScan } from "./conflicts/scan.js";
import { words } from "./conflicts/words.js";

/** @typedef {import("./conflicts/pair.js").Pair} Pair */
/** @typedef {{ conflicts: Pair[], open: number, uncompared: number, scan: string | null }} Listed */

/** @type {import("../types").Page} */
export const page = {
  words,

  async show(context) {
    const { api, shop, say, signal, query } = context;
    const state = query.get("state") === "decided" ? "decided" : "open";
    const repeats = query.get("kind") === "same";
    const listed = /** @type {Listed} */ (await api.get("conflicts", { shop: shop.id, state }, signal));
    const shown = listed.conflicts.filter((pair) => (pair.kind === "same") === repeats);
    const others = listed.conflicts.length - shown.length;
    const list = h("div", { class: "conflict-list" }, ...shown.map((pair, at) => drawPair(context, pair, at)));
    if (shown.length === 0) fill(list, nothing(context, listed, state, repeats));
    list.addEventListener("keydown", (event) => step(event, list));
    return h(
      "div",
      {},
      heading(say("title"), say("lead"), ...scanButtons(context)),
      drawScan(context, listed),
      tabs(context, state, repeats, repeats ? [others, shown.length] : [shown.length, others]),
      shown.length > 0 && state === "open" && h("p", { class: "quiet small" }, say("keys")),
      list,
    );
  },
};

/** @param {import("../types").Context} context */
function scanButtons(context) {
  const { say } = context;
  const start = (/** @type {boolean} */ anew) => () => attempt(() => startScan(context, anew));
  return [button(say("anew"), { quiet: true, onclick: start(true), title: say("anewHelp") }), button(say("scan"), { onclick: start(false) })];
}

/**
 * @param {import("../types").Context} context @param {string} state @param {boolean} repeats
 * @param {[number, number]} counts of contradictions and of repetitions
 */
function tabs({ say, go }, state, repeats, [contradictions, same]) {
  const tab = (/** @type {string} */ text, /** @type {number} */ count, /** @type {boolean} */ chosen, /** @type {Record<string, string>} */ to) =>
    h("button", { type: "button", "aria-current": chosen ? "page" : null, onclick: () => go("conflicts", to) }, text, " ", count > 0 && badge(String(count)));
  const other = state === "open" ? "decided" : "open";
  return h(
    "nav",
    { class: "tabs", "aria-label": say("title") },
    tab(say("contradictions"), contradictions, !repeats, { state }),
    tab(say("repeats"), same, repeats, { state, kind: "same" }),
    h("span", { class: "conflict-gap" }),
    tab(say(`to_${other}`), 0, false, repeats ? { state: other, kind: "same" } : { state: other }),
  );
}

/** @param {import("../types").Context} context @param {Listed} listed @param {string} state @param {boolean} repeats */
function nothing({ say }, listed, state, repeats) {
  if (state === "decided") return empty(say("noneDecided"), say("noneDecidedText"));
  if (listed.uncompared > 0) return empty(say("notYet"), say("notYetText"));
  return repeats ? empty(say("noRepeats"), say("noRepeatsText")) : empty(say("none"), say("noneText"));
}

/** Up and down go from pair to pair. @param {KeyboardEvent} event @param {HTMLElement} list */
function step(event, list) {
  const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  const at = [...list.children].findIndex((card) => card === event.target);
  if (!by || at < 0) return;
  const next = list.children[at + by];
  if (next instanceof HTMLElement) {
    event.preventDefault();
    next.focus();
  }
}
