// All adapters: the built-in ones, and those that this browser was taught or has imported (chrome.storage.local).

import { BUILT_IN } from "./built-in.js";
import { checkAdapter } from "./checking.js";
import { matchesAddress } from "./matching.js";

/** @typedef {import("../types/adapter.d.ts").Adapter} Adapter */

const KEY = "adapters";
const WORKBENCH = "huashu-workbench";

/**
 * Those that shipped.
 * @param {string} server whose own workbench counts too, wherever it stands
 * @returns {Promise<Adapter[]>}
 */
export async function builtInAdapters(server) {
  const shipped = await Promise.all(BUILT_IN.map(async (file) => (await fetch(chrome.runtime.getURL(`adapters/${file}`))).json()));
  const ours = workbenchAt(server);
  return shipped.map((adapter) => (ours && adapter.id === WORKBENCH ? { ...adapter, matches: [...adapter.matches, ours] } : adapter));
}

/**
 * @param {string} server
 * @returns {string | null} the pattern of its workbench; null on this machine, where the manifest names it
 */
export function workbenchAt(server) {
  if (!URL.canParse(server)) return null;
  const { protocol, hostname, pathname } = new URL(server);
  if (/^http:/.test(protocol) && /^(127\.0\.0\.1|localhost)$/.test(hostname) && pathname === "/") return null;
  return `${protocol}//${hostname}${pathname.replace(/\/$/, "")}/workbench*`;
}

/** @returns {Promise<Adapter[]>} those that were taught or imported, checked anew: storage may be older than the checks */
export async function taughtAdapters() {
  const { [KEY]: kept = [] } = await chrome.storage.local.get(KEY);
  return Array.isArray(kept) ? kept.filter((adapter) => checkAdapter(adapter).length === 0) : [];
}

/**
 * Those for a page's address; a taught one goes before a built-in one, because somebody had a reason to teach it.
 * @param {string} address
 * @param {string} server
 * @returns {Promise<Adapter[]>}
 */
export async function adaptersFor(address, server) {
  const all = [...(await taughtAdapters()), ...(await builtInAdapters(server))];
  return all.filter((adapter) => adapter.matches.some((pattern) => matchesAddress(pattern, address)));
}

/**
 * Keep a taught or imported adapter; one with the same id gives way to it.
 * @param {unknown} adapter untrusted
 * @returns {Promise<{ok: boolean, problems: string[]}>} the problems are sentences for people, in Chinese
 */
export async function keepAdapter(adapter) {
  const problems = checkAdapter(adapter);
  if (problems.length > 0) return { ok: false, problems };
  const fresh = /** @type {Adapter} */ (adapter);
  const others = (await taughtAdapters()).filter((each) => each.id !== fresh.id);
  await chrome.storage.local.set({ [KEY]: [fresh, ...others] });
  return { ok: true, problems };
}

/** @param {string} id */
export async function forgetAdapter(id) {
  await chrome.storage.local.set({ [KEY]: (await taughtAdapters()).filter((adapter) => adapter.id !== id) });
}

/** @returns {Promise<string>} the taught adapters as a file's text, which `importAdapters` reads */
export async function exportAdapters() {
  return JSON.stringify({ format: 1, adapters: await taughtAdapters() }, null, 2);
}

/**
 * @param {string} text of a file: one adapter, or what `exportAdapters` gave
 * @returns {Promise<{kept: number, problems: string[]}>}
 */
export async function importAdapters(text) {
  const adapters = listed(text);
  if (adapters === null) return { kept: 0, problems: ["文件不是适配器：应为导出的 JSON"] };
  let kept = 0;
  /** @type {string[]} */
  const problems = [];
  for (const adapter of adapters) {
    const answer = await keepAdapter(adapter);
    kept += answer.ok ? 1 : 0;
    problems.push(...answer.problems);
  }
  return { kept, problems };
}

/** @param {string} text @returns {unknown[] | null} */
function listed(text) {
  try {
    const read = JSON.parse(text);
    if (read === null || typeof read !== "object") return null;
    return Array.isArray(read.adapters) ? read.adapters : [read];
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
