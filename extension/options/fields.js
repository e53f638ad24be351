// Labelled fields.

import { h } from "../shared/dom.js";

/**
 * @param {string} label @param {HTMLElement} control @param {string} [help]
 * @returns {HTMLElement}
 */
export function field(label, control, help = "") {
  const id = `f-${fieldCount++}`;
  control.id = id;
  if (help) control.setAttribute("aria-describedby", `${id}-help`);
  return h("div", { class: "field" }, h("label", { htmlFor: id }, label), control, help ? h("p", { id: `${id}-help`, class: "quiet" }, help) : null);
}

let fieldCount = 0;

/**
 * @param {string} value @param {[string, string][]} choices value and words
 * @param {(value: string) => void} changed
 */
export function choice(value, choices, changed) {
  const select = h("select", {}, choices.map(([each, words]) => h("option", { value: each, selected: each === value }, words)));
  select.addEventListener("change", () => changed(select.value));
  return select;
}

/** @param {string} label @param {boolean} value @param {(value: boolean) => void} changed @param {{ help?: string, fixed?: boolean }} [more] */
export function tick(label, value, changed, { help = "", fixed = false } = {}) {
  const box = h("input", { type: "checkbox", checked: value, disabled: fixed });
  box.addEventListener("change", () => changed(box.checked));
  return h("div", { class: "field" }, h("label", { class: "tick" }, box, " ", label), help ? h("p", { class: "quiet" }, help) : null);
}
