// Keys that work anywhere outside a field: "?" lists them, "g" and a letter opens a page, "/" goes to the filter.

import { h } from "./shared/dom.js";
import { tell } from "./lib/dialogs.js";

/** @typedef {import("./types").PageEntry} PageEntry */
/** @typedef {import("./shared/words.js").Language} Language */
/** @typedef {import("./shared/words.js").Speak} Speak */

const FIELDS = "input, textarea, select, [contenteditable]";
const CHORD_MS = 1500; // longest wait for the letter after "g"

/** @param {PageEntry[]} entries @param {Language} language @param {Speak} say */
export function listenForKeys(entries, language, say) {
  let chordUntil = 0;
  document.addEventListener("keydown", (event) => {
    const taken = event.target instanceof Element && event.target.matches(FIELDS);
    if (taken || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog")) return;
    const chosen = event.timeStamp < chordUntil ? entries.find((entry) => entry.letter === event.key) : undefined;
    chordUntil = 0;
    if (chosen) location.hash = `/${chosen.id}`;
    else if (event.key === "g") chordUntil = event.timeStamp + CHORD_MS;
    else if (event.key === "?") void showKeys(entries, language, say);
    else if (event.key === "/") document.querySelector("main")?.querySelector(/** @type {"input"} */ ("input[type=search]"))?.focus();
    else return;
    event.preventDefault();
  });
}

/** @param {PageEntry[]} entries @param {Language} language @param {Speak} say */
export function showKeys(entries, language, say) {
  const row = (/** @type {string} */ keys, /** @type {string} */ what) => [h("dt", {}, h("kbd", {}, keys)), h("dd", {}, what)];
  const general = h(
    "dl",
    { class: "keys" },
    row("?", say("keyHelp")),
    row("/", say("keySearch")),
    row("↑ ↓", say("keyRows")),
    row("Enter", say("keyOpen")),
    row("Esc", say("keyClose")),
  );
  const pages = entries.flatMap((entry) => (entry.letter ? row(entry.letter, entry.title[language]) : []));
  return tell(say("keysTitle"), [general, h("p", {}, say("keyGo")), h("dl", { class: "keys" }, pages)]);
}
