// A text box whose findings are marked on their words: the same text lies behind the transparent box, with marks.

import { fill, h } from "../../shared/dom.js";

/** @import * as Api from "../../types/api.d.ts" */

/**
 * @param {HTMLTextAreaElement} box
 * @returns {{ element: HTMLElement, show: (text: string, findings: Api.FindingOut[]) => void }}
 */
export function marksOver(box) {
  const behind = h("div", { class: "behind", "aria-hidden": "true" });
  const element = h("div", { class: "marked" }, behind, box);
  box.addEventListener("scroll", () => (behind.scrollTop = box.scrollTop));
  return {
    element,
    show(text, findings) {
      fill(behind, ...pieces(text, findings), "\n");
      box.setAttribute("aria-invalid", String(findings.some((finding) => finding.level === "block")));
      box.style.height = "auto";
      box.style.height = `${box.scrollHeight + 2}px`; // grows with its text, so that nothing is hidden
      behind.scrollTop = box.scrollTop;
    },
  };
}

/** @param {string} text @param {Api.FindingOut[]} findings */
function pieces(text, findings) {
  const marked = findings.filter((finding) => finding.end > finding.start && finding.level !== "ok").toSorted((one, other) => one.start - other.start);
  /** @type {(string | Node)[]} */
  const out = [];
  let at = 0;
  for (const finding of marked) {
    const start = Math.max(finding.start, at);
    if (start >= finding.end) continue; // lies within one that is marked already
    out.push(text.slice(at, start), h("mark", { dataset: { level: finding.level } }, text.slice(start, finding.end)));
    at = finding.end;
  }
  return [...out, text.slice(at)];
}
