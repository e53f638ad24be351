// The demo workbench. Address parameters, so that a test or a link sets the stage: pace (0 plays everything at once),
// lang (zh, en), theme (light, dark), chat (the one that is open).

import { fill, h } from "./shared/dom.js";
import { languageOf, speaking } from "./shared/words.js";
import { makeChat } from "./chat.js";
import { makeContext } from "./context.js";
import { Desk } from "./desk.js";
import { play } from "./play.js";
import { makeQueue } from "./queue.js";
import { WORDS } from "./words.js";

const PACES = ["0", "0.3", "1", "3"];
const TICK_MS = 1000;

const parameters = new URLSearchParams(location.search);
const language = languageOf(parameters.get("lang") ?? navigator.language);
const locale = language === "zh" ? "zh-CN" : "en";
const speak = speaking(WORDS, language);
const desk = new Desk();
const scenario = /** @type {import("./play.js").Scenario} */ (await (await fetch("scenario.json")).json());
const queue = makeQueue(desk, speak);
const views = [queue, makeChat(desk, speak, locale), makeContext(desk, scenario.products, speak)];
const done = h("p", { class: "done", role: "status" });
let run = new AbortController();

document.documentElement.lang = locale;
document.title = `${speak("title")} · 话术`;
const theme = parameters.get("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
fill(document.body, header(), h("div", { class: "desk" }, views.map((view) => view.element)), done);
desk.addEventListener("change", () => views.forEach((view) => view.show()));
setInterval(queue.show, TICK_MS); // waiting times go on
start();

async function start() {
  run.abort();
  run = new AbortController();
  const { signal } = run;
  done.textContent = "";
  desk.clear();
  const wanted = parameters.get("chat");
  if (wanted) desk.addEventListener("change", chooseOnce, { signal });
  await play(desk, scenario, () => Number(parameters.get("pace") ?? 1), signal);
  if (!signal.aborted) done.textContent = speak("all_done");

  function chooseOnce() {
    if (desk.open || !desk.chats.some((chat) => chat.id === wanted)) return;
    desk.removeEventListener("change", chooseOnce);
    desk.choose(wanted ?? "");
  }
}

function header() {
  const pace = h(
    "select",
    { ariaLabel: speak("pace"), onchange: () => setParameter("pace", pace.value) },
    PACES.map((value) => h("option", { value, selected: value === (parameters.get("pace") ?? "1") }, speak(`pace_${value.replace(".", "_")}`))),
  );
  return h(
    "header",
    { class: "top" },
    h("h1", {}, scenario.shop, " ", h("span", { class: "badge" }, speak("demo"))),
    h("p", { class: "about" }, speak("about")),
    h("label", {}, speak("pace"), " ", pace),
    h("button", { type: "button", onclick: start }, speak("again")),
    h("button", { type: "button", onclick: switchTheme }, speak("theme")),
    h("button", { type: "button", lang: language === "zh" ? "en" : "zh-CN", onclick: switchLanguage }, speak("language")),
  );
}

function switchTheme() {
  const dark = document.documentElement.dataset["theme"] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const other = dark === "dark" ? "light" : "dark";
  document.documentElement.dataset["theme"] = other;
  setParameter("theme", other);
}

function switchLanguage() {
  setParameter("lang", language === "zh" ? "en" : "zh");
  location.reload();
}

/** @param {string} name @param {string} value kept in the address, so that a reload or a shared link shows the same */
function setParameter(name, value) {
  parameters.set(name, value);
  history.replaceState(null, "", `?${parameters}`);
}
