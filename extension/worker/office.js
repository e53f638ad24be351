// What the worker's parts share: the desk, the settings, the server, the panels; and what happens when a draft changes.

import { Privacy } from "../core/privacy.js";
import { Server } from "../core/server.js";
import { Asking } from "./asking.js";
import { decisionOnSent } from "./deciding.js";
import { Panels } from "./panels.js";
import { Queue } from "./queue.js";
import { stripOf } from "./strips.js";
import { viewFor } from "./views.js";

/** @import { Chat, DraftState, Wording } from "../types/desk.d.ts" */
/** @import { ToPage } from "../types/messages.d.ts" */
/** @import * as Api from "../types/api.d.ts" */
/** @import { Settings } from "../core/settings.js" */
/** @import { Desk } from "./desk.js" */

export class Office {
  panels = new Panels();
  queue = new Queue();
  asking = new Asking(this);
  /** @type {Api.ExtensionOut | null} */
  shop = null;
  shortcut = "";

  /** @param {Desk} desk @param {Settings} settings */
  constructor(desk, settings) {
    this.desk = desk;
    this.settings = settings;
    this.server = new Server(settings);
  }

  /** As the shop or the agent wants it; while nobody has said, as if it were wanted. @param {Chat} chat */
  privacy({ conversation }) {
    return new Privacy(conversation, this.settings.mask || (this.shop?.masking ?? true));
  }

  /** @param {Settings} settings */
  changeSettings(settings) {
    this.settings = settings;
    this.server = new Server(settings);
    this.shop = null;
    void this.connect();
  }

  /** Ask the server who we are and what the shop wants; deliver what is queued. */
  async connect() {
    if (!this.settings.server) return this.#connection("unset");
    try {
      this.shop = await this.server.extension(this.settings.shop);
      this.#connection("ok");
      this.asking.retry();
      await this.deliver();
    } catch (error) {
      this.trouble(error);
    }
  }

  async deliver() {
    const stopped = await this.queue.deliver(this.server);
    if (stopped) this.trouble(stopped);
    await this.show();
  }

  /** @param {import("./queue.js").Item} item */
  async report(item) {
    await this.queue.add(item);
    await this.deliver();
  }

  /** Now and then: what could not be done before. */
  async retryIfNeeded() {
    if (this.desk.known.connection !== "ok" || !this.shop || (await this.queue.size())) await this.connect();
  }

  /** @param {string} place @param {import("./inserting.js").Outcome} outcome */
  tellInserted(place, outcome) {
    const told = "done" in outcome ? { inserted: outcome.done, refused: null } : { inserted: null, refused: outcome.refused };
    this.panels.tellAll({ type: "inserted", place, ...told });
  }

  /** @param {unknown} error */
  trouble(error) {
    const kind = error instanceof Error && "kind" in error ? /** @type {import("../core/server.js").Trouble} */ (error.kind) : null;
    if (!kind) throw error;
    this.#connection(kind);
  }

  /** @param {import("../types/desk.d.ts").Connection} connection */
  #connection(connection) {
    if (this.desk.known.connection !== connection) this.desk.know({ connection });
    void this.show();
  }

  /** @param {string} place @param {DraftState} draft */
  keepDraft(place, draft) {
    const chat = this.desk.chat(place);
    if (!chat) return;
    const isShown = this.desk.shownIn(chat.tab)?.place === place || chat.kind === "paste";
    const shownAt = draft.said === chat.draft?.said ? chat.shownAt : undefined;
    const seen = shownAt ?? (draft.draft && isShown ? Date.now() : undefined);
    const { shownAt: _, ...rest } = chat;
    const changed = { ...rest, draft, ...(seen ? { shownAt: seen } : {}) };
    this.change(place, changed);
    if (draft.suggestion && chat.sentEarly) void this.#decideEarly(changed, chat.sentEarly);
    const worked = draft.phase === "done" ? "ok" : draft.phase === "failed" ? draft.trouble : undefined;
    if (worked === "ok" && this.desk.known.connection !== "ok") void this.connect();
    else if (worked && worked !== "ok" && worked !== "superseded" && worked !== "refused") this.#connection(worked);
  }

  /** @param {Chat} chat @param {{ text: string, at: number }} sent */
  async #decideEarly({ sentEarly: _, ...chat }, sent) {
    await this.decide(chat, decisionOnSent(chat, sent.text, sent.at));
  }

  /** @param {string} place @param {Wording} wording */
  keepWording(place, wording) {
    const chat = this.desk.chat(place);
    if (chat) this.change(place, { ...chat, wording });
  }

  /** @param {Chat} chat @param {string} text @param {boolean} copied to the clipboard instead */
  hasInserted(chat, text, copied) {
    const current = this.desk.chat(chat.place) ?? chat;
    const inserted = { said: chat.said, text, suggestion: chat.draft?.suggestion ?? "", at: Date.now(), copied };
    this.change(chat.place, { ...current, inserted });
  }

  /** The agent's own message appeared in the chat. @param {Chat} chat @param {string} text @param {number} at */
  async hasSent(chat, text, at) {
    if (chat.draft && !chat.draft.suggestion && chat.draft.phase !== "failed") {
      return this.change(chat.place, { ...chat, sentEarly: { text, at } });
    }
    await this.decide(chat, decisionOnSent(chat, text, at));
  }

  /** @param {Chat} chat @param {Omit<Api.DecisionRequest, "id"> | null} decision */
  async decide(chat, decision) {
    const suggestion = chat.draft?.suggestion;
    if (!decision || !suggestion) return;
    const id = crypto.randomUUID().replaceAll("-", "");
    const text = decision.final_text ? { final_text: this.privacy(chat).mask(decision.final_text) } : {};
    this.change(chat.place, { ...chat, decided: suggestion });
    await this.report({ id, kind: "decision", suggestion, body: { ...decision, ...text, id } });
  }

  /** Keep a chat, and let strip and panels show it. @param {string} place @param {Chat} chat */
  change(place, chat) {
    this.desk.keep(chat);
    if (this.desk.shownIn(chat.tab)?.place === place) this.strip(chat);
    void this.show();
  }

  /** @param {Chat} chat */
  strip(chat) {
    if (chat.kind === "paste") return;
    this.toPage(chat.tab, chat.frame, stripOf(chat, this.shortcut, this.settings.mode === "facts"));
  }

  /** @param {number} tab @param {number} frame @param {ToPage} message */
  toPage(tab, frame, message) {
    chrome.tabs.sendMessage(tab, message, { frameId: frame }).catch(() => undefined); // the page has gone: nothing to tell
  }

  /** Show every panel what it is to show. */
  async show() {
    if (!this.panels.open.length) return;
    const queued = await this.queue.size();
    for (const panel of this.panels.open) {
      this.panels.tell(panel, { type: "view", view: await viewFor(this, panel, queued) });
    }
  }
}
