// The side panels that are open, one per window, each on a port.

/** @import { FromPanel, Job, ToPanel } from "../types/desk.d.ts" */

/** @typedef {{ port: chrome.runtime.Port, window: number, tab: number | null, running: Set<string>, paste: string | null }} Panel */

export class Panels {
  /** @type {Set<Panel>} */
  #open = new Set();

  /**
   * @param {chrome.runtime.Port} port named panel:<window>:<tab or empty>
   * @param {(message: FromPanel, panel: Panel) => void} hear
   * @param {(unfinished: Set<string>) => void} gone
   * @returns {Panel}
   */
  add(port, hear, gone) {
    const [, window = "", tab = ""] = port.name.split(":");
    /** @type {Panel} */
    const panel = { port, window: Number(window), tab: tab ? Number(tab) : null, running: new Set(), paste: null };
    this.#open.add(panel);
    port.onMessage.addListener((/** @type {FromPanel} */ message) => {
      if (message.type === "panel.progress" && /done|failed/.test(message.draft.phase)) panel.running.delete(message.place);
      hear(message, panel);
    });
    port.onDisconnect.addListener(() => {
      this.#open.delete(panel);
      gone(panel.running);
    });
    return panel;
  }

  get open() {
    return [...this.#open];
  }

  /** @param {Panel} panel @param {ToPanel} message */
  tell(panel, message) {
    panel.port.postMessage(message);
  }

  /** @param {ToPanel} message */
  tellAll(message) {
    for (const panel of this.#open) this.tell(panel, message);
  }

  /** Have a panel run it. @param {Job} job @returns {(() => void) | null} how to stop it; null when no panel is open */
  run(job) {
    const [panel] = this.#open;
    if (!panel) return null;
    this.tell(panel, { type: "run", job });
    return this.adopt(panel, job.place);
  }

  /** @param {Panel} panel @param {string} place @returns {() => void} how to stop it */
  adopt(panel, place) {
    panel.running.add(place);
    return () => {
      panel.running.delete(place);
      if (this.#open.has(panel)) this.tell(panel, { type: "stop", place });
    };
  }
}
