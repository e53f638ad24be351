// When a draft is asked for, and who asks: the panel while one is shown, else this worker.

import { begun, failed } from "../core/drafts.js";
import { requestOf } from "../core/requests.js";
import { run } from "../core/runner.js";
import { waitingChats } from "./waiting.js";

/** @import { Chat, DraftState, Job } from "../types/desk.d.ts" */
/** @import { Office } from "./office.js" */

const BUBBLES_MS = 1500; // who writes in bubbles sends the next one within this
const QUIET_MS = 700; // and is done after this
const PREPARED_AT_ONCE = 2;
const STAY_AWAKE_MS = 20_000; // Chrome ends a worker that calls no interface of its for 30 s, whatever it is fetching

export class Asking {
  /** @type {Map<string, { stop: () => void, askedAt: number, ahead: boolean }>} */
  #running = new Map();
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  #waiting = new Map();

  /** @param {Office} office */
  constructor(office) {
    this.office = office;
  }

  /**
   * The customer's last words changed, or more of the chat is known: ask when it is worth it.
   * @param {Chat} chat
   * @param {{ typing?: boolean, before?: number | undefined }} [now] `before`: when the bubble before this one came
   */
  want(chat, { typing = false, before } = {}) {
    clearTimeout(this.#waiting.get(chat.place));
    this.#waiting.delete(chat.place);
    if (!this.#isWanted(chat)) return;
    const inBubbles = typing || (before !== undefined && Date.now() - before < BUBBLES_MS);
    if (!inBubbles) return this.ask(chat);
    const later = () => {
      const current = this.office.desk.chat(chat.place);
      if (current && this.#isWanted(current)) this.ask(current);
    };
    this.#waiting.set(chat.place, setTimeout(later, QUIET_MS));
  }

  /** @param {Chat} chat @param {{ ahead?: boolean }} [how] */
  ask(chat, { ahead = false } = {}) {
    const { settings, server, panels } = this.office;
    if (!settings.server) return this.progress(chat.place, failed(begun(chat.said, chat.basis, Date.now()), "unset", ""));
    this.stop(chat.place);
    const draft = begun(chat.said, chat.basis, Date.now(), chat.draft);
    const request = requestOf(chat.place, chat.conversation, settings, this.office.privacy(chat).mask);
    const job = { place: chat.place, request, draft };
    this.office.keepDraft(chat.place, draft);
    const stop = panels.run(job) ?? this.#runHere(job, server);
    this.#running.set(chat.place, { stop, askedAt: draft.askedAt, ahead });
  }

  /** A panel is in the middle of it since before this worker began. @param {string} place @param {number} askedAt @param {() => void} stop */
  adopt(place, askedAt, stop) {
    if (this.office.desk.chat(place)?.draft?.askedAt === askedAt) this.#running.set(place, { stop, askedAt, ahead: false });
    else stop();
  }

  /** @param {string} place */
  stop(place) {
    this.#running.get(place)?.stop();
    this.#running.delete(place);
  }

  /** What a runner, here or in a panel, has come to. @param {string} place @param {DraftState} draft */
  progress(place, draft) {
    const running = this.#running.get(place);
    if (running && running.askedAt !== draft.askedAt) return; // overtaken
    if (draft.phase === "done" || draft.phase === "failed") this.#running.delete(place);
    const chat = this.office.desk.chat(place);
    if (chat) this.office.keepDraft(place, this.office.privacy(chat).draft(draft));
    if (!this.#running.has(place)) this.prepare();
  }

  /** Drafts for those who wait, the longest waiting first, few at a time. */
  prepare() {
    if (!this.office.settings.prepare || this.office.desk.known.connection !== "ok") return;
    const ahead = [...this.#running.values()].filter((one) => one.ahead).length;
    const next = waitingChats(this.office.desk).filter((chat) => this.#isWanted(chat) && !this.#running.has(chat.place));
    for (const chat of next.slice(0, Math.max(0, PREPARED_AT_ONCE - ahead))) this.ask(chat, { ahead: true });
  }

  /** After a restart, or when a panel has gone: begin again what nobody is working on. */
  resume() {
    for (const chat of this.office.desk.chats.values()) {
      const phase = chat.draft?.phase;
      const unfinished = phase === "thinking" || phase === "instant" || phase === "writing";
      if (unfinished && !this.#running.has(chat.place)) this.ask(chat);
    }
  }

  /** The connection is back. */
  retry() {
    for (const tab of this.office.desk.tabs.values()) {
      const chat = this.office.desk.chat(tab.place);
      if (chat?.draft?.phase === "failed" && chat.said) this.ask(chat);
    }
    this.prepare();
  }

  /** @param {Chat} chat */
  #isWanted(chat) {
    if (!chat.said) return false; // the agent had the last word
    const draft = chat.draft;
    if (!draft || draft.said !== chat.said) return true;
    return draft.basis !== chat.basis && draft.phase !== "failed";
  }

  /** @param {Job} job @param {import("../core/server.js").Server} server */
  #runHere(job, server) {
    const stopping = new AbortController();
    const awake = setInterval(() => void chrome.runtime.getPlatformInfo(), STAY_AWAKE_MS);
    void run(server, job, stopping.signal, (draft) => this.progress(job.place, draft)).finally(() => clearInterval(awake));
    return () => stopping.abort();
  }
}
