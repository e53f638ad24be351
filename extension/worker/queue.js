// What is still to be told to the server: decisions and message times. Kept in chrome.storage.local, so that neither a
// lost connection nor a closed browser loses them; delivered in order; each carries an id by which the server counts it
// once, however often it is sent.

import { ServerError } from "../core/server.js";

/** @import * as Api from "../types/api.d.ts" */
/** @import { Server } from "../core/server.js" */

/**
 * @typedef {{ id: string, kind: "decision", suggestion: string, body: Api.DecisionRequest }
 *   | { id: string, kind: "messages", body: Api.MessagesIn }} Item
 */

const KEY = "queue";
const MOST = 5000; // days without a connection; past it the oldest go

export class Queue {
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** @type {Promise<ServerError | null> | null} */
  #delivering = null;

  /** Resolves once the item is kept. @param {Item} item */
  add(item) {
    return this.#alone((items) => [...items, item].slice(-MOST));
  }

  async size() {
    return (await load()).length;
  }

  /**
   * Deliver until the queue is empty or the server cannot be reached. A second call joins the first.
   * @param {Server} server
   * @returns {Promise<ServerError | null>} why it stopped
   */
  deliver(server) {
    this.#delivering ??= this.#deliver(server).finally(() => (this.#delivering = null));
    return this.#delivering;
  }

  /** @param {Server} server @returns {Promise<ServerError | null>} */
  async #deliver(server) {
    for (let [item] = await load(); item; [item] = await load()) {
      try {
        await (item.kind === "decision" ? server.decide(item.suggestion, item.body) : server.report(item.body));
      } catch (error) {
        if (!(error instanceof ServerError)) throw error;
        if (error.passing) return error;
        // Refused for good, e.g. a suggestion that has expired: sent again it would be refused again.
        console.warn("not accepted by the server:", item.kind, error.kind, error.requestId);
      }
      const delivered = item.id;
      await this.#alone((items) => items.filter((one) => one.id !== delivered));
    }
    return null;
  }

  /** One change at a time, so that none is written over. @param {(items: Item[]) => Item[]} change */
  #alone(change) {
    const mine = this.#turn.then(async () => chrome.storage.local.set({ [KEY]: change(await load()) }));
    this.#turn = mine.catch(() => undefined); // the next change does not fail with this one; its own caller hears of it
    return mine;
  }
}

/** @returns {Promise<Item[]>} */
async function load() {
  const { [KEY]: kept = [] } = await chrome.storage.local.get(KEY);
  return /** @type {Item[]} */ (kept);
}
