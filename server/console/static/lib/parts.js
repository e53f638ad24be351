// The small parts that pages are made of.

import { h } from "../shared/dom.js";
import { ApiError } from "./api.js";
import { part, refusal } from "./words.js";

/** @typedef {import("../shared/dom.js").Child} Child */
/** @typedef {"plain" | "good" | "warn" | "bad" | "accent"} Tone */

/**
 * @param {string} text
 * @param {Record<string, unknown> & { primary?: boolean, danger?: boolean, quiet?: boolean, small?: boolean }} properties
 *   `onclick` and anything else that a button has
 * @param {...Child} children in place of the text
 */
export function button(text, { primary, danger, quiet, small, class: more, ...properties }, ...children) {
  const kinds = [primary && "primary", danger && "danger", quiet && "quiet", small && "small", more].filter(Boolean);
  return h("button", { type: "button", class: ["button", ...kinds].join(" "), ...properties }, ...children, text);
}

/** A link inside the console. @param {string} text @param {string} place e.g. "documents/ab12" */
export const link = (text, place) => h("a", { href: `#/${place}` }, text);

/** A short state. @param {string} text @param {Tone} [tone] */
export const badge = (text, tone = "plain") => h("span", { class: `badge ${tone}` }, text);

/**
 * The top of a page.
 * @param {string} title @param {string} [lead] one sentence on what the page is for @param {...Child} actions
 */
export function heading(title, lead, ...actions) {
  return h(
    "header",
    { class: "heading" },
    h("div", {}, h("h1", {}, title), lead && h("p", { class: "lead" }, lead)),
    actions.length > 0 && h("div", { class: "actions" }, ...actions),
  );
}

/** A framed section. @param {string} title "" for none @param {...(Child | Child[])} children */
export function card(title, ...children) {
  return h("section", { class: "card" }, title && h("h2", {}, title), ...children);
}

/** What a page shows where there is nothing yet: what is missing, and what to do. @param {string} title @param {string} text @param {...Child} actions */
export function empty(title, text, ...actions) {
  return h("div", { class: "empty" }, h("h2", {}, title), h("p", {}, text), h("div", { class: "actions" }, ...actions));
}

/** A remark that stands out. @param {Tone} tone @param {...(Child | Child[])} children */
export const notice = (tone, ...children) => h("div", { class: `notice ${tone}`, role: "status" }, ...children);

/** What an error says to people: the server's own words where it has some. @param {unknown} error */
export function explain(error) {
  if (error instanceof ApiError) return refusal(error.code, error.message) || part(error.status === 0 ? "offline" : "internal");
  return part("internal");
}

/** An error where content should be. @param {unknown} error @param {() => void} [retry] */
export function problem(error, retry) {
  const id = error instanceof ApiError ? error.requestId : "";
  return h(
    "div",
    { class: "notice bad", role: "alert" },
    h("strong", {}, part("failed")),
    h("p", {}, explain(error)),
    id && h("p", { class: "quiet small" }, part("request", { id })),
    retry && button(part("retry"), { small: true, onclick: retry }),
  );
}

export const loading = () => h("p", { class: "loading", role: "status" }, part("loading"));

/**
 * A bar from 0 to 1; null runs without a measure.
 * @param {number | null} share @param {string} label what is under way
 */
export function progress(share, label) {
  return h("progress", { max: 1, value: share ?? undefined, "aria-label": label });
}

/** Pairs of a name and a value. @param {[string, Child | Child[]][]} pairs */
export function facts(pairs) {
  return h("dl", { class: "facts" }, ...pairs.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, ...[value].flat())]));
}

/**
 * A value to be copied, with its button.
 * @param {string} text @param {string} label what it is
 */
export function copyable(text, label) {
  const copy = button(part("copy"), {
    small: true,
    onclick: async () => {
      await navigator.clipboard.writeText(text);
      copy.textContent = part("copied");
    },
  });
  return h("span", { class: "copyable" }, h("code", { "aria-label": label, tabIndex: 0 }, text), copy);
}
