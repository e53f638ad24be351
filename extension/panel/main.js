// The side panel: shows what the worker knows of the chat in this window's active tab, and runs the questions to the
// server while it is open. `?tab=` pins it to one tab.

import { siteOf } from "../adapters/matching.js";
import { Privacy } from "../core/privacy.js";
import { Server } from "../core/server.js";
import { loadSettings, onSettings } from "../core/settings.js";
import { fill, h } from "../shared/dom.js";
import { languageOf, speaking } from "../shared/words.js";
import { Link } from "./link.js";
import { askedPart } from "./parts/asked.js";
import { composerPart } from "./parts/composer.js";
import { emptyPart } from "./parts/empty.js";
import { historyPart } from "./parts/history.js";
import { pastePart } from "./parts/paste.js";
import { sourcesPart } from "./parts/sources.js";
import { topPart } from "./parts/top.js";
import { WORDS } from "./words.js";

/** @import { Context } from "./context.d.ts" */
/** @import { ToPanel, View } from "../types/desk.d.ts" */

const RETRY_MS = 3000; // while an agent looks on, a server that is back should be noticed

const settings = await loadSettings();
const language = settings.language === "auto" ? languageOf(chrome.i18n.getUILanguage()) : settings.language;
const speak = speaking(WORDS, language);
const server = new Server(settings);
const said = /** @type {HTMLElement} */ (document.getElementById("said"));
document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
if (settings.theme !== "auto") document.documentElement.dataset["theme"] = settings.theme;

const pinned = new URLSearchParams(location.search).get("tab") ?? "";
const window_ = await chrome.windows.getCurrent();
const link = new Link(`panel:${window_.id}:${pinned}`, () => server, hear);

/** @type {View | null} */
let shown = null;
/** The question that the last word said to the agent was about; null for a word that stays. */
let saidOf = /** @type {string | null} */ (null);

/** @type {Context} */
const context = {
  speak,
  server,
  settings,
  send: (message) => link.send(message),
  say(key, values) {
    said.textContent = speak(key, values);
    saidOf = questionOf(shown);
  },
  privacy: (chat) => new Privacy(chat.conversation, settings.mask || (shown?.shop?.masking ?? true)),
};
const composer = composerPart(context);
const parts = [emptyPart(context), askedPart(context), composer, sourcesPart(context), historyPart(context), pastePart(context)];
const top = topPart(context);
document.getElementById("top")?.append(h("h1", { class: "unseen" }, speak("title")), top.element);
document.getElementById("main")?.append(...parts.map((part) => part.element));
onSettings(() => location.reload());
setInterval(() => shown && shown.connection !== "ok" && link.send({ type: "panel.retry" }), RETRY_MS);

/** @param {ToPanel} message */
function hear(message) {
  if (message.type === "view") show(message.view);
  else if (message.type === "inserted") tell(message);
  else if (message.type === "reached") reached(message);
  else if (message.type === "taught") void taught(message);
}

/** The page can be read; what is in frames of other sites only once the agent allows those. @param {Extract<ToPanel, { type: "reached" }>} message */
function reached({ ok, beyond, teaching, tab }) {
  context.say(ok ? `page.${teaching ? "teach" : "enable"}.done` : "page.enable.failed");
  if (!beyond.length) return;
  const sites = beyond.map((origin) => new URL(origin).hostname).join("、");
  offer(speak("page.beyond", { sites }), speak("page.beyond.allow"), async () => {
    if (await chrome.permissions.request({ origins: beyond.map((origin) => `${origin}/*`) })) context.send({ type: teaching ? "panel.teach" : "panel.enable", tab });
  });
}

/** A page was taught: with one click it is used by itself from now on. @param {Extract<ToPanel, { type: "taught" }>} message */
async function taught({ name, matches }) {
  const origins = matches.map(siteOf);
  if (await chrome.permissions.contains({ origins })) return context.say("taught.known", { name });
  offer(speak("taught", { name }), speak("taught.allow"), async () => {
    context.say((await chrome.permissions.request({ origins })) ? "taught.allowed" : "taught.denied");
  });
}

/** @param {string} words @param {string} label @param {() => Promise<void>} act */
function offer(words, label, act) {
  saidOf = null;
  fill(said, words, " ", h("button", { type: "button", class: "small", onclick: () => void act() }, label));
}

/** @param {View | null} view */
function questionOf(view) {
  return `${view?.chat?.place} ${view?.chat?.said}`;
}

/** @param {View} view */
function show(view) {
  if (saidOf !== null && questionOf(view) !== saidOf) said.textContent = "";
  shown = view;
  top.show(view);
  for (const part of parts) part.show(view);
  document.body.dataset["ready"] = "true";
}

/** @param {Extract<ToPanel, { type: "inserted" }>} outcome */
function tell({ inserted, refused }) {
  if (refused) return context.say(`insert.${refused}`);
  if (inserted?.ok) return context.say("insert.done");
  if (inserted?.copied) return context.say("insert.copied");
  context.say(`insert.${inserted?.reason ?? "not_taken"}`);
}
