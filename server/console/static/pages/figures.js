// What became of drafts and how long customers waited, over some days.

import { fill, h } from "../shared/dom.js";
import { wasAborted } from "../lib/api.js";
import { barTable } from "../lib/bars.js";
import { field, input } from "../lib/fields.js";
import { day } from "../lib/format.js";
import { button, card, empty, facts, heading, link, loading, problem } from "../lib/parts.js";
import { WORDS } from "./figures/words.js";

/** @typedef {import("../types").Context} Context */
/** @typedef {import("../shared/words.js").Speak} Speak */

const DAY_MS = 86_400_000;
const SPANS = /** @type {[string, number][]} */ ([["today", 1], ["week", 7], ["month", 30]]);
const USES = ["sent", "light", "heavy", "rejected", "taken_over", "ignored"];
const REASONS = ["wrong_fact", "beside_the_point", "outdated", "tone", "too_long", "not_allowed", "other"];
const OUTCOMES = ["reply", "clarify", "abstain", "handoff"];
const COUNTS = ["chats", "answered", "slow_chats", "long_chats", "most_at_once"];
const TIMES = ["first_response_s", "average_response_s", "median_response_s"];

/** @type {import("../types").Page} */
export const page = {
  words: WORDS,
  show(context) {
    const { api, shop, say, signal, query, go, may } = context;
    const place = h("div", { "aria-live": "polite" }, loading());
    const last = query.get("to") ?? back(0);
    const first = query.get("from") ?? back(6);
    async function look() {
      try {
        fill(place, drawn(say, await api.get("figures", { shop: shop.id, first, last }, signal)));
      } catch (error) {
        if (!wasAborted(error)) fill(place, problem(error, () => void look()));
      }
    }
    void look();
    return h(
      "div",
      {},
      heading(say("title"), `${say("lead")}${may("supervisor") ? "" : say("mine")}`),
      spanForm(say, first, last, (from, to) => go("figures", { from, to })),
      place,
    );
  },
};

/** @param {Speak} say @param {string} first @param {string} last @param {(from: string, to: string) => void} choose */
function spanForm(say, first, last, choose) {
  const from = input({ type: "date", value: first, required: true, max: back(0) });
  const to = input({ type: "date", value: last, required: true, max: back(0) });
  const onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    choose(from.value, to.value);
  };
  const spans = SPANS.map(([name, days]) => {
    const start = back(days - 1);
    return button(say(name), { small: true, "aria-pressed": String(first === start && last === back(0)), onclick: () => choose(start, back(0)) });
  });
  return h("form", { class: "row figures-span", onsubmit }, field(say("from"), from), field(say("to"), to), button(say("show"), { type: "submit" }), ...spans);
}

/** @param {Speak} say @param {any} figures what GET /v1/figures gives */
function drawn(say, { adoption, service, outcomes }) {
  const made = OUTCOMES.reduce((sum, name) => sum + (outcomes[name] ?? 0), 0);
  if (made + adoption.shown + adoption.withheld + service.chats === 0) {
    return empty(say("none"), say("noneText"), link(say("toExtension"), "extension"));
  }
  return h("div", { class: "columns" }, used(say, adoption), h("div", { class: "stack" }, refused(say, adoption), suggested(say, outcomes)), served(say, service));
}

/** @param {Speak} say @param {any} adoption */
function used(say, adoption) {
  const { shown, withheld, overridden, median_ms: time } = adoption;
  return card(
    say("adoption"),
    h("p", { class: "quiet small" }, say("adoptionHelp", { shown, withheld })),
    barTable(say("adoption"), USES.map((name) => [say(name), adoption[name]]), shown),
    facts([
      [say("overridden"), String(overridden)],
      [say("median"), seconds(say, time === null ? null : time / 1000)],
    ]),
  );
}

/** @param {Speak} say @param {any} adoption */
function refused(say, { reasons }) {
  const rows = REASONS.filter((name) => reasons[name]).map((name) => /** @type {[string, number]} */ ([say(name), reasons[name]]));
  rows.sort(([, one], [, other]) => other - one);
  return card(say("reasons"), rows.length > 0 ? barTable(say("reasons"), rows) : h("p", { class: "quiet" }, say("noReasons")));
}

/** @param {Speak} say @param {Record<string, number>} outcomes */
function suggested(say, outcomes) {
  return card(
    say("outcomes"),
    h("p", { class: "quiet small" }, say("outcomesHelp")),
    barTable(say("outcomes"), OUTCOMES.map((name) => [say(name), outcomes[name] ?? 0])),
    (outcomes.abstain ?? 0) > 0 && h("p", { class: "small" }, link(say("toGaps"), "gaps")),
  );
}

/** @param {Speak} say @param {any} service */
function served(say, service) {
  if (service.chats === 0) return card(say("service"), h("p", { class: "quiet" }, say("noService")));
  return card(
    say("service"),
    facts([
      ...COUNTS.map((name) => /** @type {[string, string]} */ ([say(name), String(service[name])])),
      ...TIMES.map((name) => /** @type {[string, string]} */ ([say(name), seconds(say, service[name])])),
    ]),
  );
}

/** @param {Speak} say @param {number | null} value */
const seconds = (say, value) => (value === null ? "–" : say("seconds", { count: value < 10 ? value.toFixed(1) : Math.round(value) }));

/** @param {number} days before today, in Beijing */
const back = (days) => day(new Date(Date.now() - days * DAY_MS).toISOString());
