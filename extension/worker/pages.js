// What the page's script reports. It is untrusted: the shape is looked at first, and no page learns more than its strip.

import { adaptersFor, keepAdapter } from "../adapters/registry.js";
import { askedIn, basisOf, digest, lastSaid, readAdapter, readConversation, readWaiting } from "../core/conversations.js";
import { languageOf } from "../shared/words.js";
import { decisionOnSent } from "./deciding.js";
import { insert } from "./inserting.js";
import { nextPhrasing } from "./phrasing.js";
import { timesOf } from "./times.js";
import { placeOf } from "./waiting.js";

/** @import { Chat, ChatKind, TabState } from "../types/desk.d.ts" */
/** @import { PageSetup, ReadConversation } from "../types/messages.d.ts" */
/** @import { Office } from "./office.js" */

/** @typedef {{ tab: number, frame: number, url: string }} Sender */

const GENERIC = "generic";

/**
 * @param {Office} office
 * @param {Record<string, unknown>} message
 * @param {Sender} from
 * @returns {Promise<unknown>} the answer to the page
 */
export async function hearPage(office, message, from) {
  switch (message["type"]) {
    case "page.hello":
      return setUp(office, from);
    case "page.conversation":
      return showsConversation(office, message, from);
    case "page.waiting":
      return showsWaiting(office, message["chats"], from);
    case "page.sent":
      return hasSent(office, message, from);
    case "page.ask":
      return asks(office, message["text"], from);
    case "page.teaching":
      return chrome.tabs.sendMessage(from.tab, { type: "teach.elsewhere" }).catch(() => undefined); // the tab has gone
    case "page.taught":
      return learn(office, message["adapter"]);
    case "strip.insert":
      return insert(office, office.desk.shownIn(from.tab));
    case "strip.next":
      return nextPhrasing(office, office.desk.shownIn(from.tab));
    case "strip.dismiss":
      return dismiss(office, from);
    default:
      return undefined;
  }
}

/** @param {Office} office @param {Sender} from @returns {Promise<PageSetup>} */
async function setUp(office, from) {
  const language = office.settings.language === "auto" ? languageOf(chrome.i18n.getUILanguage()) : office.settings.language;
  return { adapters: await adaptersFor(from.url, office.settings.server), language };
}

/** @param {Office} office @param {Record<string, unknown>} message @param {Sender} from */
async function showsConversation(office, message, from) {
  const adapter = readAdapter(message["adapter"]);
  if (!adapter) return;
  const conversation = readConversation(message["conversation"]);
  const before = office.desk.tabs.get(from.tab);
  const better = before?.adapter?.ok && before.place && before.frame !== from.frame;
  if (better && !(adapter.ok && conversation)) return; // another frame of the tab knows more
  const place = conversation ? placeOf(adapter.id, conversation.id) : before?.place?.startsWith(`${GENERIC}:`) ? before.place : null;
  /** @type {TabState} */
  const tab = { adapter, frame: from.frame, place, typing: message["typing"] === true, waiting: before?.waiting ?? [] };
  office.desk.keepTab(from.tab, tab);
  if (!conversation || !place) return office.show();
  const chat = updated(office.desk.chat(place), conversation, place, "page", from);
  const earlier = office.desk.chat(place);
  const isNews = earlier?.said !== chat.said;
  office.change(place, chat);
  const bubble = isNews && askedIn(conversation.messages).length > 1 ? earlier?.saidAt : undefined;
  office.asking.want(chat, { typing: tab.typing, before: bubble });
  if (!before?.adapter) office.asking.prepare();
  const times = timesOf(earlier, chat, office);
  if (times) await office.report(times);
}

/**
 * @param {Chat | undefined} known
 * @param {ReadConversation} conversation
 * @param {string} place @param {ChatKind} kind @param {Sender} from
 * @returns {Chat}
 */
function updated(known, conversation, place, kind, from) {
  const said = lastSaid(conversation.messages);
  const now = Date.now();
  const firstAsked = askedIn(conversation.messages)[0];
  const since = firstAsked?.at ? Date.parse(firstAsked.at) : (known?.waitingSince ?? now);
  const { waitingSince: _, ...rest } = known ?? {};
  return {
    ...rest,
    place,
    kind,
    tab: from.tab,
    frame: from.frame,
    conversation,
    said,
    basis: basisOf(conversation),
    saidAt: (known?.said === said ? known.saidAt : null) ?? now,
    seenAt: now,
    ...(said ? { waitingSince: since } : {}),
    ...(known?.draft?.draft && !known.shownAt ? { shownAt: now } : {}),
  };
}

/** @param {Office} office @param {unknown} chats @param {Sender} from */
async function showsWaiting(office, chats, from) {
  const known = office.desk.tabs.get(from.tab); // none yet where the page tells of its list first
  const tab = known ?? { adapter: null, frame: from.frame, place: null, typing: false, waiting: [] };
  office.desk.keepTab(from.tab, { ...tab, waiting: readWaiting(chats) });
  office.asking.prepare();
  await office.show();
}

/** @param {Office} office @param {Record<string, unknown>} message @param {Sender} from */
async function hasSent(office, message, from) {
  const adapter = office.desk.tabs.get(from.tab)?.adapter;
  const chat = office.desk.chat(placeOf(adapter?.id ?? "", String(message["conversation"] ?? "")));
  if (!chat || chat.tab !== from.tab || typeof message["text"] !== "string" || !message["text"].trim()) return;
  await office.hasSent(chat, message["text"].slice(0, 4000), Date.now());
}

/** A text that the agent selected, on any page. @param {Office} office @param {unknown} text @param {Sender} from */
async function asks(office, text, from) {
  if (typeof text !== "string" || !text.trim()) return;
  const place = placeOf(GENERIC, `${from.tab}-${digest(text)}`);
  const conversation = { id: place, title: "", messages: [{ role: /** @type {const} */ ("customer"), text: text.slice(0, 4000) }], context: {} };
  const before = office.desk.tabs.get(from.tab);
  const adapter = before?.adapter ?? { id: GENERIC, name: "", verified: false, ok: true, problems: [] };
  office.desk.keepTab(from.tab, { adapter, frame: from.frame, place, typing: false, waiting: before?.waiting ?? [] });
  const chat = updated(office.desk.chat(place), conversation, place, "generic", from);
  office.change(place, chat);
  office.asking.want(chat);
}

/** @param {Office} office @param {unknown} adapter */
async function learn(office, adapter) {
  const kept = await keepAdapter(adapter);
  if (kept.ok) {
    const { name, matches } = /** @type {import("../types/adapter.d.ts").Adapter} */ (adapter);
    office.panels.tellAll({ type: "taught", name, matches });
  }
  return kept;
}

/** @param {Office} office @param {Sender} from */
function dismiss(office, from) {
  const chat = office.desk.shownIn(from.tab);
  if (chat) office.change(chat.place, { ...chat, dismissed: chat.said });
}
