// Uploads of one shop, which go on while other pages are shown: sent batch by batch, followed to their end, taken up
// again after a broken connection, and found again after the page was loaded anew.

import { ApiError } from "../../lib/api.js";
import { followJob, isOver } from "../../lib/jobs.js";
import { formOf, isSettled, nextBatch, spread, unreadable } from "./batches.js";
import { dismissed } from "./dismissed.js";

/** @typedef {import("./batches.js").Sent} Sent */
/** @typedef {import("../../lib/jobs.js").Job} Job */

const AGAIN_MS = 2000; // after a broken connection
const RECENT_MS = 24 * 3600 * 1000; // failures older than that are of no use to anybody

/** @type {Map<string, Uploads>} one for each shop, for as long as the page stays loaded */
const ofShops = new Map();

/** @param {import("../../types").Context} context */
export function uploadsOf({ api, shop }) {
  const known = ofShops.get(shop.id) ?? new Uploads(api, shop.id);
  ofShops.set(shop.id, known);
  return known;
}

export class Uploads extends EventTarget {
  /** @type {Sent[]} */
  sent = [];
  broken = false; // the server cannot be reached just now
  #api;
  #shop;
  #sending = false;
  #alone = false;
  #count = 0;
  /** @type {string[]} jobs to follow, oldest first */
  #jobs = [];
  #following = false;
  #recalled = false;

  /** @param {import("../../lib/api.js").Api} api @param {string} shop */
  constructor(api, shop) {
    super();
    this.#api = api;
    this.#shop = shop;
    addEventListener("beforeunload", (event) => {
      if (this.sent.some(({ state }) => state === "queued" || state === "sending")) event.preventDefault();
    });
  }

  /** @param {import("../../lib/dropped.js").Picked[]} files @param {Record<string, string>} fields */
  add(files, fields) {
    for (const { file, name } of files) this.sent.push(this.#entry({ name, size: file.size, file, fields }));
    this.#changed();
    void this.#send();
  }

  /** Send a file once more. @param {Sent} sent */
  retry(sent) {
    Object.assign(sent, { state: "queued", share: 0, error: null, job: null });
    this.#changed();
    void this.#send();
  }

  /** Forget what is over; failures that an earlier visit left are not shown again. */
  clear() {
    dismissed.add(this.sent.flatMap(({ job, state }) => (job && isSettled(state) ? [job] : [])));
    this.sent = this.sent.filter(({ state }) => !isSettled(state));
    this.#changed();
  }

  /** What the server still works on, and what has failed lately, from before this page was loaded. */
  async recall() {
    if (this.#recalled) return;
    this.#recalled = true;
    const { jobs } = /** @type {{ jobs: Job[] }} */ (await this.#api.get("jobs", { shop: this.#shop, limit: 200 }));
    const known = new Set(this.sent.map(({ job }) => job));
    for (const job of jobs.filter(({ kind, id }) => kind === "ingest" && !known.has(id)).reverse()) {
      const recent = Date.now() - Date.parse(job.created_at) < RECENT_MS && !dismissed.has(job.id);
      if (!isOver(job)) this.#adopt(job, job.files);
      else if (recent) this.#adopt(job, job.files.filter((file) => file.status === "failed"));
    }
    this.#changed();
    void this.#follow();
  }

  /** @param {Job} job @param {any[]} files */
  #adopt(job, files) {
    const entries = files.map((file) => this.#entry({ name: file.path, size: null, file: null, fields: {}, job: job.id }));
    entries.forEach((entry, place) => settle(entry, files[place]));
    this.sent.push(...entries);
    if (!isOver(job)) this.#jobs.push(job.id);
  }

  /** @param {Pick<Sent, "name" | "size" | "file" | "fields"> & { job?: string }} given @returns {Sent} */
  #entry(given) {
    return { id: ++this.#count, state: "queued", share: 0, error: null, document: null, chunks: 0, job: null, ...given };
  }

  async #send() {
    if (this.#sending) return;
    this.#sending = true;
    for (let batch = nextBatch(this.sent, false); batch.length > 0; batch = nextBatch(this.sent, this.#alone)) {
      await this.#sendBatch(batch);
    }
    this.#sending = false;
  }

  /** @param {Sent[]} batch */
  async #sendBatch(batch) {
    for (const each of batch) each.state = "sending";
    const onProgress = (/** @type {number} */ share) => {
      spread(batch, share);
      this.#changed();
    };
    try {
      const { job } = await this.#api.upload("documents", formOf(this.#shop, batch), onProgress);
      this.broken = false;
      this.#alone = false;
      for (const each of batch) Object.assign(each, { state: "waiting", job: job.id });
      this.#jobs.push(job.id);
      void this.#follow();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      await this.#refused(batch, error);
    }
    this.#changed();
  }

  /** @param {Sent[]} batch @param {ApiError} error */
  async #refused(batch, error) {
    for (const each of batch) each.state = "queued";
    if (error.status === 0 || error.status >= 500) {
      const gone = await unreadable(batch);
      for (const each of gone) fail(each, "moved", "");
      this.broken = gone.length === 0;
      if (this.broken) {
        this.#changed();
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    } else if (batch.length > 1) this.#alone = true; // find out which of them it is
    else for (const each of batch) fail(each, error.code, error.message);
  }

  async #follow() {
    if (this.#following) return;
    this.#following = true;
    for (let id = this.#jobs[0]; id; id = this.#jobs[0]) {
      const mine = this.sent.filter(({ job }) => job === id);
      await followJob(this.#api, id, (job) => this.#told(mine, job), new AbortController().signal).catch((error) => {
        for (const each of mine) if (!isSettled(each.state)) fail(each, "internal", error.message);
      });
      this.#jobs.shift();
      this.dispatchEvent(new Event("landed"));
    }
    this.#following = false;
  }

  /** @param {Sent[]} mine @param {Job} job */
  #told(mine, job) {
    mine.forEach((each, place) => each.job === job.id && settle(each, job.files[place])); // else it was sent anew
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("changed"));
  }
}

/** @param {Sent} sent @param {any} file */
function settle(sent, file) {
  Object.assign(sent, { state: file.status, document: file.document_id, chunks: file.chunks, error: file.error ?? null });
}

/** @param {Sent} sent @param {string} code @param {string} message */
function fail(sent, code, message) {
  Object.assign(sent, { state: "failed", error: { code, message } });
}
