// A place to drop files on, which is also a button for those who choose them.

import { h } from "../shared/dom.js";
import { chosenFiles, droppedFiles } from "./dropped.js";
import { part } from "./words.js";

/** @typedef {import("./dropped.js").Picked} Picked */

/**
 * @param {{ accept?: string, many?: boolean, help?: string, take: (files: Picked[]) => void }} options `take` gets them
 * @returns {HTMLElement}
 */
export function dropPlace({ accept = "", many = true, help = "", take }) {
  const chooser = h("input", { type: "file", multiple: many, accept, class: "unseen", "aria-label": part("choose") });
  chooser.addEventListener("change", () => {
    give(chosenFiles(chooser.files ?? []));
    chooser.value = ""; // so that the same file can be chosen again
  });
  const label = h("label", {}, `${part("drop")} `, h("span", { class: "choose" }, part("choose")), chooser);
  const place = h("div", { class: "drop" }, label, help && h("p", { class: "help" }, help));

  /** @param {Picked[]} files */
  function give(files) {
    if (files.length > 0) take(many ? files : files.slice(0, 1));
  }
  /** @param {boolean} over */
  const hover = (over) => (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    place.classList.toggle("over", over);
  };
  place.addEventListener("dragover", hover(true));
  place.addEventListener("dragleave", hover(false));
  place.addEventListener("drop", (event) => {
    hover(false)(event);
    if (event.dataTransfer) void droppedFiles(event.dataTransfer).then(give);
  });
  return place;
}
