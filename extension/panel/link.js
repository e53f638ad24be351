// The panel's line to the worker. A worker comes and goes; the line is laid again, and what runs here goes on meanwhile.

import { run } from "../core/runner.js";

/** @import { FromPanel, Job, ToPanel } from "../types/desk.d.ts" */
/** @import { Server } from "../core/server.js" */

export class Link {
  /** @type {chrome.runtime.Port | null} */
  #port = null;
  /** @type {Map<string, { stopping: AbortController, askedAt: number }>} */
  #running = new Map();
  /** @type {Map<string, FromPanel>} */
  #untold = new Map();

  /** @param {string} name @param {() => Server} server @param {(message: ToPanel) => void} hear */
  constructor(name, server, hear) {
    this.name = name;
    this.server = server;
    this.hear = hear;
    this.#connect();
    setInterval(() => this.#connect(), 1000); // a line that was cut is laid again within a second
  }

  /** @param {FromPanel} message */
  send(message) {
    this.#connect();
    this.#port?.postMessage(message);
  }

  #connect() {
    if (this.#port || !chrome.runtime?.id) return;
    const port = chrome.runtime.connect({ name: this.name });
    port.onMessage.addListener((/** @type {ToPanel} */ message) => this.#hear(message));
    port.onDisconnect.addListener(() => {
      if (this.#port === port) this.#port = null;
    });
    this.#port = port;
    const running = [...this.#running].map(([place, { askedAt }]) => ({ place, askedAt }));
    port.postMessage({ type: "panel.hello", running });
    for (const message of this.#untold.values()) port.postMessage(message); // what the worker before was perhaps not told
  }

  /** @param {ToPanel} message */
  #hear(message) {
    if (message.type === "run") this.#run(message.job);
    else if (message.type === "stop") this.#running.get(message.place)?.stopping.abort();
    else this.hear(message);
  }

  /** @param {Job} job */
  #run(job) {
    this.#running.get(job.place)?.stopping.abort();
    const stopping = new AbortController();
    this.#running.set(job.place, { stopping, askedAt: job.draft.askedAt });
    const tell = (/** @type {import("../types/desk.d.ts").DraftState} */ draft) => {
      const message = /** @type {const} */ ({ type: "panel.progress", place: job.place, draft });
      this.#untold.set(job.place, message);
      this.send(message);
      if (draft.phase === "done" || draft.phase === "failed") this.#untold.delete(job.place);
    };
    void run(this.server(), job, stopping.signal, tell).finally(() => {
      if (this.#running.get(job.place)?.stopping === stopping) this.#running.delete(job.place);
    });
  }
}
