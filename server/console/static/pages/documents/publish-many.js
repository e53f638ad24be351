// All drafts that the list shows, published in one go; those that need a second person are handed to one.

import { fill, h } from "../../shared/dom.js";
import { ask } from "../../lib/dialogs.js";
import { ApiError } from "../../lib/api.js";
import { button, progress } from "../../lib/parts.js";
import { toast } from "../../lib/toasts.js";

/** @typedef {import("./types").Document} Document */

/**
 * @param {import("../../types").Context} context
 * @param {Document[]} shown
 * @returns {HTMLElement | null} null when there is nothing to publish
 */
export function publishMany(context, shown) {
  const { say, may } = context;
  const drafts = shown.filter(({ status, pending, inherited }) => status === "draft" && !pending && !inherited);
  if (!may("editor") || drafts.length < 2) return null;
  const place = h("span", { class: "row" });
  const start = button(say("publishMany", { count: drafts.length }), {
    small: true,
    onclick: async () => {
      const reviewed = drafts.filter(({ second_person: second }) => second).length;
      const body = [h("p", {}, say("publishManyLead", { count: drafts.length - reviewed })), reviewed > 0 && h("p", {}, say("publishManyReviews", { count: reviewed }))];
      if (await ask({ title: say("publishManyTitle"), body, yes: say("publishManyYes") })) await run(context, drafts, place);
    },
  });
  fill(place, start);
  return place;
}

/** @param {import("../../types").Context} context @param {Document[]} drafts @param {HTMLElement} place */
async function run(context, drafts, place) {
  const { say, signal, refresh } = context;
  let failed = 0;
  for (const [done, draft] of drafts.entries()) {
    if (signal.aborted) return;
    const words = say("publishManyOf", { done, total: drafts.length });
    fill(place, h("span", { role: "status" }, words), h("span", { class: "documents-bar" }, progress(done / drafts.length, words)));
    failed += (await publishOne(context, draft)) ? 0 : 1;
  }
  toast(say("publishManyDone", { count: drafts.length - failed }), {});
  if (failed > 0) toast(say("publishManyFailed", { count: failed }), { tone: "bad" });
  refresh();
}

/** Whether it worked: a document that somebody else has just changed stays as it is. @param {import("../../types").Context} context @param {Document} draft */
async function publishOne({ api }, { id, versions, revision, second_person: second }) {
  try {
    if (second) await api.post(`documents/${id}/reviews`, { version: versions, note: "" });
    else await api.post(`documents/${id}/publish`, undefined, { version: versions }, revision);
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}
