// The open chat: its messages, the reply box, and a line to speak as the customer.

import { fill, h } from "./shared/dom.js";

/** @typedef {import("./shared/words.js").Speak} Speak */

/** @param {import("./desk.js").Desk} desk @param {Speak} speak @param {string} locale */
export function makeChat(desk, speak, locale) {
  const name = h("span", { dataset: { customer: "" } });
  const tags = h("span", { class: "tags" });
  const typing = h("p", { class: "typing", hidden: true, dataset: { typing: "" } }, speak("typing"));
  const list = h("ol", { class: "messages", tabIndex: 0, ariaLabel: speak("messages"), dataset: { messages: "" } });
  const box = h("textarea", { rows: 4, placeholder: speak("placeholder"), maxLength: 500 });
  const composer = h(
    "form",
    { class: "composer", dataset: { composer: "" }, onsubmit: prevented(send) },
    box,
    h("button", { type: "submit", class: "primary" }, speak("send")),
  );
  const line = h("input", { type: "text", placeholder: speak("act_as"), ariaLabel: speak("act_as"), maxLength: 500, autocomplete: "off" });
  const acting = h(
    "form",
    { class: "acting", dataset: { acting: "" }, onsubmit: prevented(act) },
    h("span", {}, speak("act")),
    line,
    h("button", { type: "submit" }, speak("act_send")),
  );
  const chat = h("section", { class: "chat", hidden: true }, h("header", {}, name, tags), list, typing, composer, acting);
  const empty = h("section", { class: "empty" }, h("p", {}, speak("choose")), h("p", {}, speak("choose_help")));
  const element = h("main", {}, empty, chat);
  /** @type {import("./desk.js").Chat | null} */
  let shown = null;

  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  });
  box.addEventListener("input", () => shown && (shown.unsent = box.value));

  function send() {
    const text = box.value.trim();
    if (!shown || text === "") return;
    box.value = shown.unsent = "";
    desk.say(shown, { from: "agent", text });
    box.focus();
  }

  function act() {
    const text = line.value.trim();
    if (!shown || text === "") return;
    line.value = "";
    desk.say(shown, { from: "customer", text });
  }

  function show() {
    const { open } = desk;
    chat.hidden = open === null;
    empty.hidden = open !== null;
    if (open !== shown) change(open);
    if (!open) return;
    typing.hidden = !open.typing;
    const fresh = open.messages.slice(list.childElementCount);
    if (fresh.length === 0) return;
    list.append(...fresh.map((message) => bubble(message, open.name, speak, locale)));
    list.scrollTop = list.scrollHeight;
  }

  /** @param {import("./desk.js").Chat | null} open */
  function change(open) {
    shown = open;
    fill(list);
    box.value = open?.unsent ?? "";
    if (!open) return;
    chat.dataset["openChat"] = open.id;
    name.textContent = open.name;
    fill(tags, open.tags.map((tag) => h("span", { class: "tag" }, tag)));
    box.setAttribute("aria-label", speak("composer", { name: open.name }));
    box.focus();
  }

  return { element, show };
}

/** @param {import("./desk.js").Message} message @param {string} customer @param {Speak} speak @param {string} locale */
function bubble({ from, text, picture, at }, customer, speak, locale) {
  const time = at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  return h(
    "li",
    { class: from, dataset: { message: from, at: at.toISOString() } },
    h("span", { class: "who" }, from === "agent" ? speak("you") : customer, " ", h("time", { dateTime: at.toISOString() }, time)),
    h("div", { class: "bubble", dataset: { bubble: "" } }, picture ? photo(picture, speak) : text),
  );
}

/** @param {string} what @param {Speak} speak a picture that needs no file: a frame with what it shows */
function photo(what, speak) {
  return h("img", { class: "photo", alt: `[${speak("picture", { what })}]`, src: "photo.svg", width: 180, height: 120 });
}

/** @param {() => void} act @returns {(event: Event) => void} */
function prevented(act) {
  return (event) => {
    event.preventDefault();
    act();
  };
}
