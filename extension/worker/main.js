// The service worker: listeners only. Chrome ends it when it is silent and starts it anew for the next event, so every
// listener is registered at once, and whatever it needs is opened when the first event comes.

import { loadSettings, onSettings } from "../core/settings.js";
import { Desk } from "./desk.js";
import { insert } from "./inserting.js";
import { Office } from "./office.js";
import { hearPage } from "./pages.js";
import { hearPanel } from "./panel_messages.js";
import { reachOurs } from "./reaching.js";

/** @import { FromPanel } from "../types/desk.d.ts" */

const RETRY = "retry";
const RETRY_MINUTES = 0.5;
const PANELS_BACK_MS = 1500; // by then a panel that was open has said what it is in the middle of

/** @type {Promise<Office> | null} */
let opened = null;

function office() {
  opened ??= open();
  return opened;
}

async function open() {
  const [desk, settings] = await Promise.all([Desk.load(), loadSettings()]);
  const office = new Office(desk, settings);
  const commands = await chrome.commands.getAll();
  office.shortcut = commands.find((command) => command.name === "insert-suggestion")?.shortcut ?? "";
  void office.connect();
  setTimeout(() => office.asking.resume(), PANELS_BACK_MS);
  return office;
}

chrome.storage.local.setAccessLevel({ accessLevel: "TRUSTED_CONTEXTS" });
chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
chrome.alarms.create(RETRY, { periodInMinutes: RETRY_MINUTES });

chrome.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") void chrome.runtime.openOptionsPage();
});

chrome.runtime.onMessage.addListener((message, sender, answer) => {
  const tab = sender.tab;
  if (sender.id !== chrome.runtime.id) return;
  if (sender.url?.startsWith(chrome.runtime.getURL(""))) return hearOptions(message, answer);
  if (tab?.id === undefined) return;
  if (message?.type === "strip.open") {
    // At once: the click's permission to open a panel does not survive a wait.
    void chrome.sidePanel.open({ tabId: tab.id, windowId: tab.windowId });
    return;
  }
  const url = sender.url?.startsWith("about:") ? `${sender.origin}/` : (sender.url ?? ""); // a frame drawn by the page around it
  const from = { tab: tab.id, frame: sender.frameId ?? 0, url };
  office()
    .then((opened) => hearPage(opened, message ?? {}, from))
    .then(answer);
  return true;
});

chrome.runtime.onConnect.addListener((port) => {
  if (!port.name.startsWith("panel:") || port.sender?.id !== chrome.runtime.id || port.sender.tab?.url?.startsWith("http")) return;
  /** @type {FromPanel[]} */
  const early = [];
  const hear = (/** @type {FromPanel} */ message) => early.push(message);
  port.onMessage.addListener(hear);
  void office().then((opened) => {
    port.onMessage.removeListener(hear);
    const panel = opened.panels.add(
      port,
      (message, panel) => void hearPanel(opened, message, panel),
      () => opened.asking.resume(),
    );
    for (const message of early) void hearPanel(opened, message, panel);
  });
});

chrome.commands.onCommand.addListener(async (command, tab) => {
  if (command !== "insert-suggestion") return;
  const opened = await office();
  const [active] = tab ? [tab] : await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  const chat = opened.desk.shownIn(active?.id);
  opened.tellInserted(chat?.place ?? "", await insert(opened, chat));
});

chrome.tabs.onActivated.addListener(async () => void (await office()).show());
chrome.tabs.onRemoved.addListener(async (tab) => (await office()).desk.keepTab(tab, null));
chrome.tabs.onUpdated.addListener(async (tab, change) => {
  if (change.status !== "loading") return;
  const opened = await office();
  opened.desk.keepTab(tab, null);
  void opened.show();
});

chrome.alarms.onAlarm.addListener(async ({ name }) => {
  if (name === RETRY) await (await office()).retryIfNeeded();
});

chrome.permissions.onAdded.addListener(() => void reach());
chrome.permissions.onRemoved.addListener(() => void reach());
chrome.storage.onChanged.addListener((changes, area) => {
  if (area === "local" && changes["adapters"]) void reach();
});

onSettings(async (settings) => {
  (await office()).changeSettings(settings);
  await reach();
});

async function reach() {
  await reachOurs((await loadSettings()).server);
}

/** The settings page waits until a page that was just allowed will be read. @param {{ type?: string } | null} message @param {(answer: unknown) => void} answer */
function hearOptions(message, answer) {
  if (message?.type !== "options.allowed") return;
  void reach().then(answer);
  return true;
}
