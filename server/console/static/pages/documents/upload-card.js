// The place to drop files, what is said of them, and how each of them stands.

import { fill, h } from "../../shared/dom.js";
import { dropPlace } from "../../lib/drop.js";
import { chosenFiles } from "../../lib/dropped.js";
import { complain, field, input, select, tick } from "../../lib/fields.js";
import { size } from "../../lib/format.js";
import { badge, button, card, link, notice, progress } from "../../lib/parts.js";
import { isSettled } from "./batches.js";
import { CATEGORIES } from "./categories.js";
import { worded } from "./report-words.js";

/** @typedef {import("./uploads.js").Uploads} Uploads */
/** @typedef {import("./batches.js").Sent} Sent */
/** @typedef {import("../../lib/dropped.js").Picked} Picked */
/** @typedef {import("../../shared/words.js").Speak} Speak */

const ACCEPT =
  ".pdf,.docx,.docm,.xlsx,.xlsm,.pptx,.pptm,.csv,.tsv,.html,.htm,.md,.markdown,.txt,.png,.jpg,.jpeg,.webp,.bmp,.gif,.tif,.tiff";
const SHOWN = 30; // rows; five hundred would only be scrolled past
const ORDER = ["failed", "reading", "sending", "waiting", "queued"]; // what an editor wants to see first
const TONES = /** @type {Record<string, import("../../lib/parts.js").Tone>} */ ({
  failed: "bad",
  reading: "accent",
  sending: "accent",
  added: "good",
  updated: "good",
  published: "good",
});

/** @param {import("../../types").Context} context @param {Uploads} uploads */
export function uploadCard({ say, signal }, uploads) {
  const said = options(say);
  const take = (/** @type {Picked[]} */ files) => {
    const fields = said.read();
    if (fields) uploads.add(files, fields);
  };
  const folder = h("input", { type: "file", multiple: true, webkitdirectory: true, class: "unseen", tabIndex: -1, "aria-hidden": "true" });
  folder.addEventListener("change", () => {
    take(chosenFiles(folder.files ?? []));
    folder.value = "";
  });
  const chooseFolder = button(say("chooseFolder"), { small: true, onclick: () => folder.click() });
  const list = h("div", { class: "stack" });
  let waiting = false;
  const draw = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      fill(list, ...standing(say, uploads));
    });
  };
  uploads.addEventListener("changed", draw, { signal });
  draw();
  const place = dropPlace({ accept: ACCEPT, help: say("uploadHelp"), take });
  return card(say("upload"), h("div", { class: "stack" }, place, h("div", { class: "row documents-options" }, ...said.controls, chooseFolder, folder), list));
}

/** What the editor says of the files before they are dropped. @param {Speak} say */
function options(say) {
  const category = select([["", say("categoryAuto")], ...CATEGORIES.map((id) => /** @type {[string, string]} */ ([id, say(id)]))], "");
  const from = input({ type: "date" });
  const to = input({ type: "date" });
  const publish = tick(say("publishNow"), false, { help: say("publishHelp") });
  const read = () => {
    const backwards = Boolean(from.value && to.value && to.value < from.value);
    complain(to, backwards ? say("badDates") : "");
    if (backwards) return to.focus(), null;
    return { category: category.value, from: from.value, to: to.value, publish: publish.box.checked ? "true" : "" };
  };
  to.addEventListener("change", read);
  const dates = field(say("to"), to, { help: say("datesHelp") });
  return { controls: [field(say("category"), category), field(say("from"), from), dates, publish.element], read };
}

/** @param {Speak} say @param {Uploads} uploads */
function standing(say, uploads) {
  const { sent } = uploads;
  if (sent.length === 0) return [];
  const done = sent.filter(({ state }) => isSettled(state)).length;
  const failed = sent.filter(({ state }) => state === "failed").length;
  const over = done === sent.length;
  const words = say(over ? "sentDone" : "sentOf", { done, total: sent.length });
  const urgent = (/** @type {Sent} */ { state }) => (ORDER.indexOf(state) + 1 || ORDER.length + 1);
  const turn = (/** @type {Sent} */ { state }) => (isSettled(state) ? -1 : 1); // what is to come in its order, what is over newest first
  const rows = [...sent].sort((one, other) => urgent(one) - urgent(other) || turn(one) * (one.id - other.id));
  return [
    h(
      "div",
      { class: "row" },
      h("strong", { role: "status" }, words),
      failed > 0 && badge(say("sentFailed", { count: failed }), "bad"),
      h("span", { class: "push" }),
      done > 0 && button(say("clear"), { small: true, quiet: true, onclick: () => uploads.clear() }),
    ),
    !over && progress(done / sent.length, words),
    uploads.broken && notice("warn", say("brokenOff")),
    h("ul", { class: "documents-sent" }, ...rows.slice(0, SHOWN).map((each) => row(say, uploads, each))),
    rows.length > SHOWN && h("p", { class: "quiet small" }, say("showRest", { count: rows.length - SHOWN })),
  ];
}

/** @param {Speak} say @param {Uploads} uploads @param {Sent} sent */
function row(say, uploads, sent) {
  const { state, error, name, document } = sent;
  const again = sent.file ? button(say("sendAgain"), { small: true, onclick: () => uploads.retry(sent) }) : h("span", { class: "quiet small" }, say("chooseAgain"));
  return h(
    "li",
    { class: "row" },
    h("span", { class: "documents-name" }, name),
    sent.size !== null && h("span", { class: "quiet small" }, size(sent.size)),
    badge(say(`state_${state}`), TONES[state] ?? "plain"),
    state === "sending" && h("span", { class: "documents-bar" }, progress(sent.share, name)),
    state === "reading" && h("span", { class: "documents-bar" }, progress(null, name)),
    sent.chunks > 0 && h("span", { class: "quiet small" }, say("chunksOf", { count: sent.chunks })),
    document && link(say("look"), `documents/${document}`),
    error && h("span", { class: "trouble" }, worded(say, "reason", error)),
    error && again,
  );
}
