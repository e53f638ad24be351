// All chats and tabs that the worker knows of. Chrome ends a worker after half a minute of silence, so everything is
// written to chrome.storage.session as it changes and read again when the worker comes back.

/** @import { Chat, Connection, TabState } from "../types/desk.d.ts" */

const MOST_CHATS = 60; // each holds its draft with passages, 30 to 60 KB; the area has 10 MB
const CHAT = "chat:";

/** @typedef {{ connection: Connection }} Known */

export class Desk {
  /** @type {Map<string, Chat>} */
  chats = new Map();
  /** @type {Map<number, TabState>} */
  tabs = new Map();
  /** @type {Known} */
  known = { connection: "ok" };

  /** @returns {Promise<Desk>} */
  static async load() {
    const desk = new Desk();
    for (const [key, value] of Object.entries(await chrome.storage.session.get(null))) {
      if (key.startsWith(CHAT)) desk.chats.set(key.slice(CHAT.length), /** @type {Chat} */ (value));
      else if (key === "tabs") desk.tabs = new Map(/** @type {[number, TabState][]} */ (value));
      else if (key === "known") desk.known = /** @type {Known} */ (value);
    }
    return desk;
  }

  /** @param {string | null | undefined} place */
  chat(place) {
    return place ? this.chats.get(place) : undefined;
  }

  /** The chat that a tab shows. @param {number | null | undefined} tab */
  shownIn(tab) {
    return tab ? this.chat(this.tabs.get(tab)?.place) : undefined;
  }

  /** @param {Chat} chat */
  keep(chat) {
    this.chats.set(chat.place, chat);
    void chrome.storage.session.set({ [CHAT + chat.place]: chat });
    this.#forgetOldest();
  }

  /** @param {string} place */
  forget(place) {
    this.chats.delete(place);
    void chrome.storage.session.remove(CHAT + place);
  }

  /** @param {number} tab @param {TabState | null} state */
  keepTab(tab, state) {
    if (state) this.tabs.set(tab, state);
    else this.tabs.delete(tab);
    void chrome.storage.session.set({ tabs: [...this.tabs] });
  }

  /** @param {Partial<Known>} changes */
  know(changes) {
    this.known = { ...this.known, ...changes };
    void chrome.storage.session.set({ known: this.known });
  }

  #forgetOldest() {
    if (this.chats.size <= MOST_CHATS) return;
    const shown = new Set([...this.tabs.values()].map((tab) => tab.place));
    const oldest = [...this.chats.values()].filter((chat) => !shown.has(chat.place)).toSorted((a, b) => a.seenAt - b.seenAt);
    for (const chat of oldest.slice(0, this.chats.size - MOST_CHATS)) this.forget(chat.place);
  }
}
