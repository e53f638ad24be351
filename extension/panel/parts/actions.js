// What an agent does with the text: insert it, copy it, refuse it; or insist on it with a reason.

import { isBlocked } from "../../core/drafts.js";
import { fill, h } from "../../shared/dom.js";
import { rejectMenu } from "./reject.js";

/** @import { Context } from "../context.d.ts" */
/** @import { Chat, View } from "../../types/desk.d.ts" */
/** @import * as Api from "../../types/api.d.ts" */
/** @import { Wording } from "../wording.js" */

const FOR_SUPERVISORS = new Set(["authority", "compliance"]);

/**
 * @param {Context} context
 * @param {{ insert: () => void, copyText: () => void, override: (reason: string) => void }} may
 */
export function actionsPart(context, { insert, copyText, override }) {
  const { speak } = context;
  const key = h("kbd", {});
  const insertButton = h("button", { type: "button", class: "primary", onclick: insert }, speak("insert"), " ", key);
  const copyButton = h("button", { type: "button", onclick: copyText }, speak("copy"));
  const reject = rejectMenu(context);
  const reason = h("input", { type: "text", maxLength: 500, required: true, "aria-label": speak("override.reason"), placeholder: speak("override.reason") });
  const insist = h("form", { class: "insist" }, reason, h("button", { type: "submit", class: "danger" }, speak("override.go")));
  insist.addEventListener("submit", (event) => {
    event.preventDefault();
    if (reason.value.trim()) override(reason.value.trim());
  });
  const note = h("p", { class: "quiet" }, speak("override.supervisor"));
  const blocked = h("details", { class: "blocked" }, h("summary", {}, speak("override")), insist, note);
  const element = h("div", { class: "actions" }, h("div", { class: "row" }, insertButton, copyButton, reject.element), blocked);
  return {
    element,
    /** @param {View} view @param {Wording} wording */
    show(view, wording) {
      const { chat } = view;
      const stopped = isBlocked(wording.findings) && !wording.override;
      fill(key, view.shortcut);
      key.hidden = !view.shortcut;
      const pasted = chat?.kind === "paste";
      insertButton.hidden = pasted;
      copyButton.classList.toggle("primary", pasted);
      insertButton.disabled = stopped || !wording.text.trim() || !view.fresh;
      copyButton.disabled = stopped || !wording.text.trim();
      const insisting = isBlocked(wording.findings);
      blocked.hidden = !insisting;
      const allowed = mayInsist(view, wording.findings);
      insist.hidden = !allowed;
      note.hidden = allowed;
      reject.show(chat);
    },
  };
}

/** @param {View} view @param {Api.FindingOut[]} findings */
function mayInsist({ role }, findings) {
  const reserved = findings.some((finding) => finding.level === "block" && FOR_SUPERVISORS.has(finding.check));
  return !reserved || role === "supervisor" || role === "admin";
}
