// What publishing an answer would change, before and after, while it is found out and when it is known.

import { fill, h } from "../../shared/dom.js";
import { ApiError, wasAborted } from "../../lib/api.js";
import { badge, problem, progress } from "../../lib/parts.js";

/** @typedef {import("../../types").Context} Context */
/** @typedef {"answered" | "still_open" | "changed" | "lost" | "same"} Kind */
/** @typedef {{ question: string, sku: string | null, before: { outcome: string, text: string }, after: { outcome: string, text: string }, effect: Kind }} Compared */
/** @typedef {{ cluster: Compared[], elsewhere: Compared[], elsewhere_asked: number }} Effect */

const TONES = /** @type {const} */ ({ answered: "good", still_open: "warn", changed: "accent", lost: "bad", same: "plain" });

/** @param {Context} context @param {string} gap @param {HTMLElement} place @param {() => unknown} then */
export async function tryOut({ api, say, signal }, gap, place, then) {
  const line = h("p", { class: "small quiet" }, say("preparing"));
  fill(place, progress(null, say("try")), line);
  try {
    for await (const { event, data } of api.events(`gaps/${gap}/effect`, { body: {}, signal })) {
      if (event === "error") throw new ApiError(0, data.error.code, data.error.message, data.error.request_id);
      if (event === "progress" && data.done > 0) {
        fill(place, progress(data.done / data.total, say("try")), h("p", { class: "small quiet" }, say("trying", data)));
      }
      if (event === "done") then();
    }
  } catch (error) {
    if (!wasAborted(error)) fill(place, problem(error));
  }
}

/** @param {import("../../shared/words.js").Speak} say @param {Effect} effect */
export function drawEffect(say, effect) {
  return h(
    "section",
    { class: "gaps-effect" },
    h("h3", {}, say("effect")),
    ...effect.cluster.map((one) => drawOne(say, one)),
    effect.elsewhere.length > 0
      ? h("h3", {}, say("elsewhere", { count: effect.elsewhere_asked }))
      : effect.elsewhere_asked > 0 && h("p", { class: "small quiet" }, say("noElsewhere", { count: effect.elsewhere_asked })),
    ...effect.elsewhere.map((one) => drawOne(say, one)),
  );
}

/** @param {import("../../shared/words.js").Speak} say @param {Compared} one */
function drawOne(say, one) {
  const side = (/** @type {string} */ name, /** @type {string} */ text) =>
    h("div", {}, h("div", { class: "small quiet" }, name), h("p", { class: "text" }, text));
  return h(
    "div",
    { class: "gaps-compared" },
    h("div", { class: "row" }, h("strong", {}, one.question), badge(say(`effect:${one.effect}`), TONES[one.effect])),
    one.effect === "same"
      ? h("p", { class: "text quiet" }, one.after.text)
      : h("div", { class: "gaps-sides" }, side(say("before"), one.before.text), side(say("after"), one.after.text)),
  );
}
