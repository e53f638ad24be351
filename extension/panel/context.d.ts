// What every part of the panel is given.

import type { Privacy } from "../core/privacy.js";
import type { Server } from "../core/server.js";
import type { Settings } from "../core/settings.js";
import type { Speak } from "../shared/words.js";
import type { Chat, FromPanel, View } from "../types/desk.d.ts";

export interface Context {
  speak: Speak;
  server: Server;
  settings: Settings;
  send(message: FromPanel): void;
  /** How this chat's personal data is kept. */
  privacy(chat: Chat): Privacy;
  /** Tell the agent, also those who listen to the screen. */
  say(key: string, values?: Record<string, string | number>): void;
}

/** A part of the panel: an element that is made once and shows each view, so that focus and caret stay where they are. */
export interface Part {
  element: HTMLElement;
  show(view: View): void;
}
