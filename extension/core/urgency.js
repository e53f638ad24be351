// Who waits most urgently, and until when.

/** @import { Chat, WaitingView } from "../types/desk.d.ts" */
/** @import { WaitingChat } from "../types/messages.d.ts" */

/**
 * Those who have waited longest first; who shows no time keeps the page's order behind them.
 * @template {WaitingChat} T
 * @param {T[]} chats
 * @returns {T[]}
 */
export function mostUrgentFirst(chats) {
  const since = (/** @type {T} */ chat) => (chat.since ? Date.parse(chat.since) : Number.POSITIVE_INFINITY);
  return chats.toSorted((one, other) => (since(one) === since(other) ? 0 : since(one) - since(other)));
}

/** @param {number | undefined} since @param {number | null} limitSeconds @returns {number | null} */
export function deadlineOf(since, limitSeconds) {
  return since && limitSeconds ? since + limitSeconds * 1000 : null;
}

/**
 * @param {WaitingChat[]} chats
 * @param {(id: string) => Chat | undefined} known
 * @param {number | null} limitSeconds
 * @returns {WaitingView[]}
 */
export function waitingViews(chats, known, limitSeconds) {
  return mostUrgentFirst(chats).map((chat) => {
    const draft = known(chat.id)?.draft;
    const ready = draft !== undefined && (draft.phase === "done" || draft.phase === "instant");
    return { ...chat, ready, deadline: deadlineOf(chat.since ? Date.parse(chat.since) : undefined, limitSeconds) };
  });
}
