// One document: what it is, and its tabs.

import { fill, h } from "../../shared/dom.js";
import { day } from "../../lib/format.js";
import { badge, button, heading, link, loading, problem } from "../../lib/parts.js";
import { attempt, toast } from "../../lib/toasts.js";
import { editAbout } from "./about.js";
import { STATUS_TONES } from "./list.js";
import { publishActions, waiting } from "./publishing.js";
import { TABS } from "./tabs.js";
import { outside, spanWords } from "./validity.js";

/** @typedef {import("./types").Document} Document */

/** @param {import("../../types").Context} context @param {string} id @param {string | undefined} wanted the tab */
export async function documentView(context, id, wanted) {
  const { api, say, signal, may } = context;
  const document = /** @type {Document} */ (await api.get(`documents/${id}`, {}, signal));
  const tabs = TABS.filter(({ role }) => may(role));
  const tab = tabs.find((each) => each.id === wanted) ?? tabs[0];
  const place = h("div", {}, loading());
  const draw = async () => {
    if (!tab) return;
    try {
      const { show } = await tab.load();
      fill(place, await show(context, document));
    } catch (error) {
      if (!signal.aborted) fill(place, problem(error, () => void draw()));
      if (!(error instanceof Error && "status" in error) && !signal.aborted) throw error;
    }
  };
  void draw();
  const names = tabs.map((each) => h("a", { href: `#/documents/${id}/${each.id}`, "aria-current": each === tab && "page" }, say(each.title)));
  return h(
    "div",
    {},
    h("p", { class: "small" }, link(`← ${say("back")}`, "documents")),
    heading(document.title, document.name === document.title ? undefined : document.name, ...actions(context, document)),
    state(context, document),
    ...waiting(context, document),
    h("nav", { class: "tabs", "aria-label": document.title }, ...names),
    place,
  );
}

/** @param {import("../../types").Context} context @param {Document} document */
function actions(context, document) {
  if (!context.may("editor") || document.inherited) return [];
  return [
    ...publishActions(context, document),
    button(context.say("edit"), { onclick: () => void editAbout(context, document) }),
    button(context.say("download"), { onclick: () => void attempt(() => save(context.api, document)) }),
  ];
}

/** @param {import("../../lib/api.js").Api} api @param {Document} document */
async function save(api, { id, name, current }) {
  const address = URL.createObjectURL(await api.download(`documents/${id}/source`, { version: current.number }));
  h("a", { href: address, download: name.split("/").at(-1) }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** @param {import("../../types").Context} context @param {Document} document */
function state({ api, say, may, refresh }, document) {
  const { status, category, current, audience, scope, review_on: reviewOn } = document;
  const beyond = outside(current.validity, new Date());
  const reviewed = () =>
    attempt(async () => {
      const now = /** @type {Document} */ (await api.patch(`documents/${document.id}`, { reviewed: true }));
      toast(say("reviewedDone", { day: day(now.review_on) || "–" }));
      refresh();
    });
  const due = status === "published" && reviewOn && reviewOn <= day(new Date().toISOString());
  return h(
    "p",
    { class: "row documents-state" },
    badge(say(status), STATUS_TONES[status]),
    h("span", {}, say(category)),
    h("span", { class: "quiet" }, spanWords(say, current.validity)),
    beyond && badge(say(beyond), beyond === "expired" ? "bad" : "warn"),
    audience === "staff" && badge(say("staffOnly"), "accent"),
    scope.level !== "shop" && badge(say(`level_${scope.level}`)),
    due && badge(say("reviewDue", { day: reviewOn }), "warn"),
    due && may("editor") && !document.inherited && button(say("reviewed"), { small: true, onclick: () => void reviewed() }),
  );
}
