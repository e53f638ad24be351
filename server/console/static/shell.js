// The frame around every page: menu, shop, language, theme, account; and which page the address names.

import { fill, h } from "./shared/dom.js";
import { speaking } from "./shared/words.js";
import { ask } from "./lib/dialogs.js";
import { empty, link, loading, problem } from "./lib/parts.js";
import { atLeast } from "./lib/roles.js";
import { attempt } from "./lib/toasts.js";
import { wasAborted } from "./lib/api.js";
import { drawFrame } from "./frame.js";
import { showFirstShop } from "./first-shop.js";
import { PAGES } from "./pages.js";
import { remember, remembered } from "./preferences.js";
import { listenForKeys } from "./shortcuts.js";
import { SHELL_WORDS } from "./words.js";

/** @typedef {import("./types").PageEntry} PageEntry */

/**
 * @param {import("./lib/api.js").Api} api
 * @param {import("./types").Me} me
 * @param {import("./types").Shop[]} shops
 * @param {import("./shared/words.js").Language} language
 */
export function startShell(api, me, shops, language) {
  const say = speaking(SHELL_WORDS, language);
  const may = (/** @type {import("./types").Role} */ role) => atLeast(me.role, role);
  const first = shops.find((shop) => shop.id === remembered().shop) ?? shops[0];
  if (!first) return showFirstShop(api, language, may("admin") && me.shop === null);
  let shop = first;

  const entries = PAGES.filter((entry) => may(entry.role));
  const frame = drawFrame({ api, me, shops, shop, language, say, entries, choose });
  /** @type {{ page: import("./types").Page, ending: AbortController, hash: string } | null} */
  let shown = null;
  let drawing = new AbortController();

  /** @param {string} id */
  function choose(id) {
    shop = shops.find((each) => each.id === id) ?? shop;
    remember({ shop: shop.id });
    void draw();
  }

  async function follow() {
    if (shown?.hash === location.hash) return;
    if (shown?.page.leave && !(await shown.page.leave()) && !(await mayLeave(say))) {
      history.replaceState(null, "", shown.hash);
      return;
    }
    await draw();
  }

  async function draw() {
    shown?.ending.abort();
    drawing.abort();
    const ending = (drawing = new AbortController());
    const { id, path, query } = place();
    const entry = entries.find((each) => each.id === id);
    frame.select(entry);
    if (!entry) return fill(frame.main, empty(say("missingTitle"), say("missing"), link(say("toHome"), "home")));
    fill(frame.main, loading());
    try {
      const [{ page }] = await Promise.all([entry.load(), entry.styles && styled(entry.styles)]);
      shown = { page, ending, hash: location.hash };
      const more = { api, me, shop, shops, language, say: speaking(page.words, language), path, query, may };
      const element = await page.show({ ...more, signal: ending.signal, go, refresh: () => void draw() });
      if (!ending.signal.aborted) fill(frame.main, element);
      frame.settle();
    } catch (error) {
      if (wasAborted(error) || ending.signal.aborted) return;
      fill(frame.main, problem(error, () => void draw()));
      if (!(error instanceof Error && "status" in error)) throw error; // a fault of ours belongs in the browser's console
    }
  }

  addEventListener("hashchange", () => void attempt(follow));
  listenForKeys(entries, language, say);
  void draw();
}

/** The style sheet, loaded once. @param {string} href @returns {Promise<void>} */
function styled(href) {
  if (document.head.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((resolve) => {
    const sheet = h("link", { rel: "stylesheet", href, onload: () => resolve(), onerror: () => resolve() });
    document.head.append(sheet);
  });
}

/** @param {string} target @param {Record<string, string>} [query] */
function go(target, query = {}) {
  const search = new URLSearchParams(query).toString();
  location.hash = `/${target}${search && `?${search}`}`;
}

/** The page that the address names, "#/documents/ab12?tab=chunks" in its parts. */
function place() {
  const [address = "", search = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const [id = "", ...path] = address.split("/").map(decoded);
  return { id: id || "home", path, query: new URLSearchParams(search) };
}

/** @param {string} piece */
function decoded(piece) {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece; // a percent sign that somebody typed
  }
}

/** @param {import("./shared/words.js").Speak} say */
const mayLeave = (say) => ask({ title: say("unsavedTitle"), body: h("p", {}, say("unsaved")), yes: say("leave"), danger: true });
