// The versions of a document: when each was in force, what differs, and the way back.

import { fill, h } from "../../shared/dom.js";
import { ask, edit } from "../../lib/dialogs.js";
import { field, input } from "../../lib/fields.js";
import { moment } from "../../lib/format.js";
import { badge, button, card, facts } from "../../lib/parts.js";
import { attempt, toast } from "../../lib/toasts.js";
import { diffView } from "./diff.js";
import { STATUS_TONES } from "./list.js";
import { askReview } from "./publishing.js";
import { spanWords } from "./validity.js";

/** @typedef {import("./types").Document} Document @typedef {import("./types").Version} Version */

/** @param {import("../../types").Context} context @param {Document} document */
export async function show(context, document) {
  const { api, say, signal, query } = context;
  const { versions } = /** @type {{ versions: Version[] }} */ (await api.get(`documents/${document.id}/versions`, {}, signal));
  const place = h("div", { "aria-live": "polite" });
  const compare = (/** @type {number} */ before, /** @type {number} */ after) =>
    attempt(async () => {
      fill(place, diffView(say, await api.get(`documents/${document.id}/diff`, { from: before, to: after }, signal)));
      place.scrollIntoView({ block: "nearest" });
    });
  const [from, to] = [Number(query.get("from")), Number(query.get("to"))];
  if (from && to) void compare(from, to);
  return h(
    "div",
    { class: "stack" },
    from && to ? place : null,
    versions.length === 1 && h("p", { class: "quiet" }, say("onlyOne")),
    ...versions.map((version, at) => versionCard(context, document, version, versions[at + 1], compare)),
    from && to ? null : place,
  );
}

/**
 * @param {import("../../types").Context} context @param {Document} document @param {Version} version
 * @param {Version | undefined} older @param {(before: number, after: number) => unknown} compare
 */
function versionCard(context, document, version, older, compare) {
  const { say, may } = context;
  const { number, status } = version;
  const newest = number === document.versions;
  return card(
    "",
    h(
      "div",
      { class: "stack" },
    h(
      "div",
      { class: "row" },
      h("h2", {}, say("versionOf", { number })),
      badge(say(status), STATUS_TONES[status]),
      h("span", { class: "quiet small" }, say("chunksOf", { count: version.chunks })),
    ),
    facts([
      [say("uploadedAt"), moment(version.created_at)],
      [say("publishedAt"), moment(version.published_at) || "–"],
      [say("validity"), [spanWords(say, version.validity), " ", version.validity_source === "found" && badge(say("found"), "warn")]],
      [say("inForce"), stretches(say, document, number)],
    ]),
    h(
      "div",
      { class: "row" },
      older && button(say("compareWith", { number: older.number }), { small: true, onclick: () => compare(older.number, number) }),
      may("editor") && !document.inherited && button(say("setDates"), { small: true, onclick: () => void setDates(context, document, version) }),
      may("editor") && !document.inherited && !newest && number !== document.current.number &&
        button(say("rollback"), { small: true, onclick: () => void rollBack(context, document, version) }),
    ),
    ),
  );
}

/** @param {import("../../shared/words.js").Speak} say @param {Document} document @param {number} number */
function stretches(say, { in_force: every = [] }, number) {
  const ours = every.filter(({ version }) => version === number);
  if (ours.length === 0) return "–";
  return ours.map(({ since, until }) => h("div", {}, spanWords(say, { from: moment(since), to: moment(until) })));
}

/** @param {import("../../types").Context} context @param {Document} document @param {Version} version */
async function setDates({ api, say, refresh }, document, { number, validity }) {
  const from = input({ type: "date", value: validity.from ?? "" });
  const to = input({ type: "date", value: validity.to ?? "" });
  const body = h("div", { class: "row" }, field(say("from"), from), field(say("to"), to));
  const save = () => {
    const dates = { version: number, from: from.value || null, to: to.value || null };
    return api.patch(`documents/${document.id}`, dates, {}, document.revision);
  };
  if (await edit({ title: say("datesOf", { number }), body, yes: say("save"), save })) {
    toast(say("datesConfirmed"));
    refresh();
  }
}

/** @param {import("../../types").Context} context @param {Document} document @param {Version} version */
async function rollBack(context, document, { number }) {
  const { api, say, refresh } = context;
  if (document.second_person) {
    await askReview(context, document, number);
    return;
  }
  const now = document.current.number;
  const back = (/** @type {number} */ version) => api.post(`documents/${document.id}/publish`, undefined, { version });
  if (!(await ask({ title: say("rollbackTitle", { number }), body: say("rollbackLead", { number }), yes: say("rollback") }))) return;
  if ((await attempt(() => back(number))) === undefined) return;
  toast(say("rolledBack", { number }), { undo: async () => (await back(now), refresh()) });
  refresh();
}
