// What was suggested in this chat before, and what became of it; looked up when it is opened.

import { ServerError } from "../../core/server.js";
import { fill, h } from "../../shared/dom.js";

/** @import { Context, Part } from "../context.d.ts" */
/** @import * as Api from "../../types/api.d.ts" */

/** @param {Context} context @returns {Part} */
export function historyPart({ speak, server, settings, say }) {
  const list = h("ul", {});
  const element = h("details", { class: "history" }, h("summary", {}, speak("history")), list);
  let place = "";
  let seen = "";
  element.addEventListener("toggle", () => element.open && void load());
  return {
    element,
    show({ chat, queued }) {
      element.hidden = !chat;
      const now = chat ? `${chat.place} ${chat.draft?.suggestion ?? ""} ${chat.decided ?? ""} ${queued}` : "";
      if (now === seen) return;
      if (chat && chat.place !== place) element.open = false;
      place = chat?.place ?? "";
      seen = now;
      if (element.open) void load();
    },
  };

  async function load() {
    const asked = place;
    try {
      const { suggestions } = await server.past(asked, settings.shop);
      if (asked !== place) return;
      fill(list, suggestions.length ? suggestions.map(item) : h("li", { class: "quiet" }, speak("history.empty")));
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      say(`connection.${error.kind}`);
    }
  }

  /** @param {Api.PastOut} past */
  function item(past) {
    const last = past.decisions.at(-1);
    const edit = last?.edit === "light" || last?.edit === "heavy" ? `（${speak(`edit.${last.edit}`)}）` : "";
    const time = new Date(past.created_at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    return h("li", {},
      h("span", { class: "quiet" }, `${time} · ${speak(`outcome.${past.outcome}`)} · ${last ? speak(`action.${last.action}`) + edit : speak("history.none")}`),
      h("span", {}, last?.final_text ?? past.text));
  }
}
