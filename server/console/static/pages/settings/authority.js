// What each role may commit to by itself, as a table of roles and limits.

import { h } from "../../shared/dom.js";
import { ROLES, roleName } from "../../lib/roles.js";

const AMOUNTS = ["compensation", "discount", "discount_percent", "refund", "warranty_months"];
const RIGHTS = ["gifts", "price_match", "delivery_dates", "resends"];

/**
 * @param {import("../../types").Context} context
 * @param {import("../settings.js").Rules} rules changed in place
 * @param {() => void} changed
 */
export function authorityForm({ say, may }, rules, changed) {
  const editable = may("admin");
  const row = (/** @type {string} */ limit, /** @type {(role: string) => HTMLElement} */ cell) =>
    h("tr", {}, h("th", { scope: "row" }, say(limit)), ...ROLES.map((role) => h("td", {}, cell(role))));

  const amount = (/** @type {string} */ limit) => (/** @type {string} */ role) => {
    const value = Number(rules.authority[role]?.[limit] ?? 0);
    const box = h("input", {
      type: "number",
      min: 0,
      max: limit === "discount_percent" ? 100 : 9_999_999,
      step: "0.01",
      value: value || "",
      disabled: !editable,
      "aria-label": `${roleName(/** @type {any} */ (role))} ${say(limit)}`,
    });
    box.addEventListener("input", () => {
      if (box.checkValidity()) set(rules, role, limit, box.value || "0");
      changed();
    });
    return box;
  };
  const right = (/** @type {string} */ limit) => (/** @type {string} */ role) => {
    const box = h("input", {
      type: "checkbox",
      checked: Boolean(rules.authority[role]?.[limit]),
      disabled: !editable,
      "aria-label": `${roleName(/** @type {any} */ (role))} ${say(limit)}`,
      onchange: () => (set(rules, role, limit, box.checked), changed()),
    });
    return box;
  };

  const head = h("tr", {}, h("th", { scope: "col" }, say("limit")), ...ROLES.map((role) => h("th", { scope: "col" }, roleName(role))));
  return [
    h("p", { class: "quiet small" }, say("authorityHelp")),
    !editable && h("p", { class: "small" }, say("readOnlyAuthority")),
    h(
      "div",
      { class: "scroll" },
      h("table", { class: "settings-authority", "aria-label": say("authority") }, h("thead", {}, head), h("tbody", {}, ...AMOUNTS.map((limit) => row(limit, amount(limit))), ...RIGHTS.map((limit) => row(limit, right(limit))))),
    ),
  ];
}

/** @param {import("../settings.js").Rules} rules @param {string} role @param {string} limit @param {string | boolean} value */
function set(rules, role, limit, value) {
  rules.authority = { ...rules.authority, [role]: { ...rules.authority[role], [limit]: value } };
}
