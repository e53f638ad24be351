// What the agent really sent, recognised by reading: a message of the agent that follows those known before, or one that
// is what the editor held until it became empty. Older messages that appear when one scrolls up are not sent now.

(() => {
  /** @typedef {import("../types/messages.d.ts").ReadMessage} ReadMessage */
  const LOOK_BACK = 5; // messages before the last one that must agree as well: people repeat “好的”

  /**
   * @param {import("../types/page.d.ts").Memory} memory of this chat; brought up to date
   * @param {ReadMessage[]} messages as they stand now
   * @param {string} content of the editor now
   * @returns {ReadMessage[]} those sent since the last look
   */
  function newlySent(memory, messages, content) {
    const appended = following(memory.messages, messages);
    const fresh = (appended ?? []).filter(({ role }) => role === "agent");
    const left = fresh.length === 0 ? leftTheEditor(memory, messages, content) : [];
    const sent = [...fresh, ...left];
    if (content.trim() !== "") memory.typed = content;
    else if (sent.length > 0) memory.typed = "";
    if (appended !== null || !messages.some((message) => memory.messages.some((known) => same(known, message)))) memory.messages = messages;
    else if (left.length > 0) memory.messages = messages;
    return sent;
  }

  /**
   * @param {ReadMessage[]} known @param {ReadMessage[]} messages
   * @returns {ReadMessage[] | null} what comes after the known ones; null where they do not meet
   */
  function following(known, messages) {
    if (known.length === 0) return null;
    for (let end = messages.length; end > 0; end -= 1) {
      const depth = Math.min(LOOK_BACK, known.length, end);
      const agree = Array.from({ length: depth }, (_, back) => same(known.at(-1 - back), messages[end - 1 - back])).every(Boolean);
      if (agree) return messages.slice(end);
    }
    return null;
  }

  /** @param {import("../types/page.d.ts").Memory} memory @param {ReadMessage[]} messages @param {string} content @returns {ReadMessage[]} */
  function leftTheEditor(memory, messages, content) {
    const typed = huashu.squeezed(memory.typed);
    const last = messages.findLast(({ role }) => role === "agent");
    if (content.trim() !== "" || typed === "" || !last || huashu.squeezed(last.text) !== typed) return [];
    /** @param {ReadMessage[]} all */
    const times = (all) => all.filter((message) => same(message, last)).length;
    return times(messages) > times(memory.messages) ? [last] : [];
  }

  /** @param {ReadMessage | undefined} one @param {ReadMessage | undefined} other times may be added or rewritten by the page */
  function same(one, other) {
    return one !== undefined && other !== undefined && one.role === other.role && one.text === other.text;
  }

  Object.assign(huashu, { newlySent, following });
})();
