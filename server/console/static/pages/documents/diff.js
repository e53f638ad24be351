// Two versions compared: passages that are new, gone or changed, and in which words.

import { h } from "../../shared/dom.js";
import { badge, card } from "../../lib/parts.js";

/** @typedef {import("./types").Diff} Diff */

const TONES = /** @type {const} */ ({ added: "good", removed: "bad", changed: "warn" });

/** @param {import("../../shared/words.js").Speak} say @param {Diff} diff */
export function diffView(say, diff) {
  const { before, after, same, added, removed, changed, changes } = diff;
  const all = added + removed + changed;
  return card(
    say("diffTitle", { before, after }),
    h("p", { class: "quiet", role: "status" }, all ? say("diffCounts", { same, added, removed, changed }) : say("diffSame")),
    h("ol", { class: "documents-diff" }, ...changes.map((change) => changeItem(say, change))),
    all > changes.length && h("p", { class: "quiet" }, say("diffMore", { count: changes.length })),
  );
}

/** @param {import("../../shared/words.js").Speak} say @param {Diff["changes"][number]} change */
function changeItem(say, { turn, context, words }) {
  const parts = words.map(({ edit, text }) => {
    if (edit === "added") return h("ins", {}, text);
    return edit === "removed" ? h("del", {}, text) : text;
  });
  return h(
    "li",
    {},
    h("div", { class: "row" }, badge(say(`turn_${turn}`), TONES[turn]), h("span", { class: "quiet small" }, context)),
    h("p", { class: "text" }, ...parts),
  );
}
