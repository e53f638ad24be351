// A chat as read -> what the server is asked. Nothing leaves here that the shop wants masked.

/** @import * as Api from "../types/api.d.ts" */
/** @import { Chat } from "../types/desk.d.ts" */
/** @import { ReadConversation } from "../types/messages.d.ts" */

const TIMES = ["paid_at", "created_at", "shipped_at", "received_at"];
const TEXTS = ["number", "status", "carrier", "tracking_number"];

/**
 * @param {string} place what the server knows the conversation by
 * @param {ReadConversation} conversation
 * @param {{ shop: string, platform: string }} settings
 * @param {(text: string) => string} mask
 * @returns {Api.SuggestionRequest}
 */
export function requestOf(place, conversation, settings, mask) {
  return {
    ...(settings.shop ? { shop: settings.shop } : {}),
    conversation_id: place,
    messages: messagesOf(conversation, mask),
    context: contextOf(conversation, settings, mask),
  };
}

/** @param {ReadConversation} conversation @param {(text: string) => string} mask @returns {Api.MessageIn[]} */
export function messagesOf(conversation, mask) {
  return conversation.messages.map((message) => ({ ...message, text: mask(message.text) }));
}

/**
 * @param {ReadConversation} conversation
 * @param {{ platform: string }} settings
 * @param {(text: string) => string} mask
 * @returns {Api.ContextIn}
 */
export function contextOf({ context }, settings, mask) {
  const platform = settings.platform || context.platform;
  return {
    ...(platform ? { platform } : {}),
    ...(context.sku ? { sku: context.sku } : {}),
    ...(context.order ? { order: orderOf(context.order, mask) } : {}),
  };
}

/**
 * What the server needs to check a text of this chat.
 * @param {Chat} chat
 * @param {string} text
 * @param {{ shop: string, platform: string }} settings
 * @param {(text: string) => string} mask
 * @returns {Api.CheckRequest}
 */
export function checkRequestOf(chat, text, settings, mask) {
  return {
    text,
    ...(settings.shop ? { shop: settings.shop } : {}),
    ...(chat.draft?.suggestion ? { suggestion_id: chat.draft.suggestion } : {}),
    messages: messagesOf(chat.conversation, mask),
    context: contextOf(chat.conversation, settings, mask),
  };
}

/**
 * An order as a page shows it: times and amounts only where they are such, since one bad field would have the whole
 * question refused; the rest as facts in the page's words.
 * @param {Record<string, unknown>} order
 * @param {(text: string) => string} mask
 * @returns {Api.OrderIn}
 */
export function orderOf(order, mask) {
  /** @type {Record<string, string>} */
  const known = {};
  /** @type {Record<string, string>} */
  const facts = {};
  for (const [name, value] of Object.entries(order)) {
    const text = String(value ?? "").trim().slice(0, 200);
    if (!text) continue;
    const amount = /^[¥￥]?\s*(\d[\d,]*(?:\.\d+)?)\s*元?$/.exec(text)?.[1]?.replaceAll(",", "");
    if (TIMES.includes(name) && isMoment(text)) known[name] = text;
    else if (name === "amount" && amount) known[name] = amount;
    else if (TEXTS.includes(name)) known[name] = mask(text);
    else facts[name] = mask(text);
  }
  return { ...known, facts };
}

/** @param {string} text */
function isMoment(text) {
  return /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(text);
}
