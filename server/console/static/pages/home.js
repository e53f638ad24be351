// The first page: what needs somebody, how the server is, and a question to try.

import { h } from "../shared/dom.js";
import { badge, button, card, facts, heading, link, notice } from "../lib/parts.js";
import { WORDS } from "./home/words.js";

/** @typedef {import("../types").Context} Context */

/** Where each matter is dealt with, who may, and how urgent it looks. @type {Record<string, { place: string, role: import("../types").Role, tone: "bad" | "warn" | "accent" }>} */
const MATTERS = {
  no_documents: { place: "documents", role: "editor", tone: "accent" },
  failed_jobs: { place: "jobs", role: "editor", tone: "bad" },
  conflicts: { place: "conflicts", role: "editor", tone: "bad" },
  reviews: { place: "due", role: "editor", tone: "warn" },
  expired: { place: "due", role: "agent", tone: "bad" },
  expiring: { place: "due", role: "agent", tone: "warn" },
  overdue: { place: "due", role: "agent", tone: "accent" },
  gaps: { place: "gaps", role: "editor", tone: "warn" },
  proposals: { place: "gaps/proposals", role: "editor", tone: "accent" },
  drafts: { place: "documents?status=draft", role: "agent", tone: "accent" },
};

/** @type {import("../types").Page} */
export const page = {
  words: WORDS,
  async show(context) {
    const { api, shop, say, signal } = context;
    const seen = await api.get("attention", { shop: shop.id }, signal);
    return h(
      "div",
      {},
      heading(shop.name, say("lead")),
      ...seen.reasons.map((/** @type {any} */ reason) => notice("bad", h("strong", {}, say("degraded")), h("p", {}, reason.message))),
      h("h2", { class: "home-title" }, say("attention")),
      ...matters(context, seen.items),
      h("div", { class: "columns" }, card(say("try"), tryForm(context)), card(say("state"), state(context, seen))),
    );
  },
};

/** @param {Context} context @param {{ matter: string, count: number }[]} items */
function matters({ say, may }, items) {
  const known = items.filter(({ matter }) => matter in MATTERS);
  if (known.length === 0) return [notice("good", say("allClear"))];
  const one = (/** @type {{ matter: string, count: number }} */ { matter, count }) => {
    const { place, role, tone } = /** @type {(typeof MATTERS)[string]} */ (MATTERS[matter]);
    return h(
      "li",
      { class: `card home-matter ${tone}` },
      count > 0 && h("span", { class: "big" }, String(count)),
      h("div", {}, h("strong", {}, say(matter)), h("p", { class: "quiet small" }, say(`${matter}_text`))),
      may(role) && link(say(`${matter}_do`), place),
    );
  };
  return [h("ul", { class: "home-matters" }, ...known.map(one))];
}

/** @param {Context} context */
function tryForm({ say, go }) {
  const text = h("input", { type: "search", required: true, placeholder: say("tryPlaceholder"), "aria-label": say("tryLabel") });
  const onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    go("search", { q: text.value });
  };
  return h("form", { class: "home-try", onsubmit }, text, button(say("tryButton"), { primary: true, type: "submit" }));
}

/** @param {Context} context @param {any} seen */
function state({ say, may }, seen) {
  const model = seen.model ? h("span", {}, seen.model) : h("span", {}, badge(say("noModel")), h("span", { class: "quiet small" }, ` ${say("noModelText")}`));
  return facts([
    [say("documents"), say("published", { published: seen.published, documents: seen.documents })],
    [say("model"), model],
    [say("index"), seen.index_waiting ? badge(say("behind", { count: seen.index_waiting }), "warn") : badge(say("upToDate"), "good")],
    [say("jobs"), seen.working && may("editor") ? link(say("working", { count: seen.working }), "jobs") : say(seen.working ? "busy" : "idle")],
  ]);
}
