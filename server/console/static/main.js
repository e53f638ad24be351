// The start: who is there? Then the shell, or the way in.

import { languageOf } from "./shared/words.js";
import { Api } from "./lib/api.js";
import { problem } from "./lib/parts.js";
import { partsSpeak } from "./lib/words.js";
import { remembered } from "./preferences.js";
import { startShell } from "./shell.js";
import { showSignIn, signInByLink } from "./sign-in.js";

async function start() {
  const { theme, language: chosen } = remembered();
  const language = languageOf(chosen ?? navigator.language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  if (theme) document.documentElement.dataset.theme = theme;
  partsSpeak(language);
  const api = new Api(() => location.reload());
  try {
    if (location.hash.startsWith("#/link/")) await signInByLink(api, language);
    else await enter(api, language);
  } catch (error) {
    document.body.replaceChildren(problem(error, () => location.reload()));
  }
}

/** @param {Api} api @param {import("./shared/words.js").Language} language */
async function enter(api, language) {
  const { me } = await api.get("session");
  if (!me) return showSignIn(api, language);
  api.useCsrf(me.session.csrf);
  const { shops } = await api.get("shops");
  startShell(api, me, shops, language);
}

await start();
