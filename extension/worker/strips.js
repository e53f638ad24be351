// What the strip above the composer says of a chat.

import { isBlocked } from "../core/drafts.js";
import { textToInsert } from "./inserting.js";

/** @import { Chat } from "../types/desk.d.ts" */
/** @import { StripState, ToPage } from "../types/messages.d.ts" */

/**
 * @param {Chat} chat
 * @param {string} shortcut
 * @param {boolean} factsOnly
 * @returns {ToPage}
 */
export function stripOf(chat, shortcut, factsOnly) {
  const state = stateOf(chat);
  if (!chat.said || factsOnly || chat.dismissed === chat.said) return { type: "strip.hide" };
  return { type: "strip.show", conversation: chat.conversation.id, state, line: textToInsert(chat), shortcut };
}

/** @param {Chat} chat @returns {StripState} */
export function stateOf(chat) {
  const { said, draft, wording, inserted } = chat;
  if (!draft) return "thinking";
  if (draft.said !== said) return "stale";
  if (draft.phase === "failed") return "offline";
  if (!draft.draft) return "thinking";
  const written = wording?.said === said ? wording : null;
  if (isBlocked(written?.findings ?? draft.draft.findings) && !written?.override) return "blocked";
  if (!draft.draft.text) return "none";
  if (inserted?.said === said && inserted.text === textToInsert(chat)) return inserted.copied ? "copied" : "inserted";
  return draft.phase === "done" ? "ready" : "draft";
}
