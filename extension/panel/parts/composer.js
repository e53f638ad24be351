// The edit box: the draft, what the checks say of it, and what the agent makes of it.

import { h } from "../../shared/dom.js";
import { Checking } from "../checking.js";
import { copy } from "../clipboard.js";
import { empty, follow, reworded, taken, typed, undone } from "../wording.js";
import { actionsPart } from "./actions.js";
import { findingsPart } from "./findings.js";
import { marksOver } from "./marks.js";
import { phrasingsPart } from "./phrasings.js";
import { stateLine } from "./state_line.js";
import { upsellPart } from "./upsell.js";

/** @import { Context, Part } from "../context.d.ts" */
/** @import { View } from "../../types/desk.d.ts" */
/** @import { Wording } from "../wording.js" */

/** @param {Context} context @returns {Part & { insert: () => void }} */
export function composerPart(context) {
  const { speak } = context;
  /** @type {View | null} */
  let view = null;
  /** @type {Map<string, Wording>} what the agent made of each chat's draft */
  const wordings = new Map();
  const box = h("textarea", { class: "text", rows: 5, spellcheck: false, placeholder: speak("draft.placeholder"), "aria-label": speak("draft"), "aria-describedby": "hint" });
  const marks = marksOver(box);
  const state = stateLine(context, { take: backToDraft, undo: backToDraft });
  const phrasings = phrasingsPart(context, (text, found) => change((wording) => taken(wording, text, found)));
  const upsell = upsellPart(context, (text) => change((wording) => typed(wording, text), { ask: true }));
  const findings = findingsPart(context, { reword, select: (start, end) => (box.focus(), box.setSelectionRange(start, end)) });
  const actions = actionsPart(context, { insert, copyText, override });
  const checking = new Checking(context, (text, found) => change((wording) => (wording.text === text ? { ...wording, findings: found, checked: text } : wording)));
  const element = h("section", { class: "composer" }, h("h2", { class: "line" }, speak("draft"), state.element), marks.element, state.writing, phrasings.element, upsell.element, findings.element, actions.element,
    h("p", { id: "hint", class: "quiet" }, speak("insert.hint")));

  box.addEventListener("input", () => change((wording) => typed(wording, box.value), { ask: true }));
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    insert();
  });

  return {
    element,
    insert,
    show(next) {
      view = next;
      const { chat } = next;
      element.hidden = !chat || context.settings.mode === "facts";
      if (!chat) return;
      const before = wordings.get(chat.place) ?? empty();
      wordings.set(chat.place, follow(before, next.fresh ? chat.draft : undefined));
      render();
    },
  };

  function current() {
    return (view?.chat && wordings.get(view.chat.place)) ?? empty();
  }

  /** @param {(wording: Wording) => Wording} make @param {{ ask?: boolean }} [how] */
  function change(make, { ask = false } = {}) {
    const chat = view?.chat;
    if (!chat) return;
    const before = current();
    const wording = make(before);
    if (wording === before) return;
    wordings.set(chat.place, wording);
    tellWorker();
    if (ask || wording.checked !== wording.text) checking.ask(wording.text, chat);
    render();
  }

  function tellWorker() {
    const chat = view?.chat;
    if (chat) context.send({ type: "panel.wording", place: chat.place, wording: shared(current()) });
  }

  function render() {
    if (!view?.chat) return;
    const wording = current();
    if (box.value !== wording.text) box.value = wording.text;
    marks.show(wording.text, wording.findings);
    state.show(view, wording, checking.busy);
    phrasings.show(view, wording);
    upsell.show(view, wording);
    findings.show(wording.findings);
    actions.show(view, wording);
  }

  function insert() {
    const chat = view?.chat;
    if (chat) context.send({ type: "panel.insert", place: chat.place, wording: shared(current()) });
  }

  function copyText() {
    const chat = view?.chat;
    if (!chat) return;
    const { text } = current();
    void copy(text, context).then(() => context.send({ type: "panel.copied", place: chat.place, text }));
  }

  /** @param {string} reason */
  function override(reason) {
    change((wording) => ({ ...wording, override: reason }));
    insert();
  }

  /** @param {import("../../types/api.d.ts").FindingOut} finding */
  function reword(finding) {
    change((wording) => reworded(wording, finding), { ask: true });
  }

  function backToDraft() {
    const draft = view?.chat?.draft;
    if (draft) change((wording) => undone(wording, draft));
  }
}

/** @param {Wording} wording @returns {import("../../types/desk.d.ts").Wording} */
function shared({ said, text, checked, findings, override }) {
  return { said, text, checked, findings, ...(override ? { override } : {}) };
}
