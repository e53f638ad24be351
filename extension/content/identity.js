// Which chat is shown, on pages that show neither a name nor an address of its own for each chat: known by what has been
// said. A chat goes on where it was left; one that does not is another one. The names hold until the page is left, and
// say nothing of what was said.

(() => {
  /** @typedef {import("../types/messages.d.ts").ReadMessage} ReadMessage */
  const MOST_CHATS = 100;

  /** @returns {(messages: ReadMessage[]) => string} "" while nothing has been said */
  function makeIdentities() {
    /** @type {Map<string, ReadMessage[]>} as they were seen last, the latest last */
    const known = new Map();
    return (messages) => {
      if (messages.length === 0) return "";
      const latestFirst = [...known].reverse();
      const id = latestFirst.find(([, before]) => huashu.following(before, messages) !== null)?.[0] ?? newName();
      known.delete(id);
      known.set(id, messages);
      if (known.size > MOST_CHATS) known.delete(known.keys().next().value ?? "");
      return id;
    };
  }

  function newName() {
    return `chat-${[...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join("")}`;
  }

  Object.assign(huashu, { makeIdentities });
})();
