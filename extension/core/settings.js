// What a browser is set to, in chrome.storage.local, which content scripts cannot read.

/**
 * @typedef {object} Settings
 * @property {string} server address of the server, "" until it is set
 * @property {string} key
 * @property {string} shop "" for the key's own
 * @property {string} platform "" for the shop's own
 * @property {"auto" | "zh" | "en"} language
 * @property {"auto" | "light" | "dark"} theme
 * @property {"full" | "facts"} mode facts: sources only, no draft
 * @property {boolean} prepare drafts for chats that wait
 * @property {boolean} mask personal data before it is uploaded, even where the shop does not demand it
 */

const KEY = "settings";

/** @type {Settings} */
export const DEFAULTS = Object.freeze({
  server: "",
  key: "",
  shop: "",
  platform: "",
  language: "auto",
  theme: "auto",
  mode: "full",
  prepare: true,
  mask: false,
});

/** @returns {Promise<Settings>} */
export async function loadSettings() {
  const { [KEY]: kept } = await chrome.storage.local.get(KEY);
  return settingsFrom(kept);
}

/** @param {Partial<Settings>} changes @returns {Promise<Settings>} */
export async function changeSettings(changes) {
  const settings = settingsFrom({ ...(await loadSettings()), ...changes });
  await chrome.storage.local.set({ [KEY]: settings });
  return settings;
}

/** @param {(settings: Settings) => void} tell */
export function onSettings(tell) {
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === "local" && changes[KEY]) tell(settingsFrom(changes[KEY].newValue));
  });
}

/**
 * Whatever is stored, narrowed to what the extension knows; an unknown value gives way to the default.
 * @param {unknown} kept
 * @returns {Settings}
 */
export function settingsFrom(kept) {
  const given = /** @type {Record<string, unknown>} */ (typeof kept === "object" && kept !== null ? kept : {});
  const one = (/** @type {string} */ name, /** @type {string[]} */ choices) =>
    choices.includes(String(given[name])) ? String(given[name]) : Reflect.get(DEFAULTS, name);
  const text = (/** @type {string} */ name) => (typeof given[name] === "string" ? String(given[name]).trim() : "");
  const flag = (/** @type {string} */ name) =>
    typeof given[name] === "boolean" ? given[name] : Reflect.get(DEFAULTS, name);
  return {
    server: addressOf(text("server")) ?? "",
    key: text("key"),
    shop: text("shop"),
    platform: text("platform"),
    language: one("language", ["auto", "zh", "en"]),
    theme: one("theme", ["auto", "light", "dark"]),
    mode: one("mode", ["full", "facts"]),
    prepare: flag("prepare"),
    mask: flag("mask"),
  };
}

/**
 * What a person typed as the server's address, made whole; null when it can be none.
 * @param {string} typed
 * @returns {string | null}
 */
export function addressOf(typed) {
  const text = typed.trim();
  if (!text) return "";
  if (/\s/.test(text)) return null;
  const local = /^(localhost|127\.|\[::1\]|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/i.test(text);
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${local ? "http" : "https"}://${text}`;
  if (!URL.canParse(whole)) return null;
  const url = new URL(whole);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
