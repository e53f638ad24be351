// Form fields: a label, help in plain words below it, and what is wrong with the value where it stands.

import { h } from "../shared/dom.js";
import { part } from "./words.js";

/** @typedef {import("../shared/dom.js").Child} Child */

let count = 0;

/**
 * @param {string} label
 * @param {HTMLElement} control the input; it gets the label's and the help's ids
 * @param {{ help?: string, optional?: boolean }} [options]
 */
export function field(label, control, { help, optional } = {}) {
  const id = control.id || `field-${++count}`;
  control.id = id;
  const note = help && h("p", { class: "help", id: `${id}-help` }, help);
  if (note) control.setAttribute("aria-describedby", note.id);
  const name = h("label", { htmlFor: id }, label, optional && h("span", { class: "quiet" }, ` ${part("optional")}`));
  return h("div", { class: "field" }, name, control, note);
}

/** @param {Record<string, unknown>} [properties] */
export const input = (properties = {}) => h("input", { type: "text", autocomplete: "off", ...properties });

/** @param {Record<string, unknown>} [properties] */
export const textarea = (properties = {}) => h("textarea", { rows: 4, ...properties });

/**
 * @param {[value: string, text: string][]} options
 * @param {string} chosen
 * @param {Record<string, unknown>} [properties]
 */
export function select(options, chosen, properties = {}) {
  const choices = options.map(([value, text]) => h("option", { value, selected: value === chosen }, text));
  return h("select", properties, ...choices);
}

/**
 * A box to tick, with its words beside it.
 * @param {string} label @param {boolean} checked @param {Record<string, unknown> & { help?: string }} [properties]
 */
export function tick(label, checked, { help, ...properties } = {}) {
  const box = h("input", { type: "checkbox", checked, ...properties });
  const line = h("label", { class: "tick" }, box, h("span", {}, label));
  return { box, element: help ? h("div", { class: "field" }, line, h("p", { class: "help" }, help)) : line };
}

/**
 * Words beside a field about its value; "" takes them away.
 * @param {HTMLElement} control @param {string} text
 */
export function complain(control, text) {
  const id = `${control.id}-problem`;
  document.getElementById(id)?.remove();
  control.setAttribute("aria-invalid", String(text !== ""));
  if (text) control.after(h("p", { class: "trouble", id, role: "alert" }, text));
}
