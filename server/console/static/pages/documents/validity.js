// How long a document counts, in words and as a state.

import { day } from "../../lib/format.js";

/** @typedef {import("./types").Validity} Validity */

/** @param {import("../../shared/words.js").Speak} say @param {Validity} validity */
export function spanWords(say, { from, to }) {
  if (from && to) return say("between", { from, to });
  if (from) return say("since", { from });
  return to ? say("until", { to }) : say("always");
}

/**
 * Days of Beijing compare as their text does.
 * @param {Validity} validity @param {Date} now
 * @returns {"notYet" | "expired" | null}
 */
export function outside({ from, to }, now) {
  const today = day(now.toISOString());
  if (from && today < from) return "notYet";
  return to && today > to ? "expired" : null;
}
