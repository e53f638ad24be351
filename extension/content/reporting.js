// What the worker is told, each thing once: the chat that is shown, who waits, what was sent.

(() => {
  /** @typedef {import("../types/messages.d.ts").FromPage} FromPage */
  /** @typedef {import("../types/messages.d.ts").WaitingChat} WaitingChat */
  /** @typedef {import("../types/page.d.ts").Memory} Memory */
  const WAITING_DRIFT_MS = 5000; // “waits 2 min” is read with the page's own rounding
  const MOST_CHATS = 100;

  /** @param {(message: FromPage) => void} tell @returns {import("../types/page.d.ts").Reporter} */
  function makeReporter(tell) {
    let reported = "";
    /** @type {WaitingChat[]} */
    let waiting = [];
    /** @type {Map<string, Memory>} */
    const memories = new Map();

    /** @param {string} id @returns {Memory} */
    function memoryOf(id) {
      const memory = memories.get(id) ?? { messages: [], typed: "" };
      memories.delete(id);
      memories.set(id, memory); // the latest last
      if (memories.size > MOST_CHATS) memories.delete(memories.keys().next().value ?? "");
      return memory;
    }

    return {
      chat(message, always) {
        const written = JSON.stringify(message);
        if (!always && written === reported) return;
        reported = written;
        tell(message);
      },
      waiting(chats) {
        if (chats.length === waiting.length && chats.every((chat, index) => same(chat, waiting[index]))) return;
        waiting = chats;
        tell({ type: "page.waiting", chats });
      },
      sent({ id, messages }, content) {
        const sent = huashu.newlySent(memoryOf(id), messages, content);
        for (const { text, at } of sent) tell({ type: "page.sent", conversation: id, text, ...(at ? { at } : {}) });
        return sent.length > 0;
      },
      typed(id, content) {
        if (content.trim() !== "") memoryOf(id).typed = content;
      },
    };
  }

  /** @param {WaitingChat} chat @param {WaitingChat | undefined} known */
  function same(chat, known) {
    const drift = Math.abs(Date.parse(chat.since ?? "1970") - Date.parse(known?.since ?? "1970"));
    return chat.id === known?.id && chat.title === known.title && chat.preview === known.preview && drift < WAITING_DRIFT_MS;
  }

  /** @type {typeof huashu.adapterState} */
  function adapterState({ id, name, evidence, limits }, problems) {
    return { id, name, verified: evidence.verified, ok: problems.length === 0, problems, ...(limits ? { limits } : {}) };
  }

  Object.assign(huashu, { makeReporter, adapterState });
})();
