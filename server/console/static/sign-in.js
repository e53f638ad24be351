// The way in: account and password, or a link that an administrator handed over.

import { fill, h } from "./shared/dom.js";
import { speaking } from "./shared/words.js";
import { field, input } from "./lib/fields.js";
import { button, explain } from "./lib/parts.js";
import { speak, turnTheme } from "./frame.js";
import { SHELL_WORDS } from "./words.js";

/** @typedef {import("./lib/api.js").Api} Api */
/** @typedef {import("./shared/words.js").Language} Language */
/** @typedef {import("./shared/words.js").Speak} Speak */

/** @param {Api} api @param {Language} language */
export function showSignIn(api, language) {
  const say = speaking(SHELL_WORDS, language);
  const login = input({ name: "login", autocomplete: "username", required: true, autocapitalize: "none" });
  const password = input({ name: "password", type: "password", autocomplete: "current-password", required: true });
  const trouble = h("p", { class: "trouble", role: "alert" });
  const submit = button(say("signIn"), { primary: true, type: "submit" });

  /** @param {Event} event */
  async function onsubmit(event) {
    event.preventDefault();
    submit.disabled = true;
    try {
      await api.post("session", { login: login.value, password: password.value });
      location.reload();
    } catch (error) {
      trouble.textContent = explain(error);
      submit.disabled = false;
      password.select();
    }
  }

  const form = h(
    "form",
    { onsubmit },
    field(say("login"), login),
    field(say("password"), password),
    trouble,
    submit,
    h("p", { class: "help" }, say("signInHelp")),
  );
  drawDoor(say, language, say("signInTitle"), form);
  login.focus();
}

/** The link's secret is in the address's fragment, which no log and no referrer ever sees. @param {Api} api @param {Language} language */
export async function signInByLink(api, language) {
  const say = speaking(SHELL_WORDS, language);
  const token = location.hash.slice("#/link/".length);
  history.replaceState(null, "", "./");
  try {
    await api.post("session/link", { token });
    location.assign("./#/account");
    location.reload();
  } catch (error) {
    const text = h("p", { role: "alert" }, explain(error));
    drawDoor(say, language, say("linkFailed"), text, h("a", { class: "button", href: "./" }, say("toSignIn")));
  }
}

/** @param {Speak} say @param {Language} language @param {string} title @param {...Node} content */
function drawDoor(say, language, title, ...content) {
  document.title = `${title} · ${say("product")}`;
  const brand = h("p", { class: "brand" }, h("img", { src: "icon.svg", alt: "", width: 32, height: 32 }), say("product"));
  const switches = h(
    "p",
    { class: "switches" },
    button("◐", { quiet: true, small: true, "aria-label": say("theme"), onclick: turnTheme }),
    button(say("language"), { quiet: true, small: true, onclick: () => speak(language === "zh" ? "en" : "zh") }),
  );
  const door = h("main", { class: "door" }, brand, h("p", { class: "lead" }, say("signInLead")), h("h1", {}, title), ...content, switches);
  fill(document.body, door);
}
