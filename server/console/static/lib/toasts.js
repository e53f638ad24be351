// Short messages at the edge of the window, with a way back where there is one.

import { h } from "../shared/dom.js";
import { wasAborted } from "./api.js";
import { button, explain } from "./parts.js";
import { part } from "./words.js";

const STAYS_MS = 6000;
const STAYS_FOR_UNDO_MS = 12000; // time enough to read it and to regret

/**
 * @param {string} text what has happened
 * @param {{ undo?: () => unknown, tone?: "plain" | "bad" }} [options]
 */
export function toast(text, { undo, tone = "plain" } = {}) {
  const close = () => message.remove();
  const back = () => {
    close();
    void attempt(async () => undo?.());
  };
  const message = h(
    "div",
    { class: `toast ${tone}`, role: tone === "bad" ? "alert" : "status" },
    h("span", {}, text),
    undo && button(part("undo"), { small: true, onclick: back }),
    button("×", { quiet: true, small: true, "aria-label": part("close"), onclick: close }),
  );
  place().append(message);
  setTimeout(close, undo ? STAYS_FOR_UNDO_MS : STAYS_MS);
}

/**
 * Do something that a person asked for, and say so when it fails.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T | undefined>} undefined when it failed, or when the page was left meanwhile
 */
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    if (wasAborted(error)) return undefined; // the page was left
    toast(explain(error), { tone: "bad" });
    if (!(error instanceof Error && "status" in error)) throw error; // a fault of ours belongs in the browser's console
    return undefined;
  }
}

function place() {
  return document.querySelector(".toasts") ?? document.body.appendChild(h("div", { class: "toasts" }));
}
