// The script of scenario.json, played: each customer writes bubble after bubble and waits for replies where it says so.

/** @typedef {{ after?: number, text?: string, picture?: string, reply?: boolean }} Step */
/** @typedef {{ from: "customer" | "agent", text: string, minutes_ago: number }} Past */
/**
 * @typedef {{ id: string, name: string, tags: string[], sku?: string, order?: import("./desk.js").Order, starts: number,
 *   history?: Past[], script: Step[] }} Part
 */
/** @typedef {{ shop: string, products: Record<string, import("./desk.js").Product>, chats: Part[] }} Scenario */

const TYPES_S = 1.6; // how long one sees that the customer is typing

/**
 * @param {import("./desk.js").Desk} desk
 * @param {Scenario} scenario
 * @param {() => number} pace seconds of the script are multiplied by it, asked anew at each step; 0: at once
 * @param {AbortSignal} signal ends the play
 * @returns {Promise<void>} when every customer has said all
 */
export async function play(desk, scenario, pace, signal) {
  await Promise.all(scenario.chats.map((part) => perform(desk, part, pace, signal)));
}

/** @param {import("./desk.js").Desk} desk @param {Part} part @param {() => number} pace @param {AbortSignal} signal */
async function perform(desk, part, pace, signal) {
  await pause(part.starts * pace(), signal);
  if (signal.aborted) return;
  const chat = chatOf(part);
  desk.add(chat);
  for (const step of part.script) {
    if (step.reply) await replied(desk, part.id, signal);
    else await speakUp(desk, chat, step, pace, signal);
    if (signal.aborted) return;
  }
}

/**
 * @param {import("./desk.js").Desk} desk @param {import("./desk.js").Chat} chat
 * @param {Step} step @param {() => number} pace @param {AbortSignal} signal
 */
async function speakUp(desk, chat, { after = 0, text = "", picture }, pace, signal) {
  const typing = Math.min(after, TYPES_S);
  await pause((after - typing) * pace(), signal);
  if (signal.aborted) return;
  if (pace() > 0) desk.types(chat, true);
  await pause(typing * pace(), signal);
  if (!signal.aborted) desk.say(chat, { from: "customer", text, ...(picture ? { picture } : {}) });
}

/** @param {Part} part @returns {import("./desk.js").Chat} */
function chatOf({ id, name, tags, sku, order, history = [] }) {
  const messages = history.map(({ from, text, minutes_ago }) => ({ from, text, at: new Date(Date.now() - minutes_ago * 60_000) }));
  return { id, name, tags, sku, order, messages, waitingSince: null, typing: false, unsent: "" };
}

/** @param {number} seconds @param {AbortSignal} signal @returns {Promise<void>} */
function pause(seconds, signal) {
  if (seconds <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}

/** @param {import("./desk.js").Desk} desk @param {string} id @param {AbortSignal} signal @returns {Promise<void>} */
function replied(desk, id, signal) {
  return new Promise((resolve) => {
    desk.addEventListener("replied", (event) => /** @type {CustomEvent} */ (event).detail === id && resolve(), { signal });
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
