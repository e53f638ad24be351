// What page, worker and panel say to each other. The page's script knows nothing of keys and servers; what it reports
// is untrusted until the worker has looked at its shape.

import type { Adapter } from "./adapter.d.ts";

export type Role = "customer" | "agent";

export interface ReadMessage {
  role: Role;
  text: string;
  /** ISO 8601 with zone, when the page shows it. */
  at?: string;
}

/** A chat as the page shows it. `id` is the page's own, stable while the chat lasts. */
export interface ReadConversation {
  id: string;
  title: string;
  messages: ReadMessage[];
  context: { platform?: string; sku?: string; order?: Record<string, unknown> };
}

export interface AdapterState {
  id: string;
  name: string;
  verified: boolean;
  ok: boolean;
  /** What the self-test could not find: messages, roles, editor, conversation. */
  problems: string[];
  /** Reply limits of the workbench, as its adapter knows them. */
  limits?: Adapter["limits"];
}

/** The answer to `page.hello`: the adapters whose patterns match the sender's address, and the language of the strip. */
export interface PageSetup {
  adapters: Adapter[];
  language: "zh" | "en";
}

/** A chat in the page's list that waits for a reply. */
export interface WaitingChat {
  id: string;
  title: string;
  preview: string;
  since?: string;
}

export type FromPage =
  /** First thing of every frame, and after the worker was gone; answered with a PageSetup. */
  | { type: "page.hello" }
  | { type: "page.conversation"; conversation: ReadConversation | null; adapter: AdapterState; typing: boolean }
  | { type: "page.waiting"; chats: WaitingChat[] }
  /** A new message of the agent appeared in the chat: what was really sent. */
  | { type: "page.sent"; conversation: string; text: string; at?: string }
  /** Answered with {ok, problems}: adapters/registry.js keeps it, or says what is wrong with it. */
  | { type: "page.taught"; adapter: unknown }
  /** A lesson goes on in this frame, or was left. */
  | { type: "page.teaching" }
  /** A key or button of the strip, or a text that the agent selected to be answered. */
  | { type: "strip.insert" | "strip.next" | "strip.dismiss" | "strip.open"; conversation: string }
  | { type: "page.ask"; text: string };

export type StripState = "thinking" | "draft" | "ready" | "blocked" | "stale" | "none" | "offline" | "inserted" | "copied";

/**
 * Frames: every frame of a tab reports for itself; of several, the one whose adapter is `ok` and has a conversation counts.
 * The generic fallback has the adapter id "generic" and no conversation; its insert names the conversation "".
 * `teach.start` needs picker/*.js in the frame (content/files.js has both lists for chrome.scripting.executeScript).
 */
export type ToPage =
  | { type: "strip.show"; conversation: string; state: StripState; line: string; shortcut: string }
  | { type: "strip.hide" }
  | { type: "insert"; conversation: string; text: string }
  | { type: "teach.start" | "teach.elsewhere" }
  | { type: "selftest" }
  /** The worker asks for what the page shows now, e.g. after it was restarted. */
  | { type: "page.report" };

/** The answer to `insert`: read back from the editor. */
export interface Inserted {
  ok: boolean;
  how: "execCommand" | "setRangeText" | "paste" | "failed";
  copied: boolean;
  /** Why nothing was inserted: another chat is shown, there is no editor, it did not keep the text, an input method is at work. */
  reason?: "other_conversation" | "no_editor" | "not_taken" | "composing";
}
