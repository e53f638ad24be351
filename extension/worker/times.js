// When messages were written, for the service figures. The texts go along only where the shop keeps them.

import { digest } from "../core/conversations.js";

/** @import { Chat } from "../types/desk.d.ts" */
/** @import { ReadMessage } from "../types/messages.d.ts" */
/** @import { Item } from "./queue.js" */
/** @import { Office } from "./office.js" */

/**
 * What is new in a chat since it was read last. A message without a time of its own is timed by when it appeared; those
 * that were there when the chat was first read have no time that is known, and are left out.
 * @param {Chat | undefined} before
 * @param {Chat} chat
 * @param {Office} office
 * @returns {Item | null}
 */
export function timesOf(before, chat, office) {
  const { settings, shop } = office;
  if (!shop?.reports) return null;
  const known = new Set(before ? keys(before.conversation.messages) : []);
  const privacy = office.privacy(chat);
  const now = new Date().toISOString();
  const fresh = keys(chat.conversation.messages).flatMap((key, at) => {
    const message = /** @type {ReadMessage} */ (chat.conversation.messages[at]);
    const when = message.at ?? (before ? now : null);
    if (known.has(key) || !when) return [];
    const text = shop.keeps_texts ? { text: privacy.mask(message.text) } : {};
    return [{ id: digest(`${chat.place} ${key} 1`) + digest(`${chat.place} ${key} 2`), role: message.role, at: when, ...text }];
  });
  if (!fresh.length) return null;
  const where = settings.shop ? { shop: settings.shop } : {};
  const body = { ...where, conversation_id: chat.place, messages: fresh };
  return { id: fresh.map((message) => message.id).join("").slice(0, 64), kind: "messages", body };
}

/** What tells a message from the others of its chat: who, when, what, and the how manieth of such. @param {ReadMessage[]} messages */
function keys(messages) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return messages.map((message) => {
    const key = `${message.role} ${message.at ?? ""} ${digest(message.text)}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${key} ${count}`;
  });
}
