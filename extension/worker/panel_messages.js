// What a panel asks for. It is our own page, so its messages are believed.

import { basisOf, digest, lastSaid } from "../core/conversations.js";
import { decisionSaid } from "./deciding.js";
import { insert } from "./inserting.js";
import { reachTab } from "./reaching.js";

/** @import { Chat, FromPanel } from "../types/desk.d.ts" */
/** @import { Office } from "./office.js" */
/** @import { Panel } from "./panels.js" */

/** @param {Office} office @param {FromPanel} message @param {Panel} panel */
export async function hearPanel(office, message, panel) {
  switch (message.type) {
    case "panel.hello":
      for (const { place, askedAt } of message.running) office.asking.adopt(place, askedAt, office.panels.adopt(panel, place));
      office.asking.resume();
      return office.connect();
    case "panel.retry":
      return office.retryIfNeeded();
    case "panel.progress":
      return office.asking.progress(message.place, message.draft);
    case "panel.wording":
      return office.keepWording(message.place, message.wording);
    case "panel.insert":
      office.keepWording(message.place, message.wording);
      return office.tellInserted(message.place, await insert(office, office.desk.chat(message.place)));
    case "panel.copied":
      return hasCopied(office, message.place, message.text);
    case "panel.decide": {
      const chat = office.desk.chat(message.place);
      return chat && office.decide(chat, decisionSaid(chat, message, Date.now()));
    }
    case "panel.again": {
      const chat = office.desk.chat(message.place);
      return chat && office.asking.ask(chat);
    }
    case "panel.paste":
      return paste(office, panel, message.text, message.sku);
    case "panel.leave_paste":
      panel.paste = null;
      return office.show();
    case "panel.enable":
    case "panel.teach": {
      const teaching = message.type === "panel.teach";
      return office.panels.tell(panel, { type: "reached", tab: message.tab, teaching, ...(await reachTab(message.tab, { teaching })) });
    }
  }
}

/** The text was taken away by hand, for a client that no page of ours can see. @param {Office} office @param {string} place @param {string} text */
async function hasCopied(office, place, text) {
  const chat = office.desk.chat(place);
  if (!chat) return;
  office.hasInserted(chat, text, true);
  if (chat.kind !== "page") await office.decide(office.desk.chat(place) ?? chat, decisionSaid(chat, { action: "copied", text }, Date.now()));
}

/** @param {Office} office @param {Panel} panel @param {string} text @param {string} sku */
function paste(office, panel, text, sku) {
  const place = `paste:${digest(text)}`;
  /** @type {import("../types/messages.d.ts").ReadConversation} */
  const conversation = { id: place, title: "", messages: [{ role: "customer", text }], context: sku ? { sku } : {} };
  const now = Date.now();
  /** @type {Chat} */
  const chat = {
    place,
    kind: "paste",
    tab: -1,
    frame: 0,
    conversation,
    said: lastSaid(conversation.messages),
    basis: basisOf(conversation),
    seenAt: now,
    waitingSince: now,
  };
  panel.paste = place;
  office.change(place, { ...office.desk.chat(place), ...chat });
  office.asking.want(office.desk.chat(place) ?? chat);
}
