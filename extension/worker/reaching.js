// The page's scripts in pages that the manifest does not name: once, where the agent asks for it; always, on the pages of
// adapters that were taught and on our server's workbench, where the agent allowed it.

import { siteOf } from "../adapters/matching.js";
import { taughtAdapters, workbenchAt } from "../adapters/registry.js";
import { CONTENT_FILES, PICKER_FILES } from "../content/files.js";

const WHOLE_SITE = /^[^/]+\/\/[^/]+\/\*$/;
const LEAST_FRAME = 200; // pixels each way: smaller ones hold no chat

/**
 * Where the agent just pressed a button of ours.
 * @param {number} tab @param {{ teaching?: boolean }} [how]
 * @returns {Promise<{ ok: boolean, beyond: string[] }>} `beyond`: origins of frames in it that are not allowed yet
 */
export async function reachTab(tab, { teaching = false } = {}) {
  const target = { tabId: tab, allFrames: true };
  try {
    await chrome.scripting.executeScript({ target, files: [...CONTENT_FILES, ...(teaching ? PICKER_FILES : [])] });
    const found = await chrome.scripting.executeScript({ target, func: framesOfOthers, args: [LEAST_FRAME] });
    if (teaching) await chrome.tabs.sendMessage(tab, { type: "teach.start" });
    return { ok: true, beyond: await forbidden(found.flatMap(({ result }) => result ?? [])) };
  } catch (error) {
    if (error instanceof Error) return { ok: false, beyond: [] }; // Chrome forbids it here: its own pages, the store, a page not clicked on
    throw error;
  }
}

/** Runs in the page. @param {number} least @returns {string[]} origins */
function framesOfOthers(least) {
  return [...document.querySelectorAll("iframe")].flatMap((frame) => {
    const large = frame.offsetWidth >= least && frame.offsetHeight >= least;
    const origin = URL.canParse(frame.src) ? new URL(frame.src).origin : "null";
    return large && origin.startsWith("http") && origin !== location.origin ? [origin] : [];
  });
}

/** @param {string[]} origins */
async function forbidden(origins) {
  const each = [...new Set(origins)];
  const allowed = await Promise.all(each.map((origin) => chrome.permissions.contains({ origins: [`${origin}/*`] })));
  return each.filter((_, at) => !allowed[at]);
}

/** @type {Promise<void>} */
let registering = Promise.resolve();

/**
 * Register the scripts for our pages that are allowed; called when either changes, one call after the other.
 * @param {string} server
 */
export function reachOurs(server) {
  const register = () => registerFor(server);
  registering = registering.then(register, register);
  return registering;
}

/** @param {string} server */
async function registerFor(server) {
  const taught = (await taughtAdapters()).flatMap((adapter) => adapter.matches);
  const patterns = [...new Set([...taught, workbenchAt(server) ?? []].flat())];
  const allowed = await Promise.all(patterns.map((pattern) => chrome.permissions.contains({ origins: [siteOf(pattern)] })));
  const matching = patterns.filter((_, at) => allowed[at]);
  // Chats are drawn into frames, also into such without an address of their own; Chrome reaches those for whole sites only.
  const scripts = [true, false].map((whole) => ({
    id: whole ? "sites" : "pages",
    matches: matching.filter((pattern) => WHOLE_SITE.test(pattern) === whole),
    js: CONTENT_FILES,
    allFrames: true,
    matchOriginAsFallback: whole,
    runAt: /** @type {const} */ ("document_idle"),
  }));
  await chrome.scripting.unregisterContentScripts();
  await chrome.scripting.registerContentScripts(scripts.filter(({ matches }) => matches.length > 0));
}
