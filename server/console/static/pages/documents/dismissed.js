// Uploads whose failures the editor has seen and put away; remembered in this browser.

const KEY = "huashu-uploads-seen";
const KEPT = 300; // more than the server lists

/** @returns {string[]} */
function stored() {
  try {
    const ids = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(ids) ? ids : [];
  } catch {
    return []; // somebody else's words under our name
  }
}

export const dismissed = {
  /** @param {string} job */
  has: (job) => stored().includes(job),
  /** @param {string[]} jobs */
  add: (jobs) => localStorage.setItem(KEY, JSON.stringify([...new Set([...stored(), ...jobs])].slice(-KEPT))),
};
