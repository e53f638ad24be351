// Publish, retire, delete; and the second person.

import { h } from "../../shared/dom.js";
import { ask, edit } from "../../lib/dialogs.js";
import { field, textarea } from "../../lib/fields.js";
import { day, moment } from "../../lib/format.js";
import { button, notice } from "../../lib/parts.js";
import { attempt, toast } from "../../lib/toasts.js";

/** @typedef {import("../../types").Context} Context @typedef {import("./types").Document} Document */

/** The buttons of what may be done now. @param {Context} context @param {Document} document */
export function publishActions(context, document) {
  const { say } = context;
  const waits = document.status === "draft" || document.current.number < document.versions;
  const title = waits ? say("publishNewest", { number: document.versions }) : say("publish");
  const again = document.status === "retired";
  return [
    (waits || again) &&
      !document.pending &&
      (document.second_person
        ? button(say("askReview"), { primary: true, onclick: () => void askReview(context, document, document.versions) })
        : button(title, { primary: true, onclick: () => void publish(context, document) })),
    document.status === "published" && button(say("retire"), { onclick: () => void retire(context, document) }),
    button(say("delete"), { danger: true, onclick: () => void remove(context, document) }),
  ];
}

/** What waits for an editor: a request to publish, dates that were only read. @param {Context} context @param {Document} document */
export function waiting(context, document) {
  const { say, may } = context;
  if (document.inherited) return [notice("plain", say("inheritedNote"))];
  if (!may("editor")) return [];
  return [document.pending && pendingBox(context, document, document.pending), foundBox(context, document)];
}

/** @param {Context} context @param {Document} document @param {number} version */
export async function askReview({ api, say, refresh }, document, version) {
  const note = textarea({ maxLength: 2000, rows: 3 });
  const body = [h("p", {}, say("reviewLead")), field(say("reviewNote"), note, { optional: true })];
  const save = () => api.post(`documents/${document.id}/reviews`, { version, note: note.value });
  if (await edit({ title: say("reviewTitle"), body, yes: say("askReview"), save })) {
    toast(say("reviewAsked"));
    refresh();
  }
}

/** @param {Context} context @param {Document} document */
async function publish({ api, say, refresh }, document) {
  const number = document.versions;
  const done = await attempt(() => api.post(`documents/${document.id}/publish`, undefined, { version: number }, document.revision));
  if (done === undefined) return;
  toast(say("publishing", { number }));
  refresh();
}

/** @param {Context} context @param {Document} document */
async function retire({ api, say, refresh }, document) {
  if (!(await ask({ title: say("retireTitle"), body: say("retireLead"), yes: say("retire"), danger: true }))) return;
  if ((await attempt(() => api.post(`documents/${document.id}/retire`))) === undefined) return;
  const undo = async () => (await api.post(`documents/${document.id}/publish`, undefined, { version: document.current.number }), refresh());
  toast(say("retired_done"), document.second_person ? {} : { undo });
  refresh();
}

/** @param {Context} context @param {Document} document */
async function remove({ api, say, go }, document) {
  const title = say("deleteTitle", { name: document.name });
  if (!(await ask({ title, body: say("deleteLead"), yes: say("deleteYes"), danger: true }))) return;
  if ((await attempt(() => api.remove(`documents/${document.id}`))) === undefined) return;
  toast(say("deleted"));
  go("documents");
}

/** @param {Context} context @param {Document} document @param {NonNullable<Document["pending"]>} review */
function pendingBox(context, document, review) {
  const { api, say, me, refresh } = context;
  const path = `documents/${document.id}/reviews/${review.id}`;
  const act = (/** @type {() => Promise<unknown>} */ work, /** @type {string} */ done) =>
    attempt(async () => {
      await work();
      toast(say(done));
      refresh();
    });
  const own = review.asked_by.id === me.actor;
  return notice(
    "warn",
    h("strong", {}, say("pendingTitle", { number: review.version })),
    h("p", {}, say("pendingBy", { name: review.asked_by.name || say("software"), at: moment(review.asked_at) })),
    review.note && h("p", { class: "text" }, review.note),
    own
      ? h("div", { class: "row" }, h("span", { class: "quiet" }, say("waitOther")), button(say("withdraw"), { small: true, onclick: () => act(() => api.remove(path), "withdrawn_done") }))
      : h(
          "div",
          { class: "row" },
          button(say("approve"), { primary: true, small: true, onclick: () => act(() => api.post(`${path}/approve`, undefined, {}, document.revision), "approved") }),
          button(say("reject"), { small: true, onclick: () => void reject(context, path) }),
        ),
  );
}

/** @param {Context} context @param {string} path */
async function reject({ api, say, refresh }, path) {
  const reason = textarea({ required: true, maxLength: 2000, rows: 3 });
  const save = () => api.post(`${path}/reject`, { reason: reason.value });
  if (await edit({ title: say("rejectTitle"), body: field(say("rejectReason"), reason), yes: say("reject"), save })) {
    toast(say("rejected"));
    refresh();
  }
}

/** @param {Context} context @param {Document} document */
function foundBox({ api, say, refresh }, document) {
  const { validity, validity_source: source } = document.current;
  if (source !== "found") return null;
  const confirm = async () => {
    const changed = await attempt(() => api.patch(`documents/${document.id}`, { dates_confirmed: true }, {}, document.revision));
    if (changed === undefined) return;
    toast(say("datesConfirmed"));
    refresh();
  };
  const span = [validity.from, validity.to].map((each) => day(each) || "…").join(" – ");
  return notice("plain", h("div", { class: "row" }, h("span", {}, `${say("foundDates")}: ${span}`), button(say("confirmDates"), { small: true, onclick: () => void confirm() })));
}
