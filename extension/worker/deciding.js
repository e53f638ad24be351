// What became of a draft, read from what the agent really sent, or said by the agent.

import { isBlocked } from "../core/drafts.js";

/** @import { Chat } from "../types/desk.d.ts" */
/** @import * as Api from "../types/api.d.ts" */

/**
 * The agent's message appeared in the chat. Null where no draft was shown for it, or it was decided on already.
 * @param {Chat} chat
 * @param {string} text
 * @param {number} at milliseconds
 * @returns {Omit<Api.DecisionRequest, "id"> | null}
 */
export function decisionOnSent(chat, text, at) {
  const draft = chat.draft;
  if (!draft?.suggestion || !chat.shownAt || chat.decided === draft.suggestion) return null;
  const sent = text.trim();
  const shown = draft.draft?.text.trim() ?? "";
  const inserted = chat.inserted?.said === draft.said;
  const common = { elapsed_ms: Math.max(0, Math.round(at - chat.shownAt)), at: new Date(at).toISOString(), observed: true };
  if (same(sent, shown)) return { action: "sent", ...common, ...overrideOf(chat) };
  if (inserted) return { action: "edited", final_text: sent, ...common, ...overrideOf(chat) };
  return { action: draft.outcome === "handoff" ? "taken_over" : "ignored", final_text: sent, ...common };
}

/**
 * The agent says it, or took the text away by hand, so that nothing can be read from a page.
 * @param {Chat} chat
 * @param {{ action: "rejected" | "taken_over", code?: Api.RejectReason, reason?: string } | { action: "copied", text: string }} said
 * @param {number} at
 * @returns {Omit<Api.DecisionRequest, "id"> | null}
 */
export function decisionSaid(chat, said, at) {
  const draft = chat.draft;
  if (!draft?.suggestion || chat.decided === draft.suggestion) return null;
  const elapsed = chat.shownAt ? { elapsed_ms: Math.max(0, Math.round(at - chat.shownAt)) } : {};
  const common = { at: new Date(at).toISOString(), ...elapsed };
  if (said.action !== "copied") {
    const code = said.code ? { reason_code: said.code } : {};
    return { action: said.action, ...common, ...code, ...(said.reason ? { reason: said.reason } : {}) };
  }
  if (same(said.text, draft.draft?.text ?? "")) return { action: "sent", ...common, observed: true, ...overrideOf(chat) };
  return { action: "edited", final_text: said.text, ...common, observed: true, ...overrideOf(chat) };
}

/** @param {Chat} chat @returns {{ override: true, reason: string } | {}} */
function overrideOf({ wording, draft }) {
  const written = wording?.said === draft?.said ? wording : undefined;
  if (!written?.override || !isBlocked(written.findings)) return {};
  return { override: true, reason: written.override };
}

/** Spaces and line ends are the chat box's business. @param {string} one @param {string} other */
function same(one, other) {
  return one.replace(/\s+/g, "") === other.replace(/\s+/g, "");
}
