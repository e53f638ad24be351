// A text into the chat box of the tab that shows its chat: only for the customer's last words, only once it is checked,
// never what a check blocks without a reason. Nothing is ever sent.

import { isBlocked, textOf } from "../core/drafts.js";
import { ServerError } from "../core/server.js";
import { checked } from "../core/privacy.js";
import { checkRequestOf } from "../core/requests.js";

/** @import { Chat, Wording } from "../types/desk.d.ts" */
/** @import { Inserted } from "../types/messages.d.ts" */
/** @import { Office } from "./office.js" */

/** @typedef {"no_chat" | "stale" | "no_draft" | "blocked" | "unchecked" | "no_page"} Refusal */
/** @typedef {{ done: Inserted } | { refused: Refusal }} Outcome */

/** What Alt+J inserts: the agent's wording of this draft, else the draft. @param {Chat} chat */
export function textToInsert(chat) {
  return chat.wording?.said === chat.said ? chat.wording.text : textOf(chat.draft ?? null);
}

/** @param {Office} office @param {Chat | undefined} chat @returns {Promise<Outcome>} */
export async function insert(office, chat) {
  if (!chat) return { refused: "no_chat" };
  if (chat.draft && chat.draft.said !== chat.said) return { refused: "stale" };
  const text = textToInsert(chat);
  if (!text || !chat.draft?.draft) return { refused: "no_draft" };
  const findings = await findingsOf(office, chat, text);
  if (!findings) return { refused: "unchecked" };
  const current = office.desk.chat(chat.place);
  if (!current || current.said !== chat.said) return { refused: "stale" }; // the customer wrote while it was checked
  if (isBlocked(findings) && !current.wording?.override) return { refused: "blocked" };
  const done = await intoPage(current, text);
  if (!done) return { refused: "no_page" };
  if (done.ok || done.copied) office.hasInserted(current, text, done.copied && !done.ok);
  return { done };
}

/**
 * Those of the very text that is to be inserted; asked for when it was edited since.
 * @param {Office} office @param {Chat} chat @param {string} text
 */
async function findingsOf(office, chat, text) {
  const { draft, wording } = chat;
  if (text === draft?.draft?.text) return draft.draft.findings;
  if (wording && wording.checked === text) return wording.findings;
  try {
    const privacy = office.privacy(chat);
    const findings = await checked(office.server, privacy, checkRequestOf(chat, text, office.settings, privacy.mask));
    office.keepWording(chat.place, { .../** @type {Wording} */ (wording), checked: text, findings });
    return findings;
  } catch (error) {
    if (error instanceof ServerError) return null;
    throw error;
  }
}

/** @param {Chat} chat @param {string} text @returns {Promise<Inserted | null>} null when nobody in the page answers */
async function intoPage(chat, text) {
  const message = { type: "insert", conversation: chat.kind === "page" ? chat.conversation.id : "", text };
  try {
    return (await chrome.tabs.sendMessage(chat.tab, message, { frameId: chat.frame })) ?? null;
  } catch {
    return null; // the tab is gone, or the extension was updated under it: Chrome says so in words only
  }
}
