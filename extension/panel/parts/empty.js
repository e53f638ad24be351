// When there is no chat: what to do next; and when a page cannot be read: what is left.

import { fill, h } from "../../shared/dom.js";

/** @import { Context, Part } from "../context.d.ts" */
/** @import { View } from "../../types/desk.d.ts" */

/** @param {Context} context @returns {Part} */
export function emptyPart({ speak, send }) {
  const element = h("section", { class: "empty" });
  let last = "";
  return {
    element,
    show(view) {
      const now = JSON.stringify([view.connection === "unset", Boolean(view.chat), view.adapter, view.tab]);
      if (now === last) return;
      last = now;
      const children = view.connection === "unset" ? unset() : contents(view);
      element.hidden = !children.length;
      fill(element, ...children);
    },
  };

  function unset() {
    return [
      h("h2", {}, speak("empty.unset.title")),
      h("p", {}, speak("empty.unset.text")),
      h("button", { type: "button", class: "primary", onclick: () => void chrome.runtime.openOptionsPage() }, speak("empty.unset.go")),
    ];
  }

  /** @param {View} view */
  function contents({ chat, adapter, tab }) {
    // No conversation and nothing else that is missing: the page is read well, and no chat is open.
    const failed = adapter && !adapter.ok && adapter.id !== "generic" && !adapter.problems.includes("conversation");
    const notes = [
      failed ? h("p", { class: "notice", role: "alert" }, speak("adapter.failed", { name: adapter.name, problems: adapter.problems.map((one) => speak(`problem.${one}`)).join("、") })) : null,
      chat && adapter?.ok && !adapter.verified && !/^(generic$|taught-)/.test(adapter.id) ? h("p", { class: "notice quiet" }, speak("adapter.unverified", { name: adapter.name })) : null,
    ].filter((note) => note !== null);
    if (chat) return notes;
    const isRead = adapter?.ok && adapter.id !== "generic";
    const ways = tab === null ? [] : [
      isRead ? null : h("button", { type: "button", onclick: () => send({ type: "panel.enable", tab }) }, speak("page.enable")),
      h("button", { type: "button", onclick: () => send({ type: "panel.teach", tab }) }, speak("page.teach")),
    ];
    return [...notes, h("h2", {}, speak("empty.title")), h("p", {}, speak("empty.text")), h("div", { class: "row" }, ways)];
  }
}
