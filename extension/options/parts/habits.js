// Language, theme, mode, shortcuts.

import { fill, h } from "../../shared/dom.js";
import { choice, field, tick } from "../fields.js";

/** @import { Context } from "../context.d.ts" */

/** @param {Context} context */
export function habitsPart({ speak, settings, change }) {
  const shortcuts = h("ul", { class: "shortcuts" });
  void chrome.commands.getAll().then((commands) =>
    fill(shortcuts, commands.map((command) => h("li", {}, h("span", {}, speak(`command.${command.name}`)), " ", command.shortcut ? h("kbd", {}, command.shortcut) : h("em", {}, speak("shortcut.none"))))));
  /** @param {"language" | "theme" | "mode"} name @param {string[]} values */
  const pick = (name, values) =>
    field(speak(name), choice(settings[name], values.map((value) => [value, speak(`${name}.${value}`)]), (value) => void change({ [name]: value })));
  return h("section", {}, h("h2", {}, speak("look")), pick("language", ["auto", "zh", "en"]), pick("theme", ["auto", "light", "dark"]), pick("mode", ["full", "facts"]),
    tick(speak("prepare"), settings.prepare, (prepare) => void change({ prepare })),
    h("h3", {}, speak("shortcut")), shortcuts, h("p", { class: "quiet" }, speak("shortcut.help", { address: "chrome://extensions/shortcuts" })));
}
