// The search bench: a question, the passages it finds with the reasons, and the draft that would come of them.

import { fill, h } from "../shared/dom.js";
import { field, input, textarea } from "../lib/fields.js";
import { button, card, empty, heading, loading, problem } from "../lib/parts.js";
import { wasAborted } from "../lib/api.js";
import { drawDraft } from "./search/draft.js";
import { drawPassages } from "./search/passages.js";
import { WORDS } from "./search/words.js";

/** @typedef {import("../types").Context} Context */

/** @type {import("../types").Page} */
export const page = {
  words: WORDS,
  show(context) {
    const { query, say } = context;
    const results = h("div", {});
    const asked = query.get("q") ?? "";
    if (asked) void find(context, asked, results);
    else fill(results, empty(say("none"), say("noneText")));
    return h("div", {}, heading(say("title"), say("lead")), card("", form(context, asked)), results);
  },
};

/** @param {Context} context @param {string} asked */
function form({ query, say, go, refresh }, asked) {
  const text = textarea({ rows: 2, value: asked, required: true, placeholder: say("placeholder"), name: "q" });
  const sku = input({ value: query.get("sku") ?? "", placeholder: say("optional"), maxLength: 200 });
  const day = h("input", { type: "date", value: query.get("day") ?? "" });
  const before = location.hash;
  const submit = () => {
    const more = { ...(sku.value && { sku: sku.value }), ...(day.value && { day: day.value }) };
    go("search", { q: text.value.trim(), ...more });
    if (location.hash === before) refresh(); // the same question once more, e.g. after a passage was mended
  };
  const onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    submit();
  };
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  return h(
    "form",
    { onsubmit, class: "search-form" },
    field(say("question"), text, { help: say("questionHelp") }),
    field(say("sku"), sku),
    field(say("day"), day, { help: say("dayHelp") }),
    button(say("find"), { primary: true, type: "submit" }),
  );
}

/** @param {Context} context @param {string} asked @param {HTMLElement} results */
async function find(context, asked, results) {
  const { api, shop, query, say, signal } = context;
  const day = query.get("day");
  const as_of = day ? `${day}T12:00:00` : null;
  const sku = query.get("sku");
  const found = h("section", {}, loading());
  const draft = h("section", { "aria-live": "polite" }, loading());
  fill(results, h("div", { class: "search-results" }, draft, found));
  const search = api.get("search", { shop: shop.id, q: asked, sku, as_of, limit: 12 }, signal);
  const trial = api.post("trials", { shop: shop.id, text: asked, ...(sku && { sku }), ...(as_of && { as_of }) });
  const show = async () => {
    const [seen, made] = await Promise.all([search, trial.catch(() => null)]);
    fill(found, h("h2", {}, say("passages", { count: seen.passages.length })), ...drawPassages(say, seen, made, asked));
  };
  const tell = (/** @type {HTMLElement} */ place) => (/** @type {unknown} */ error) => {
    if (!wasAborted(error)) fill(place, problem(error, context.refresh));
  };
  await Promise.all([
    show().catch(tell(found)),
    trial.then((made) => signal.aborted || fill(draft, ...drawDraft(say, made))).catch(tell(draft)),
  ]);
}
