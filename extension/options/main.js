// The settings page: connect, choose, see what the extension may do.

import { changeSettings, loadSettings } from "../core/settings.js";
import { fill, h } from "../shared/dom.js";
import { languageOf, speaking } from "../shared/words.js";
import { adaptersPart } from "./parts/adapters.js";
import { connectPart } from "./parts/connect.js";
import { habitsPart } from "./parts/habits.js";
import { privacyPart } from "./parts/privacy.js";
import { WORDS } from "./words.js";

/** @import { Context } from "./context.d.ts" */

const REDRAWN = ["language", "theme"];
const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const said = /** @type {HTMLElement} */ (document.getElementById("said"));
await draw();

async function draw() {
  const settings = await loadSettings();
  const language = settings.language === "auto" ? languageOf(chrome.i18n.getUILanguage()) : settings.language;
  const speak = speaking(WORDS, language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset["theme"] = settings.theme === "auto" ? "" : settings.theme;
  document.title = speak("title");
  /** @type {Context} */
  const context = {
    speak,
    settings,
    shop: null,
    say: (text) => (said.textContent = text),
    async change(changes) {
      Object.assign(settings, await changeSettings(changes));
      said.textContent = speak("saved");
      if (Object.keys(changes).some((name) => REDRAWN.includes(name))) await draw();
    },
  };
  const privacy = privacyPart(context);
  const connect = connectPart(context, (shop) => {
    context.shop = shop;
    privacy.show();
  });
  privacy.show();
  fill(main, h("h1", {}, speak("title")), connect, habitsPart(context), privacy.element, adaptersPart(context));
  document.body.dataset["ready"] = "true";
}
