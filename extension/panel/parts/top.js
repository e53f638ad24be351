// The first line: connection, time left to reply, settings; and who else waits.

import { fill, h } from "../../shared/dom.js";

/** @import { Context, Part } from "../context.d.ts" */
/** @import { View } from "../../types/desk.d.ts" */

/** @param {Context} context @returns {Part} */
export function topPart({ speak, settings }) {
  const connection = h("span", { class: "connection" });
  const due = h("span", { class: "due", role: "timer", "aria-label": speak("due.label") });
  const waiting = h("ul", { class: "waiting", "aria-label": speak("waiting", { count: 0 }) });
  const open = h("button", { type: "button", class: "quiet icon", title: speak("settings"), "aria-label": speak("settings") }, "⚙");
  open.addEventListener("click", () => void chrome.runtime.openOptionsPage());
  const element = h("div", { class: "top" }, h("div", { class: "line" }, connection, due, open), waiting);
  /** @type {View | null} */
  let shown = null;
  setInterval(() => shown && tick(shown), 1000);

  /** @param {View} view */
  function tick(view) {
    due.hidden = view.deadline === null;
    if (view.deadline === null) return;
    const seconds = Math.round((view.deadline - Date.now()) / 1000);
    due.textContent = speak(seconds < 0 ? "due.over" : "due.left", { time: clock(Math.abs(seconds)) });
    due.dataset["state"] = seconds < 0 ? "over" : seconds < 45 ? "soon" : "easy";
  }

  return {
    element,
    show(view) {
      shown = view;
      const ok = view.connection === "ok" || view.connection === "superseded" || view.connection === "blocked";
      connection.dataset["state"] = ok ? "ok" : "trouble";
      const shop = view.shop?.shop.name ?? "";
      const queued = view.queued && !ok ? ` · ${speak("queued", { count: view.queued })}` : "";
      connection.textContent = (ok && shop ? shop : speak(`connection.${view.connection}`)) + queued;
      connection.title = `${speak(`connection.${view.connection}`)} · ${settings.server}`;
      waiting.hidden = !view.waiting.length;
      waiting.setAttribute("aria-label", speak("waiting", { count: view.waiting.length }));
      fill(waiting, view.waiting.length ? h("li", { class: "count" }, speak("waiting", { count: view.waiting.length })) : null,
        view.waiting.slice(0, 8).map((chat) => h("li", { title: chat.preview, dataset: { ready: String(chat.ready) } },
          chat.title || chat.id, chat.ready ? h("span", { class: "ready", title: speak("waiting.ready"), role: "img", "aria-label": speak("waiting.ready") }, "✓") : null)));
      tick(view);
    },
  };
}

/** @param {number} seconds */
function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
