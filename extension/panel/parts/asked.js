// The customer's question as understood, and what came of it: outcome, why, hand-over summary.

import { fill, h } from "../../shared/dom.js";
import { copy } from "../clipboard.js";

/** @import { Context, Part } from "../context.d.ts" */
/** @import { Chat, View } from "../../types/desk.d.ts" */

const MOODS = new Set(["hurried", "unhappy", "angry"]);
const STAGES = new Set(["presale", "in_sale", "aftersale"]);

/** @param {Context} context @returns {Part} */
export function askedPart(context) {
  const { speak } = context;
  const title = h("h2", {}, speak("asked"));
  const text = h("p", { class: "question" });
  const tags = h("p", { class: "tags" });
  const outcome = h("p", { class: "outcome" });
  const why = h("p", { class: "why" });
  const handover = h("div", { class: "handover" });
  const element = h("section", { class: "asked" }, title, text, tags, outcome, why, handover);
  let last = "";
  return {
    element,
    show(view) {
      element.hidden = !view.chat;
      if (!view.chat) return;
      const { chat } = view;
      const now = JSON.stringify([chat.said, view.fresh, chat.draft?.phase, chat.draft?.question, chat.draft?.why, chat.decided]);
      if (now === last) return;
      last = now;
      const question = view.fresh ? chat.draft?.question : undefined;
      fill(title, `${speak("asked")}${chat.conversation.title ? ` · ${chat.conversation.title}` : ""}`);
      fill(text, question?.text || lastWords(chat) || speak("asked.unread"));
      fill(tags, tagsOf(question, chat, speak).map((tag) => h("span", { class: "tag" }, tag)));
      showOutcome(view, chat);
    },
  };

  /** @param {View} view @param {Chat} chat */
  function showOutcome(view, chat) {
    const { draft } = chat;
    outcome.hidden = !view.fresh || !draft?.outcome;
    if (draft?.outcome) {
      outcome.dataset["outcome"] = draft.outcome;
      fill(outcome, speak(`outcome.${draft.outcome}`));
    }
    const reason = whyOf(view, chat);
    why.hidden = !reason;
    fill(why, reason, draft?.phase === "failed" ? again(chat) : null);
    const summary = view.fresh ? draft?.why?.summary : null;
    handover.hidden = !summary;
    if (summary) fill(handover, ...handoverOf(summary, chat));
  }

  /** @param {View} view @param {Chat} chat */
  function whyOf(view, { said, draft }) {
    if (!said || !draft) return "";
    if (!view.fresh) return speak("why.stale");
    if (draft.phase === "failed") return speak("why.failed", { reason: speak(`connection.${draft.trouble ?? "failed"}`) });
    if (context.settings.mode === "facts") return speak("why.facts");
    if (draft.outcome === "clarify") return speak("why.clarify", { missing: draft.why?.missing ?? "" });
    if (draft.outcome === "abstain") return speak("why.abstain", { reason: draft.why?.reason ?? "" });
    if (draft.outcome === "handoff") return speak("why.handoff", { to: draft.why?.to ?? "", reason: draft.why?.reason ?? "" });
    return "";
  }

  /** @param {Chat} chat */
  function again(chat) {
    return h("button", { type: "button", onclick: () => context.send({ type: "panel.again", place: chat.place }) }, speak("again"));
  }

  /** @param {string} summary @param {Chat} chat */
  function handoverOf(summary, chat) {
    const take = () => {
      context.send({ type: "panel.decide", place: chat.place, action: "taken_over" });
      context.say("decided");
    };
    return [
      h("h3", {}, speak("summary")),
      h("p", { class: "summary" }, summary),
      h("div", { class: "row" },
        h("button", { type: "button", onclick: () => void copy(summary, context) }, speak("summary.copy")),
        h("button", { type: "button", onclick: take, disabled: chat.decided === chat.draft?.suggestion }, speak("takeover"))),
    ];
  }
}

/** @param {Chat} chat */
function lastWords({ conversation, said }) {
  return said ? (conversation.messages.findLast((message) => message.role === "customer")?.text ?? "") : "";
}

/** @param {import("../../types/api.d.ts").QuestionOut | undefined} question @param {Chat} chat @param {import("../../shared/words.js").Speak} speak */
function tagsOf(question, chat, speak) {
  const sku = question?.sku ?? chat.conversation.context.sku;
  return [
    ...(question && STAGES.has(question.stage) ? [speak(`stage.${question.stage}`)] : []),
    ...(question && MOODS.has(question.mood) ? [speak(`mood.${question.mood}`)] : []),
    ...(sku ? [speak("asked.product", { sku })] : []),
  ];
}
