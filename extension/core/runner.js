// One suggestion from request to end. Runs in the panel while that is shown, because a page outlives its silences, and in
// the worker otherwise.

import { after, failed } from "./drafts.js";
import { ServerError } from "./server.js";

/** @import { DraftState, Job } from "../types/desk.d.ts" */
/** @import { Server } from "./server.js" */

const TELL_EVERY_MS = 80; // of the model's words; an agent cannot read faster and each telling is written to storage

/**
 * Calls `tell` with the draft after each event; nothing more once `signal` is aborted.
 * @param {Server} server
 * @param {Job} job
 * @param {AbortSignal} signal
 * @param {(draft: DraftState) => void} tell
 */
export async function run(server, job, signal, tell) {
  let draft = job.draft;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  const tellNow = () => {
    clearTimeout(later);
    later = undefined;
    if (!signal.aborted) tell(draft);
  };
  try {
    for await (const event of server.suggest(job.request, signal)) {
      if (signal.aborted) return;
      draft = after(draft, event, Date.now());
      if (event.event === "delta") later ??= setTimeout(tellNow, TELL_EVERY_MS);
      else tellNow();
    }
    if (draft.phase !== "done") tell(failed(draft, "failed", "the stream ended early"));
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof ServerError)) throw error;
    tell(failed(draft, error.kind, error.message));
  } finally {
    clearTimeout(later);
  }
}
