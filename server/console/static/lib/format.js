// Values as people read them. Days and times are Beijing's, as everywhere in Huashu.

const ZONE = "Asia/Shanghai";

/** @param {string | null | undefined} iso @returns {string} e.g. 2026-03-01 09:30 */
export function moment(iso) {
  return iso ? parts(iso, { hour: "2-digit", minute: "2-digit" }) : "";
}

/** @param {string | null | undefined} iso a moment or a plain day @returns {string} e.g. 2026-03-01 */
export function day(iso) {
  if (!iso) return "";
  return iso.length === 10 ? iso : parts(iso, {});
}

/** @param {number} bytes */
export function size(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  return `${(bytes / 2 ** (power * 10)).toFixed(power && bytes < 10 * 2 ** (power * 10) ? 1 : 0)} ${units[power]}`;
}

/** @param {number | null | undefined} share from 0 to 1 */
export const percent = (share) => (share === null || share === undefined ? "–" : `${Math.round(share * 100)}%`);

/** @param {number | null | undefined} value @param {number} [digits] */
export const figure = (value, digits = 2) => (value === null || value === undefined ? "–" : value.toFixed(digits));

/** @param {string} iso @param {Intl.DateTimeFormatOptions} more */
function parts(iso, more) {
  const day = { year: "numeric", month: "2-digit", day: "2-digit" };
  const options = /** @type {Intl.DateTimeFormatOptions} */ ({ timeZone: ZONE, hourCycle: "h23", ...day, ...more });
  return new Intl.DateTimeFormat("sv-SE", options).format(new Date(iso)); // the locale that writes ISO days
}
