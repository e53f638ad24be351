// For desktop clients that no extension can see: the customer's words in, the checked draft out by copying.

import { h } from "../../shared/dom.js";

/** @import { Context, Part } from "../context.d.ts" */

/** @param {Context} context @returns {Part} */
export function pastePart({ speak, send }) {
  const text = h("textarea", { rows: 3, maxLength: 4000, required: true, "aria-label": speak("paste.text"), placeholder: speak("paste.text") });
  const sku = h("input", { type: "text", maxLength: 120, "aria-label": speak("paste.sku"), placeholder: speak("paste.sku") });
  const leave = h("button", { type: "button", class: "quiet", onclick: () => send({ type: "panel.leave_paste" }) }, speak("paste.leave"));
  const form = h("form", {}, h("p", { class: "quiet" }, speak("paste.help")), text, sku, h("div", { class: "row" }, h("button", { type: "submit", class: "primary" }, speak("paste.go")), leave));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value.trim()) send({ type: "panel.paste", text: text.value.trim(), sku: sku.value.trim() });
  });
  const element = h("details", { class: "paste" }, h("summary", {}, speak("paste")), form);
  return {
    element,
    show({ chat, connection }) {
      element.hidden = connection === "unset";
      leave.hidden = chat?.kind !== "paste";
    },
  };
}
