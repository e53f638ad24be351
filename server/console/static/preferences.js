// What this browser remembers of its user: theme, language and the shop last looked at.

const KEY = "huashu";

/** @typedef {{ theme?: "light" | "dark", language?: string, shop?: string }} Preferences */

/** @returns {Preferences} */
export function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {}; // storage that is switched off, or a value that something else wrote
  }
}

/** @param {Preferences} changes */
export function remember(changes) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...remembered(), ...changes }));
  } catch {
    // storage that is switched off: the choice lasts as long as the page
  }
}
