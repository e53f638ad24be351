// The search for contradictions while it runs: how far it is, and a way to stop it.

import { fill, h } from "../../shared/dom.js";
import { followJob } from "../../lib/jobs.js";
import { button, notice, progress } from "../../lib/parts.js";
import { attempt, toast } from "../../lib/toasts.js";

/** @param {import("../../types").Context} context @param {boolean} anew */
export async function startScan({ api, shop, refresh }, anew) {
  await api.post("conflicts/scan", { shop: shop.id, anew });
  refresh();
}

/**
 * @param {import("../../types").Context} context
 * @param {{ scan: string | null, uncompared: number }} listed
 */
export function drawScan(context, { scan, uncompared }) {
  const { say } = context;
  if (!scan) return uncompared > 0 ? notice("plain", say("uncompared", { count: uncompared })) : null;
  const state = h("div", { class: "stack" });
  drawState(context, state, scan, null);
  void follow(context, state, scan);
  return h("div", { class: "notice plain", role: "status" }, state);
}

/** @param {import("../../types").Context} context @param {HTMLElement} state @param {string} scan */
async function follow(context, state, scan) {
  const { api, signal, refresh } = context;
  const over = await followJob(api, scan, (job) => drawState(context, state, scan, job), signal);
  if (over) refresh();
}

/**
 * @param {import("../../types").Context} context @param {HTMLElement} state @param {string} scan
 * @param {import("../../lib/jobs.js").Job | null} job
 */
function drawState(context, state, scan, job) {
  const { say } = context;
  const known = job !== null && job.total > 0;
  const label = known ? say("scanningOf", { done: job.done, total: job.total }) : say("scanning");
  fill(
    state,
    h("div", { class: "row" }, h("span", {}, label), button(say("stop"), { small: true, onclick: () => void attempt(() => stop(context, scan)) })),
    progress(known ? job.done / job.total : null, label),
  );
}

/** @param {import("../../types").Context} context @param {string} scan */
async function stop({ api, say, refresh }, scan) {
  await api.remove(`conflicts/scan/${scan}`);
  toast(say("stopped"));
  refresh();
}
