// The page's scripts in pages that the manifest does not name: once, where the agent asks for it; always, on the pages of
// adapters that were taught and that the agent allowed.

import { taughtAdapters } from "../adapters/registry.js";
import { CONTENT_FILES, PICKER_FILES } from "../content/files.js";

const TAUGHT = "taught";

/** Where the agent just pressed a button of ours. @param {number} tab @param {{ teaching?: boolean }} [how] @returns {Promise<boolean>} */
export async function reachTab(tab, { teaching = false } = {}) {
  try {
    await chrome.scripting.executeScript({ target: { tabId: tab, allFrames: true }, files: CONTENT_FILES });
    if (!teaching) return true;
    await chrome.scripting.executeScript({ target: { tabId: tab }, files: PICKER_FILES });
    await chrome.tabs.sendMessage(tab, { type: "teach.start" }, { frameId: 0 });
    return true;
  } catch (error) {
    if (error instanceof Error) return false; // Chrome forbids it here: its own pages, the store, a page not clicked on
    throw error;
  }
}

/** @type {Promise<void>} */
let registering = Promise.resolve();

/** Register the scripts for the taught pages that are allowed; called when either changes, one call after the other. */
export function reachTaught() {
  registering = registering.then(register, register);
  return registering;
}

async function register() {
  const patterns = (await taughtAdapters()).flatMap((adapter) => adapter.matches);
  const allowed = await Promise.all(patterns.map((pattern) => chrome.permissions.contains({ origins: [pattern] })));
  const matches = [...new Set(patterns.filter((_, at) => allowed[at]))];
  const registered = await chrome.scripting.getRegisteredContentScripts({ ids: [TAUGHT] });
  if (registered.length) await chrome.scripting.unregisterContentScripts({ ids: [TAUGHT] });
  if (!matches.length) return;
  await chrome.scripting.registerContentScripts([{ id: TAUGHT, matches, js: CONTENT_FILES, allFrames: true, runAt: "document_idle" }]);
}
