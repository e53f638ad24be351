// Menu and top bar, drawn once; pages come and go in the middle.

import { fill, h } from "./shared/dom.js";
import { button } from "./lib/parts.js";
import { select } from "./lib/fields.js";
import { attempt } from "./lib/toasts.js";
import { remember } from "./preferences.js";
import { showKeys } from "./shortcuts.js";

/** @typedef {import("./types").PageEntry} PageEntry */

/** The sections of the menu, in order. */
const GROUPS = /** @type {const} */ (["work", "knowledge", "shop"]);

/**
 * @typedef {object} Framing
 * @property {import("./lib/api.js").Api} api
 * @property {import("./types").Me} me
 * @property {import("./types").Shop[]} shops
 * @property {import("./types").Shop} shop
 * @property {import("./shared/words.js").Language} language
 * @property {import("./shared/words.js").Speak} say
 * @property {PageEntry[]} entries
 * @property {(shop: string) => void} choose
 */

/**
 * @param {Framing} framing
 * @returns {{ main: HTMLElement, select: (entry: PageEntry | undefined) => void, settle: () => void }} `select` marks the
 *   page that is open; `settle` puts the focus where reading begins
 */
export function drawFrame(framing) {
  const { language, say, entries } = framing;
  const main = h("main", { id: "content", tabIndex: -1 });
  const menu = drawMenu(framing);
  const opener = button("☰", {
    quiet: true,
    class: "opener",
    "aria-label": say("menu"),
    "aria-expanded": "false",
    onclick: () => unfold(!document.body.classList.contains("unfolded")),
  });
  /** @param {boolean} wide */
  function unfold(wide) {
    document.body.classList.toggle("unfolded", wide);
    opener.setAttribute("aria-expanded", String(wide));
  }
  const skip = h("a", { class: "skip", href: "#content", onclick: (/** @type {Event} */ event) => (event.preventDefault(), main.focus()) }, say("skip"));
  fill(document.body, skip, drawBar(framing, opener), menu, main);
  let before = "";

  return {
    main,
    select(entry) {
      unfold(false);
      document.title = entry ? `${entry.title[language]} · ${say("product")}` : say("product");
      for (const each of entries) {
        const anchor = menu.querySelector(`[data-page="${each.id}"]`);
        if (each === entry) anchor?.setAttribute("aria-current", "page");
        else anchor?.removeAttribute("aria-current");
      }
    },
    settle() {
      if (before && before !== location.hash) main.focus({ preventScroll: true });
      before = location.hash || "#/";
    },
  };
}

/** @param {Framing} framing */
function drawMenu({ say, entries, language }) {
  const group = (/** @type {string} */ name) => {
    const items = entries.filter((entry) => entry.group === name);
    const link = (/** @type {PageEntry} */ entry) =>
      h("li", {}, h("a", { href: `#/${entry.id}`, dataset: { page: entry.id } }, entry.title[language]));
    return items.length > 0 && h("div", {}, h("p", { class: "group" }, say(name)), h("ul", {}, ...items.map(link)));
  };
  const narrow = h(
    "div",
    { class: "narrow-only" },
    h("ul", {}, h("li", {}, h("a", { href: "#/account", dataset: { page: "account" } }, say("account")))),
    button(say("theme"), { quiet: true, onclick: turnTheme }),
  );
  return h("nav", { class: "menu", "aria-label": say("menu") }, ...GROUPS.map(group), narrow);
}

/** @param {Framing} framing @param {HTMLElement} opener */
function drawBar(framing, opener) {
  const { api, me, shops, shop, language, say, choose } = framing;
  const shopBox = select(shops.map((each) => [each.id, each.name]), shop.id, { "aria-label": say("chooseShop"), class: "shop" });
  shopBox.addEventListener("change", () => choose(shopBox.value));
  const signOut = () =>
    attempt(async () => {
      await api.remove("session");
      location.assign("./");
    });
  return h(
    "header",
    { class: "bar" },
    opener,
    h("a", { class: "brand", href: "#/home" }, h("img", { src: "icon.svg", alt: "", width: 22, height: 22 }), say("product")),
    shopBox,
    h("span", { class: "push" }),
    button("?", { quiet: true, "aria-label": say("keys"), title: say("keys"), onclick: () => void showKeys(framing.entries, language, say) }),
    button("◐", { quiet: true, "aria-label": say("theme"), title: say("theme"), onclick: turnTheme }),
    button(say("language"), { quiet: true, lang: language === "zh" ? "en" : "zh-CN", onclick: () => speak(language === "zh" ? "en" : "zh") }),
    h("a", { class: "who", href: "#/account" }, me.name),
    button(say("signOut"), { quiet: true, onclick: signOut }),
  );
}

export function turnTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remember({ theme: dark ? "light" : "dark" });
}

/** @param {import("./shared/words.js").Language} language */
export function speak(language) {
  remember({ language });
  location.reload();
}
