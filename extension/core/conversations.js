// What pages report, looked at before it is believed; and what a draft belongs to.

/** @import { ReadConversation, ReadMessage, WaitingChat, AdapterState } from "../types/messages.d.ts" */

const LONGEST_TEXT = 4000;
const MOST_MESSAGES = 80;
const MOST_WAITING = 200;
const PROBLEMS = ["messages", "roles", "editor", "conversation"];

/** @param {unknown} given @returns {ReadConversation | null} null for anything that is none */
export function readConversation(given) {
  if (!isRecord(given) || !isText(given["id"], 150) || !Array.isArray(given["messages"])) return null;
  const messages = given["messages"].slice(-MOST_MESSAGES).map(readMessage);
  if (messages.some((message) => message === null)) return null;
  return {
    id: given["id"],
    title: textOf(given["title"], 120),
    messages: /** @type {ReadMessage[]} */ (messages),
    context: readContext(given["context"]),
  };
}

/** @param {unknown} given @returns {WaitingChat[]} */
export function readWaiting(given) {
  if (!Array.isArray(given)) return [];
  return given.slice(0, MOST_WAITING).flatMap((chat) => {
    if (!isRecord(chat) || !isText(chat["id"], 150)) return [];
    const since = moment(chat["since"]);
    const read = { id: chat["id"], title: textOf(chat["title"], 120), preview: textOf(chat["preview"], LONGEST_TEXT) };
    return [since ? { ...read, since } : read];
  });
}

/** @param {unknown} given @returns {AdapterState | null} */
export function readAdapter(given) {
  if (!isRecord(given) || !isText(given["id"], 80)) return null;
  const problems = Array.isArray(given["problems"]) ? given["problems"].filter((one) => PROBLEMS.includes(one)) : [];
  const limits = isRecord(given["limits"]) ? given["limits"] : {};
  const seconds = limits["reply_seconds"];
  return {
    id: given["id"],
    name: textOf(given["name"], 80),
    verified: given["verified"] === true,
    ok: given["ok"] === true,
    problems,
    ...(typeof seconds === "number" && seconds > 0 ? { limits: { reply_seconds: seconds } } : {}),
  };
}

/** @param {unknown} given @returns {ReadMessage | null} */
function readMessage(given) {
  if (!isRecord(given) || (given["role"] !== "customer" && given["role"] !== "agent")) return null;
  if (typeof given["text"] !== "string") return null;
  const at = moment(given["at"]);
  /** @type {ReadMessage} */
  const message = { role: given["role"], text: given["text"].slice(0, LONGEST_TEXT) };
  return at ? { ...message, at } : message;
}

/** @param {unknown} given @returns {ReadConversation["context"]} */
function readContext(given) {
  if (!isRecord(given)) return {};
  const order = isRecord(given["order"]) ? given["order"] : null;
  return {
    ...(given["platform"] ? { platform: textOf(given["platform"], 40) } : {}),
    ...(given["sku"] ? { sku: textOf(given["sku"], 120) } : {}),
    ...(order && Object.keys(order).length ? { order } : {}),
  };
}

/**
 * The customer's bubbles since the agent last wrote.
 * @param {ReadMessage[]} messages
 * @returns {ReadMessage[]} empty when the agent had the last word
 */
export function askedIn(messages) {
  const last = messages.findLastIndex((message) => message.role === "agent");
  return messages.slice(last + 1);
}

/**
 * What a draft belongs to: the last thing that the customer said. The same for a chat read whole and one known only by
 * its preview in the list, so that a draft prepared ahead is there when the chat is opened.
 * @param {ReadMessage[]} messages
 */
export function lastSaid(messages) {
  const last = askedIn(messages).at(-1);
  return last ? digest(last.text.replace(/\s+/g, " ").trim()) : "";
}

/** What a draft was made from, all of it. @param {ReadConversation} conversation */
export function basisOf(conversation) {
  const said = conversation.messages.map((message) => `${message.role}:${message.text}`);
  return digest(JSON.stringify([said.slice(-20), conversation.context]));
}

/** A short fingerprint of a text; no secret, only for comparing. @param {string} text */
export function digest(text) {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  const mixed = (/** @type {number} */ one, /** @type {number} */ other) =>
    Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  const hex = (/** @type {number} */ value) => (value >>> 0).toString(16).padStart(8, "0");
  return hex(mixed(high, low)) + hex(mixed(low, high));
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} value @param {number} most @returns {value is string} */
function isText(value, most) {
  return typeof value === "string" && value.length > 0 && value.length <= most;
}

/** @param {unknown} value @param {number} most */
function textOf(value, most) {
  return typeof value === "string" ? value.slice(0, most) : "";
}

/** @param {unknown} value @returns {string | null} */
function moment(value) {
  return typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : null;
}
