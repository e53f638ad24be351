// The edited text is checked as it changes: a moment after the last key, the newest text only.

import { checked } from "../core/privacy.js";
import { checkRequestOf } from "../core/requests.js";
import { ServerError } from "../core/server.js";

/** @import { Context } from "./context.d.ts" */
/** @import { Chat } from "../types/desk.d.ts" */
/** @import * as Api from "../types/api.d.ts" */

const PAUSE_MS = 350;

export class Checking {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {AbortController | null} */
  #asking = null;
  busy = false;

  /** @param {Context} context @param {(text: string, findings: Api.FindingOut[]) => void} tell */
  constructor(context, tell) {
    this.context = context;
    this.tell = tell;
  }

  /** @param {string} text @param {Chat} chat */
  ask(text, chat) {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.busy = text.trim() !== "";
    if (!this.busy) return this.tell(text, []);
    this.#timer = setTimeout(() => void this.#check(text, chat), PAUSE_MS);
  }

  /** @param {string} text @param {Chat} chat */
  async #check(text, chat) {
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const privacy = this.context.privacy(chat);
      const request = checkRequestOf(chat, text, this.context.settings, privacy.mask);
      const findings = await checked(this.context.server, privacy, request, asking.signal);
      this.busy = false;
      this.tell(text, findings);
    } catch (error) {
      if (asking.signal.aborted) return;
      this.busy = false;
      if (!(error instanceof ServerError)) throw error;
      this.context.say(`connection.${error.kind}`);
    }
  }
}
