// A draft that is not used, with the reason: what the shop learns from.

import { h } from "../../shared/dom.js";

/** @import { Context } from "../context.d.ts" */
/** @import { Chat } from "../../types/desk.d.ts" */
/** @import * as Api from "../../types/api.d.ts" */

/** @type {Api.RejectReason[]} */
const REASONS = ["wrong_fact", "beside_the_point", "outdated", "tone", "too_long", "not_allowed", "other"];

/** @param {Context} context */
export function rejectMenu({ speak, send, say }) {
  /** @type {Chat | null} */
  let chat = null;
  const note = h("input", { type: "text", maxLength: 300, placeholder: speak("reject.note"), "aria-label": speak("reject.note") });
  const summary = h("summary", { class: "button" }, speak("reject"));
  const element = h("details", { class: "reject menu" }, summary,
    h("div", { class: "sheet", role: "group", "aria-label": speak("reject.title") }, h("p", {}, speak("reject.title")), note,
      REASONS.map((code) => h("button", { type: "button", onclick: () => reject(code) }, speak(`reject.${code}`)))));
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    element.open = false;
    summary.focus();
  });
  return {
    element,
    /** @param {Chat | null} shown */
    show(shown) {
      if (shown?.draft?.suggestion !== chat?.draft?.suggestion) element.open = false; // it was about another draft
      chat = shown;
      element.hidden = !shown?.draft?.suggestion || shown.decided === shown.draft.suggestion;
    },
  };

  /** @param {Api.RejectReason} code */
  function reject(code) {
    if (!chat) return;
    const reason = note.value.trim();
    send({ type: "panel.decide", place: chat.place, action: "rejected", code, ...(reason ? { reason } : {}) });
    note.value = "";
    element.open = false;
    say("reject.done");
  }
}
