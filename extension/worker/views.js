// What a panel is shown of the desk.

import { askedIn } from "../core/conversations.js";
import { deadlineOf, waitingViews } from "../core/urgency.js";
import { placeOf } from "./waiting.js";

/** @import { Chat, View } from "../types/desk.d.ts" */
/** @import { Office } from "./office.js" */
/** @import { Panel } from "./panels.js" */

/** @param {Office} office @param {Panel} panel @param {number} queued @returns {Promise<View>} */
export async function viewFor(office, panel, queued) {
  const { desk } = office;
  const tab = panel.tab ?? (await activeTab(panel.window));
  return viewOf(office, tab, desk.chat(panel.paste) ?? desk.shownIn(tab) ?? null, queued);
}

/** @param {Office} office @param {number | null} tab @param {Chat | null} chat @param {number} queued @returns {View} */
function viewOf({ desk, shop, shortcut }, tab, chat, queued) {
  const state = tab === null ? undefined : desk.tabs.get(tab);
  const adapter = state?.adapter ?? null;
  const limit = adapter?.limits?.reply_seconds ?? shop?.reply_limit_s ?? null;
  const others = (state?.waiting ?? []).filter((one) => placeOf(adapter?.id ?? "", one.id) !== chat?.place);
  return {
    connection: desk.known.connection,
    queued,
    tab,
    adapter,
    chat,
    fresh: chat?.draft?.said === chat?.said,
    deadline: chat && askedIn(chat.conversation.messages).length ? deadlineOf(chat.waitingSince, limit) : null,
    waiting: waitingViews(others, (id) => desk.chat(placeOf(adapter?.id ?? "", id)), limit),
    shortcut,
    role: shop?.role ?? null,
    shop,
  };
}

/** @param {number} window @returns {Promise<number | null>} */
async function activeTab(window) {
  const [tab] = await chrome.tabs.query({ active: true, windowId: window });
  return tab?.id ?? null;
}
