// Background work followed until it is over.

import { wasAborted } from "./api.js";

const RETRY_MS = 1500;

/**
 * A job as GET /v1/jobs/{id} gives it.
 * @typedef {object} Job
 * @property {string} id
 * @property {string} kind
 * @property {"queued" | "running" | "done" | "failed"} status
 * @property {string} stage
 * @property {number} done
 * @property {number} total
 * @property {any[]} files
 * @property {{ code: string, message: string } | null} error
 * @property {string} created_at
 * @property {string | null} started_at
 * @property {string | null} finished_at
 */

/** @param {Job} job */
export const isOver = (job) => job.status === "done" || job.status === "failed";

/**
 * Tell of every change of a job until it is over. A connection that breaks is taken up again.
 * @param {import("./api.js").Api} api
 * @param {string} id
 * @param {(job: Job) => void} onChange
 * @param {AbortSignal} signal ends the following, not the job
 * @returns {Promise<Job | null>} the job at its end; null when the following was ended
 */
export async function followJob(api, id, onChange, signal) {
  while (!signal.aborted) {
    try {
      for await (const { event, data } of api.events(`jobs/${id}/events`, { signal })) {
        if (event === "error") break;
        onChange(data);
        if (event === "done") return data;
      }
    } catch (error) {
      if (wasAborted(error)) return null;
      if (!(error instanceof Error) || !("status" in error) || error.status !== 0) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  return null;
}
