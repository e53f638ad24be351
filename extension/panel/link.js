// The panel's line to the worker. A worker comes and goes; the line is laid again, and what runs here goes on meanwhile.

import { run } from "../core/runner.js";

/** @import { FromPanel, Job, ToPanel } from "../types/desk.d.ts" */
/** @import { Server } from "../core/server.js" */

export class Link {
  /** @type {chrome.runtime.Port | null} */
  #port = null;
  /** @type {Map<string, AbortController>} */
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
    for (const message of this.#untold.values()) port.postMessage(message); // a new worker knows nothing of these
  }

  /** @param {ToPanel} message */
  #hear(message) {
    if (message.type === "run") this.#run(message.job);
    else if (message.type === "stop") this.#running.get(message.place)?.abort();
    else this.hear(message);
  }

  /** @param {Job} job */
  #run(job) {
    this.#running.get(job.place)?.abort();
    const stopping = new AbortController();
    this.#running.set(job.place, stopping);
    const tell = (/** @type {import("../types/desk.d.ts").DraftState} */ draft) => {
      const message = /** @type {const} */ ({ type: "panel.progress", place: job.place, draft });
      this.#untold.set(job.place, message);
      this.send(message);
      if (draft.phase === "done" || draft.phase === "failed") this.#untold.delete(job.place);
    };
    void run(this.server(), job, stopping.signal, tell).finally(() => {
      if (this.#running.get(job.place) !== stopping) return;
      this.#running.delete(job.place);
    });
  }
}
