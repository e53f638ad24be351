// What the classic scripts of content/ and picker/ share: one namespace in the extension's own world of the page.

import type { Adapter, Field } from "./adapter.d.ts";
import type { AdapterState, FromPage, Inserted, ReadConversation, ReadMessage, Role, StripState, ToPage, WaitingChat } from "./messages.d.ts";

type Root = Document | Element | ShadowRoot;
type Speak = (key: string, values?: Record<string, string | number>) => string;

/** One look at the page. */
export interface Look {
  conversation: ReadConversation | null;
  /** What the self-test misses: messages, roles, editor, conversation. */
  problems: string[];
  editor: HTMLElement | null;
  list: Element | null;
}

/** What is remembered of a chat to recognise what is sent in it. */
export interface Memory {
  messages: ReadMessage[];
  /** What the editor held last, until it is found among the messages. */
  typed: string;
}

export interface Own {
  conversation: string;
  text: string;
}

export interface StripEvents {
  insert(): void;
  next(): void;
  dismiss(): void;
  open(): void;
  /** Where the strip is now; null for nowhere. */
  stands(box: DOMRect | null): void;
}

export interface Room {
  give(list: Element | null, strip: DOMRect | null): void;
}

export interface Strip {
  show(state: StripState, line: string, shortcut: string, anchor: Element): void;
  /** What became of an insertion, or what is wrong with the page: a key of words.js with its values. */
  say(key: string, anchor: Element, values?: Record<string, string>): void;
  place(anchor: Element | null): void;
  hide(): void;
  readonly shown: boolean;
}

export interface Reporter {
  chat(message: FromPage, always: boolean): void;
  waiting(chats: WaitingChat[]): void;
  /** Whether something was sent since the last look. */
  sent(conversation: ReadConversation, content: string): boolean;
  typed(conversation: string, content: string): void;
}

export interface Session {
  report(): void;
  hideStrip(): void;
  showStrip(message: Extract<ToPage, { type: "strip.show" }>): void;
  insert(message: Extract<ToPage, { type: "insert" }>): Promise<Inserted>;
}

interface PageScripts {
  // times.js
  readTime(text: string, now: Date): string | undefined;
  readSince(text: string, now: Date): string | undefined;
  // reading.js
  all(root: Root, selector: string): HTMLElement[];
  first(root: Root, selector: string, except?: Element | null): HTMLElement | null;
  roots(selector: string): (ShadowRoot | Document)[];
  is(element: Element, selector: string): boolean;
  isOrHolds(element: Element, selector: string): boolean;
  textOf(element: Element): string;
  readField(root: Root, field: Field | undefined, except?: Element | null): string;
  // chat.js
  look(adapter: Adapter, now: Date, identify: (messages: ReadMessage[]) => string): Look;
  bestLook(adapters: Adapter[], now: Date, identify: (messages: ReadMessage[]) => string): { adapter: Adapter; look: Look } | undefined;
  waitingChats(adapter: Adapter, now: Date): WaitingChat[];
  roleOf(item: Element, messages: Adapter["messages"], list: Element): Role | null;
  // editor.js
  isEditor(element: Element | null): element is HTMLElement;
  contentOf(editor: Element): string;
  squeezed(text: string): string;
  watchEditors(signal: AbortSignal): { last(): HTMLElement | null; composing(): boolean };
  // inserting.js
  insert(find: () => HTMLElement | null, text: string, own: string): Promise<Inserted>;
  copy(text: string): Promise<boolean>;
  // sending.js
  newlySent(memory: Memory, messages: ReadMessage[], content: string): ReadMessage[];
  following(known: ReadMessage[], messages: ReadMessage[]): ReadMessage[] | null;
  // identity.js
  makeIdentities(): (messages: ReadMessage[]) => string;
  // room.js, ground.js, words.js, strip.js
  makeRoom(): Room;
  groundOf(element: Element | null): "light" | "dark";
  speak(language: "zh" | "en"): Speak;
  makeStrip(speak: Speak, language: "zh" | "en", events: StripEvents, signal: AbortSignal): Strip;
  // watching.js, asking.js
  watch(look: () => void, attributes: string[], signal: AbortSignal): { enter(root: Node): void; soon(): void };
  rootsOf(adapter: Adapter): (ShadowRoot | Document)[];
  attributesOf(adapter: Adapter): string[];
  offerToAsk(label: string, ask: (text: string) => void, needed: () => boolean, signal: AbortSignal): void;
  // reporting.js, session.js, page.js
  makeReporter(tell: (message: FromPage) => void): Reporter;
  adapterState(adapter: Adapter, problems: string[]): AdapterState;
  openSession(adapters: Adapter[], language: "zh" | "en", tell: (message: FromPage) => void, signal: AbortSignal): Session;
  running: AbortController | undefined;
  // picker/
  pickerWords(language: "zh" | "en"): Speak;
  signatures(element: Element): Signature[];
  uniqueSelector(element: Element): string;
  pathWithin(element: Element, root: Root): string;
  infer(example: PickedExample): Omit<Adapter, "conversation">;
  tellApart(lesson: Lesson, apart: Element[]): Promise<Adapter["conversation"]>;
  makePickerView(speak: Speak, language: "zh" | "en", signal: AbortSignal): PickerView;
  point(view: PickerView, chosen: (element: Element) => void, left: () => void, signal: AbortSignal): void;
  /** Only where the picker was injected. */
  teach?(language: "zh" | "en", leading?: boolean): void;
  teaching: AbortController | undefined;
  /** The lesson goes on in another frame, unless it does here. */
  leaveLesson?(): void;
  /** Asks for the adapters anew and reads the page with them. */
  attendAnew?(): void;
}

/** A selector by which an element can be known, and what that is worth: the more, the longer it lasts. */
export interface Signature {
  selector: string;
  worth: number;
}

/** What the agent pointed at. */
export interface PickedExample {
  customer: Element;
  agent: Element;
  list: Element;
  editor: Element;
}

/** What a lesson asks of the agent. */
export interface Lesson {
  /** One element, or null for none; `none` names that button. */
  choose(step: string, guess: Element | null, none: string): Promise<Element | null>;
  /** To do something in the page; `done` names the button. */
  wait(step: string, done: string): Promise<void>;
}

export interface PickerView {
  host: HTMLElement;
  /** `below`: at the lower edge, where what is asked for stands at the upper one. */
  ask(title: string, help: string, actions: { label: string; act: () => void; primary?: boolean }[], below?: boolean): void;
  frame(element: Element | null): void;
  report(adapter: Adapter, look: Look, problems: string[], actions: PickerActions): void;
}

export interface PickerActions {
  save(adapter: Adapter): void;
  swap(): void;
  again(): void;
  cancel(): void;
}

declare global {
  var huashu: PageScripts;
}
export type { Adapter, AdapterState, Field, Speak, Inserted, ReadConversation, ReadMessage, Role, StripState, ToPage, WaitingChat };
