// Chats in a page's list that wait for a reply and are not open: known by their last message alone, or from before.

import { basisOf, lastSaid } from "../core/conversations.js";
import { mostUrgentFirst } from "../core/urgency.js";

/** @import { Chat, TabState } from "../types/desk.d.ts" */
/** @import { ReadMessage, WaitingChat } from "../types/messages.d.ts" */
/** @import { Desk } from "./desk.js" */

/** What the server knows a page's conversation by. @param {string} adapter @param {string} id */
export function placeOf(adapter, id) {
  return `${adapter}:${id}`.slice(0, 200);
}

/** Those of all tabs as chats, the most urgent of each first; kept on the desk, so that their drafts are. @param {Desk} desk @returns {Chat[]} */
export function waitingChats(desk) {
  return [...desk.tabs].flatMap(([tab, state]) =>
    mostUrgentFirst(state.adapter ? state.waiting : []).flatMap((waiting) => {
      const place = placeOf(state.adapter?.id ?? "", waiting.id);
      if (place === state.place || !waiting.preview.trim()) return [];
      const known = desk.chat(place);
      const chat = chatOf(waiting, known, place, tab, state);
      if (known?.said !== chat.said) desk.keep(chat);
      return [chat];
    }),
  );
}

/** @param {WaitingChat} waiting @param {Chat | undefined} known @param {string} place @param {number} tab @param {TabState} state @returns {Chat} */
function chatOf(waiting, known, place, tab, state) {
  const messages = withPreview(known?.conversation.messages ?? [], waiting.preview);
  const said = lastSaid(messages);
  if (known?.said === said) return known;
  const conversation = { ...(known?.conversation ?? { context: {} }), id: waiting.id, title: waiting.title, messages };
  const since = waiting.since ? { waitingSince: Date.parse(waiting.since) } : {};
  return { ...known, place, kind: "page", tab, frame: state.frame, conversation, said, basis: basisOf(conversation), seenAt: Date.now(), ...since };
}

/** @param {ReadMessage[]} messages @param {string} preview the last message, as the list shows it, perhaps cut short @returns {ReadMessage[]} */
function withPreview(messages, preview) {
  const start = preview.replace(/[\s…]+/g, " ").trim();
  const last = messages.at(-1);
  const same = last?.role === "customer" && last.text.replace(/\s+/g, " ").startsWith(start);
  return same ? messages : [...messages, { role: "customer", text: preview }];
}
