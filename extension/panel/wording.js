// The text in the edit box: it follows the draft until the agent touches it, and never changes under their hands after.

/** @import * as Api from "../types/api.d.ts" */
/** @import { DraftState } from "../types/desk.d.ts" */

/**
 * @typedef {object} Wording
 * @property {string} said what the draft it came from belongs to
 * @property {string} text
 * @property {string} origin the draft's text that it came from
 * @property {boolean} touched by the agent
 * @property {string | null} newer a checked draft that came while the agent was editing
 * @property {Api.FindingOut[]} findings
 * @property {string} checked the text that the findings are of
 * @property {string} override
 */

/** @returns {Wording} */
export function empty() {
  return { said: "", text: "", origin: "", touched: false, newer: null, findings: [], checked: "", override: "" };
}

/**
 * The draft has come or changed.
 * @param {Wording} wording
 * @param {DraftState | undefined} draft
 * @returns {Wording} the same one when nothing is new
 */
export function follow(wording, draft) {
  const shown = draft?.draft;
  if (!draft || !shown) return draft && draft.said !== wording.said && !wording.touched ? { ...empty(), said: draft.said } : wording;
  const isNew = draft.said !== wording.said;
  if (shown.text === wording.origin && !isNew) {
    return wording.text === shown.text && wording.findings !== shown.findings && wording.checked !== wording.text
      ? { ...wording, findings: shown.findings, checked: shown.text }
      : wording;
  }
  if (wording.touched && !isNew) return { ...wording, newer: shown.text === wording.text ? null : shown.text };
  return { ...empty(), said: draft.said, text: shown.text, origin: shown.text, findings: shown.findings, checked: shown.text };
}

/** @param {Wording} wording @param {string} text @returns {Wording} */
export function typed(wording, text) {
  if (text === wording.text) return wording;
  return { ...wording, text, touched: text !== wording.origin, override: "", findings: moved(wording, text) };
}

/** Take a whole other text: the newer draft, or another phrasing. @param {Wording} wording @param {string} text @param {Api.FindingOut[]} findings @returns {Wording} */
export function taken(wording, text, findings) {
  return { ...wording, text, touched: text !== wording.origin, newer: null, override: "", findings, checked: text };
}

/** The wording that a finding proposes, in place of what it is about. @param {Wording} wording @param {Api.FindingOut} finding @returns {Wording} */
export function reworded(wording, finding) {
  const { start, end, suggestion } = finding;
  return typed(wording, wording.text.slice(0, start) + (suggestion ?? "") + wording.text.slice(end));
}

/** Back to the draft. @param {Wording} wording @param {DraftState} draft @returns {Wording} */
export function undone(wording, draft) {
  return follow({ ...empty(), said: `${wording.said}:` }, draft);
}

/**
 * Findings of the old text that still stand in the new one, until it has been checked: what stood before the change
 * stays, what stood behind it moves along, what it touched goes.
 * @param {Wording} wording
 * @param {string} text
 */
function moved({ text: old, findings }, text) {
  let before = 0;
  while (before < old.length && before < text.length && old[before] === text[before]) before++;
  let behind = 0;
  const most = Math.min(old.length, text.length) - before;
  while (behind < most && old[old.length - 1 - behind] === text[text.length - 1 - behind]) behind++;
  const by = text.length - old.length;
  return findings.flatMap((finding) => {
    if (finding.end <= before) return [finding];
    if (finding.start >= old.length - behind) return [{ ...finding, start: finding.start + by, end: finding.end + by }];
    return [];
  });
}
