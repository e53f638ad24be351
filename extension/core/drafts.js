// A draft in the making: what is known of it after each event of the stream. Values in, values out.

/** @import * as Api from "../types/api.d.ts" */
/** @import { DraftState } from "../types/desk.d.ts" */
/** @import { ServerEvent } from "./event_stream.js" */

/**
 * @param {string} said what it belongs to
 * @param {string} basis what it is made from
 * @param {number} now
 * @param {DraftState} [before] an earlier draft for the same words stays to be seen until there is a better one
 * @returns {DraftState}
 */
export function begun(said, basis, now, before) {
  const fresh = /** @type {const} */ ({ said, basis, phase: "thinking", writing: "", askedAt: now });
  if (before?.said !== said || !before.draft) return { ...fresh, passages: [] };
  const { trouble: _, message: __, ...kept } = before;
  return { ...kept, ...fresh };
}

/**
 * @param {DraftState} state
 * @param {ServerEvent} event
 * @param {number} now
 * @returns {DraftState}
 */
export function after(state, { event, data }, now) {
  switch (event) {
    case "understanding":
      return { ...state, question: /** @type {Api.QuestionOut} */ (data) };
    case "passages":
      return { ...state, passages: /** @type {Api.PassagesEvent} */ (data).passages };
    case "draft":
      return drafted(state, /** @type {Api.DraftEvent} */ (data), now);
    case "delta":
      return { ...state, phase: "writing", writing: state.writing + /** @type {Api.DeltaEvent} */ (data).text };
    case "done":
      return done(state, /** @type {Api.SuggestionOut} */ (data), now);
    default:
      return state; // of a newer server
  }
}

/** @param {DraftState} state @param {import("./server.js").Trouble} trouble @param {string} message @returns {DraftState} */
export function failed(state, trouble, message) {
  return { ...state, phase: "failed", trouble, message, writing: "" };
}

/** @param {DraftState} state @param {Api.DraftEvent} event @param {number} now @returns {DraftState} */
function drafted(state, { outcome, why, draft }, now) {
  return { ...state, phase: "instant", outcome, why, draft, writing: "", draftedAt: state.draftedAt ?? now };
}

/** @param {DraftState} state @param {Api.SuggestionOut} made @param {number} now @returns {DraftState} */
function done(state, made, now) {
  const { text, sentences, origin, findings } = made;
  const draft = { text, sentences, origin, findings };
  return {
    ...state,
    phase: "done",
    question: made.question,
    passages: made.passages,
    outcome: made.outcome,
    why: made.why,
    draft,
    writing: "",
    suggestion: made.id,
    upsell: made.upsell,
    draftedAt: state.draftedAt ?? now,
  };
}

/** @param {{ level: Api.Level }[]} findings */
export function isBlocked(findings) {
  return findings.some((finding) => finding.level === "block");
}

/** Whether there is something to insert: a hand-over or an abstention has a line too. @param {DraftState | null} draft */
export function textOf(draft) {
  return draft?.draft?.text ?? "";
}
