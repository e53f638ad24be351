// The strip's “another one”: draft, shorter, warmer, and round again.

import { ServerError } from "../core/server.js";

/** @import { Chat } from "../types/desk.d.ts" */
/** @import * as Api from "../types/api.d.ts" */
/** @import { Office } from "./office.js" */

/** @type {Api.Tone[]} */
const TONES = ["shorter", "warmer"];

/** @param {Office} office @param {Chat | undefined} chat */
export async function nextPhrasing(office, chat) {
  const draft = chat?.draft;
  if (!chat || !draft?.suggestion || draft.said !== chat.said || !draft.draft) return;
  const before = chat.wording?.said === chat.said ? chat.wording : undefined;
  for (let at = (before?.phrasing ?? 0) + 1; at <= TONES.length; at++) {
    const said = await phrase(office, draft.suggestion, /** @type {Api.Tone} */ (TONES[at - 1]));
    const privacy = office.privacy(chat);
    const text = privacy.restore(said?.text ?? "");
    if (!said?.changed || text === before?.text) continue;
    const findings = privacy.findings(said.findings, said.text);
    return office.keepWording(chat.place, { said: chat.said, text, checked: text, findings, phrasing: at });
  }
  const { text, findings } = draft.draft;
  office.keepWording(chat.place, { said: chat.said, text, checked: text, findings, phrasing: 0 });
}

/** @param {Office} office @param {string} suggestion @param {Api.Tone} tone */
async function phrase(office, suggestion, tone) {
  try {
    return await office.server.phrase(suggestion, tone);
  } catch (error) {
    if (error instanceof ServerError) return null;
    throw error;
  }
}
