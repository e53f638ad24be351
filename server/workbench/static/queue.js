// The list of chats with how long each has waited.

import { fill, h } from "./shared/dom.js";

const LATE_S = 60;
const TOO_LATE_S = 120;

/**
 * @param {import("./desk.js").Desk} desk
 * @param {import("./shared/words.js").Speak} speak
 */
export function makeQueue(desk, speak) {
  const count = h("span", { class: "count", role: "status" });
  const list = h("ul", { class: "chats" });
  const element = h("nav", { class: "queue", ariaLabel: speak("queue") }, h("h2", {}, speak("queue"), " ", count), list);

  function show() {
    const waiting = desk.chats.filter((chat) => chat.waitingSince).length;
    const said = waiting ? speak("waiting", { count: waiting }) : speak("nobody_waiting");
    if (count.textContent !== said) count.textContent = desk.chats.length ? said : "";
    fill(list, desk.sorted().map((chat) => item(desk, chat, speak)));
  }

  return { element, show };
}

/** @param {import("./desk.js").Desk} desk @param {import("./desk.js").Chat} chat @param {import("./shared/words.js").Speak} speak */
function item(desk, chat, speak) {
  const last = chat.messages.at(-1);
  const waited = chat.waitingSince ? Math.max(0, Math.round((Date.now() - chat.waitingSince.getTime()) / 1000)) : null;
  return h(
    "li",
    { dataset: { chat: chat.id, ...(chat.waitingSince ? { waitingSince: chat.waitingSince.toISOString() } : {}) } },
    h(
      "button",
      { type: "button", ariaCurrent: String(desk.open === chat), onclick: () => desk.choose(chat.id) },
      h("span", { class: "name", dataset: { name: "" } }, chat.name),
      waited === null
        ? h("span", { class: "wait done" }, speak("answered"))
        : h("span", { class: `wait ${urgency(waited)}` }, speak("waited", { time: clock(waited) })),
      h("span", { class: "preview", dataset: { preview: "" } }, last ? last.text || speak("picture", { what: last.picture ?? "" }) : ""),
    ),
  );
}

/** @param {number} seconds */
function urgency(seconds) {
  return seconds >= TOO_LATE_S ? "bad" : seconds >= LATE_S ? "warn" : "";
}

/** @param {number} seconds */
function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
