// What the workbench shows: chats, their messages, which one is open. Views are told that something changed; where a
// message came from, a script or somebody's keyboard, makes no difference here.

/** @typedef {{ from: "customer" | "agent", text: string, picture?: string, at: Date }} Message */
/** @typedef {{ number: string, status: string, amount: string, paid: string, carrier: string, tracking: string }} Order */
/** @typedef {{ name: string, price: string, stock: number }} Product */
/**
 * @typedef {object} Chat
 * @property {string} id
 * @property {string} name
 * @property {string[]} tags
 * @property {string | undefined} sku
 * @property {Order | undefined} order
 * @property {Message[]} messages
 * @property {Date | null} waitingSince of the first message that nobody has answered
 * @property {boolean} typing
 * @property {string} unsent what the agent has in the box
 */

export class Desk extends EventTarget {
  /** @type {Chat[]} */
  chats = [];
  /** @type {Chat | null} */
  open = null;

  clear() {
    this.chats = [];
    this.open = null;
    this.#changed();
  }

  /** @param {Chat} chat */
  add(chat) {
    this.chats.push(chat);
    this.#changed();
  }

  /** @param {string} id */
  choose(id) {
    this.open = this.chats.find((chat) => chat.id === id) ?? null;
    this.#changed();
  }

  /** @param {Chat} chat @param {boolean} typing */
  types(chat, typing) {
    chat.typing = typing;
    this.#changed();
  }

  /** @param {Chat} chat @param {Omit<Message, "at">} message */
  say(chat, message) {
    const at = new Date();
    chat.typing = false;
    chat.messages.push({ ...message, at });
    chat.waitingSince = message.from === "agent" ? null : (chat.waitingSince ?? at);
    if (message.from === "agent") this.dispatchEvent(new CustomEvent("replied", { detail: chat.id }));
    this.#changed();
  }

  /** Those who wait first, the longest first; then the latest talk. */
  sorted() {
    return [...this.chats].sort((one, other) => rank(one) - rank(other));
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {Chat} chat */
function rank(chat) {
  const last = chat.messages.at(-1)?.at.getTime() ?? 0;
  return chat.waitingSince ? chat.waitingSince.getTime() - 1e14 : -last;
}
