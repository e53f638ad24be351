// What worker and panel share: the worker keeps it in chrome.storage.session and shows the panel a view of it.

import type * as Api from "./api.d.ts";
import type { AdapterState, Inserted, ReadConversation, WaitingChat } from "./messages.d.ts";
import type { Refusal } from "../worker/inserting.js";
import type { Trouble } from "../core/server.js";

export interface DraftState {
  /** Fingerprint of the customer's last words: another one makes the draft stale. */
  said: string;
  /** Fingerprint of all that it was made from. */
  basis: string;
  phase: "thinking" | "instant" | "writing" | "done" | "failed";
  question?: Api.QuestionOut;
  passages: Api.PassageOut[];
  outcome?: Api.SuggestionOut["outcome"];
  why?: Api.WhyOut;
  draft?: Api.DraftOut;
  /** Unchecked words of the model while they arrive. */
  writing: string;
  /** The server's id, once it is kept there. */
  suggestion?: string;
  upsell?: string | null;
  trouble?: Trouble;
  message?: string;
  /** Milliseconds since 1970. */
  askedAt: number;
  draftedAt?: number;
}

/** page: read from a workbench · generic: asked for by the agent on any page · paste: pasted from a desktop client. */
export type ChatKind = "page" | "generic" | "paste";

/** What an agent has made of a draft. */
export interface Wording {
  said: string;
  text: string;
  /** The text that `findings` are of; another one has not been checked yet. */
  checked: string;
  findings: Api.FindingOut[];
  /** Why a blocked text is used all the same. */
  override?: string;
  /** Which of the other phrasings the strip shows, from 1; 0 for the draft. */
  phrasing?: number;
}

export interface Chat {
  /** Adapter and the page's own id, which is what the server knows the conversation by. */
  place: string;
  kind: ChatKind;
  tab: number;
  frame: number;
  conversation: ReadConversation;
  said: string;
  basis: string;
  /** When the last words came. */
  saidAt?: number;
  /** When the customer's oldest unanswered message came. */
  waitingSince?: number;
  seenAt: number;
  draft?: DraftState;
  /** When the agent first had the draft before their eyes. */
  shownAt?: number;
  wording?: Wording;
  inserted?: { said: string; text: string; suggestion: string; at: number; copied: boolean };
  dismissed?: string;
  /** The suggestion that has been decided on. */
  decided?: string;
  /** What was sent before the server had given the draft its id. */
  sentEarly?: { text: string; at: number };
}

export interface Job {
  place: string;
  request: Api.SuggestionRequest;
  draft: DraftState;
}

export interface TabState {
  adapter: AdapterState | null;
  frame: number;
  place: string | null;
  typing: boolean;
  waiting: WaitingChat[];
}

export type Connection = "ok" | Trouble;

export interface WaitingView extends WaitingChat {
  ready: boolean;
  deadline: number | null;
}

export interface View {
  connection: Connection;
  /** Decisions and times that are not delivered yet. */
  queued: number;
  tab: number | null;
  adapter: AdapterState | null;
  chat: Chat | null;
  /** Whether the draft belongs to the customer's last words. */
  fresh: boolean;
  /** When the reply is due, by the platform or the shop. */
  deadline: number | null;
  waiting: WaitingView[];
  shortcut: string;
  role: Api.KeyRole | null;
  shop: Api.ExtensionOut | null;
}

export type ToPanel =
  | { type: "view"; view: View }
  | { type: "run"; job: Job }
  | { type: "stop"; place: string }
  /** `beyond`: origins of frames in the page that are not allowed yet. */
  | { type: "reached"; ok: boolean; beyond: string[]; teaching: boolean; tab: number }
  | { type: "taught"; name: string; matches: string[] }
  | { type: "inserted"; place: string; inserted: Inserted | null; refused: Refusal | null };

export type FromPanel =
  /** First thing on a new line: what the panel is in the middle of, which a new worker knows nothing of. */
  | { type: "panel.hello"; running: { place: string; askedAt: number }[] }
  | { type: "panel.retry" }
  | { type: "panel.progress"; place: string; draft: DraftState }
  | { type: "panel.wording"; place: string; wording: Wording }
  | { type: "panel.insert"; place: string; wording: Wording }
  | { type: "panel.copied"; place: string; text: string }
  | { type: "panel.decide"; place: string; action: "rejected" | "taken_over"; code?: Api.RejectReason; reason?: string }
  | { type: "panel.again"; place: string }
  | { type: "panel.paste"; text: string; sku: string }
  | { type: "panel.leave_paste" }
  | { type: "panel.enable" | "panel.teach"; tab: number };
