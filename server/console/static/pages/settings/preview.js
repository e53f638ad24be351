// One question answered twice: as the shop is, and as it would be.

import { fill, h } from "../../shared/dom.js";
import { field, input } from "../../lib/fields.js";
import { badge, button, loading, problem } from "../../lib/parts.js";

/** @param {import("../../types").Context} context @param {import("../settings.js").Rules} rules as they are being edited */
export function previewOf({ api, shop, say }, rules) {
  const text = input({ value: say("previewSample"), required: true });
  const place = h("div", { class: "columns", "aria-live": "polite" });

  /** @param {Event} event */
  async function onsubmit(event) {
    event.preventDefault();
    fill(place, loading());
    try {
      const ask = (/** @type {object} */ more) => api.post("trials", { shop: shop.id, text: text.value, ...more });
      const [now, then] = await Promise.all([ask({}), ask({ rules })]);
      fill(place, drafted(say("now"), now), drafted(say("then"), then), now.text === then.text && h("p", { class: "quiet" }, say("same")));
    } catch (error) {
      fill(place, problem(error));
    }
  }

  const form = h("form", { onsubmit, class: "settings-try" }, field(say("previewQuestion"), text), button(say("try"), { type: "submit" }));
  return [h("p", { class: "quiet small" }, say("previewHelp")), form, place];
}

/** @param {string} title @param {any} made */
function drafted(title, made) {
  const blocked = made.findings.filter((/** @type {any} */ each) => each.level !== "ok");
  return h(
    "div",
    { class: "settings-sample" },
    h("p", { class: "quiet small" }, title),
    h("p", { class: "text" }, made.text),
    ...blocked.map((/** @type {any} */ each) => h("p", { class: "small" }, badge(each.reason, each.level === "block" ? "bad" : "warn"))),
  );
}
