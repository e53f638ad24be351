// A chat as an adapter finds it in the page, and what the adapter's self-test misses. Nodes inside a message are never
// taken for messages, titles, orders or editors: a customer can write anything there.

(() => {
  /** @typedef {import("../types/adapter.d.ts").Adapter} Adapter */
  const MOST_MESSAGES = 60; // a draft reads the last turns; long chats stay cheap
  const MOST_WAITING = 100;
  const CENTRED = 0.04; // of the list's width: system lines stand in the middle and belong to nobody

  /**
   * @param {Adapter} adapter @param {Date} now
   * @param {(messages: import("../types/messages.d.ts").ReadMessage[]) => string} identify where only the messages tell which chat it is
   * @returns {import("../types/page.d.ts").Look}
   */
  function look(adapter, now, identify) {
    const list = shown(huashu.first(document, adapter.messages.list));
    const editor = shown(huashu.first(document, adapter.editor, list));
    const title = huashu.readField(document, adapter.conversation.title, list);
    const items = list ? outermost(huashu.all(list, adapter.messages.item)) : [];
    const messages = list ? items.slice(-MOST_MESSAGES).flatMap((item) => readMessage(item, adapter, list, now)) : [];
    const nameless = adapter.conversation.id.attribute === "messages";
    const id = nameless ? identify(messages) : huashu.readField(document, adapter.conversation.id, list);
    const known = nameless ? id : id || title;
    if (list === null && editor === null && nobodyOpen(adapter, id)) return { conversation: null, problems: [], editor, list };
    const problems = [
      list === null || (items.length === 0 && huashu.textOf(list) !== "") ? "messages" : "",
      items.length > 0 && messages.length === 0 ? "roles" : "",
      editor === null ? "editor" : "",
      id === "" && !nameless ? "conversation" : "",
    ].filter((problem) => problem !== "");
    const usable = known !== "" && list !== null && !problems.includes("messages") && !problems.includes("roles");
    const conversation = { id: known.slice(0, 200), title: title.slice(0, 100), messages, context: readContext(adapter, list, now) };
    return { conversation: usable ? conversation : null, problems, editor, list };
  }

  /** @type {typeof huashu.bestLook} the first that misses nothing, else the first */
  function bestLook(adapters, now, identify) {
    const looks = adapters.map((adapter) => ({ adapter, look: look(adapter, now, identify) }));
    return looks.find(({ look: { problems } }) => problems.length === 0) ?? looks[0];
  }

  /** @param {HTMLElement | null} element pages keep what they do not show */
  function shown(element) {
    return element?.checkVisibility() ? element : null;
  }

  /** @param {Adapter} adapter @param {string} id no chat is chosen yet: the list of chats is there, and nothing of a chat */
  function nobodyOpen(adapter, id) {
    return id === "" && adapter.waiting !== undefined && huashu.first(document, adapter.waiting.item) !== null;
  }

  /** @param {HTMLElement[]} items in the document's order */
  function outermost(items) {
    /** @type {HTMLElement[]} */
    const kept = [];
    for (const item of items) if (!kept.at(-1)?.contains(item)) kept.push(item);
    return kept;
  }

  /**
   * @param {Element} item @param {Adapter} adapter @param {Element} list @param {Date} now
   * @returns {import("../types/messages.d.ts").ReadMessage[]} one, or none where nobody says anything
   */
  function readMessage(item, { messages }, list, now) {
    const role = roleOf(item, messages, list);
    const text = bubbleText(item, messages.text);
    if (role === null || text === "") return [];
    const at = messages.at && huashu.readTime(huashu.readField(item, messages.at), now);
    return [{ role, text, ...(at ? { at } : {}) }];
  }

  /** @param {Element} item @param {import("../types/adapter.d.ts").Field} field the whole text, also of several bubbles in one item */
  function bubbleText(item, field) {
    if (field.attribute || field.after || field.before) return huashu.readField(item, field);
    if (field.select === "") return huashu.textOf(item);
    return outermost(huashu.all(item, field.select)).map(huashu.textOf).filter((text) => text !== "").join("\n");
  }

  /**
   * @param {Element} item @param {Adapter["messages"]} messages @param {Element} list
   * @returns {import("../types/messages.d.ts").Role | null}
   */
  function roleOf(item, messages, list) {
    const { role } = messages;
    if ("agent_side" in role) return besides(item, messages.text.select, list, role.agent_side);
    const [isCustomer, isAgent] = [role.customer, role.agent].map((selector) => huashu.is(item, selector));
    if (isCustomer !== isAgent) return isCustomer ? "customer" : "agent";
    const bubbles = messages.text.select === "" ? [] : outermost(huashu.all(item, messages.text.select));
    const [customer, agent] = [role.customer, role.agent].map((selector) => marks(item, selector, bubbles));
    return customer === agent ? null : customer ? "customer" : "agent";
  }

  /** @param {Element} item @param {string} selector @param {Element[]} bubbles what stands inside a bubble says nothing of its sender */
  function marks(item, selector, bubbles) {
    if (huashu.is(item, selector)) return true;
    return huashu.all(item, selector).some((element) => !bubbles.some((bubble) => bubble !== element && bubble.contains(element)));
  }

  /** @param {Element} item @param {string} select @param {Element} list @param {"left" | "right"} agentSide */
  function besides(item, select, list, agentSide) {
    const bubble = (select === "" ? item : (huashu.first(item, select) ?? item)).getBoundingClientRect();
    const around = list.getBoundingClientRect();
    const lean = bubble.left - around.left - (around.right - bubble.right);
    if (bubble.width === 0 || Math.abs(lean) < around.width * CENTRED) return null;
    return (lean < 0 ? "left" : "right") === agentSide ? "agent" : "customer";
  }

  /** @param {Adapter} adapter @param {Element | null} list @param {Date} now */
  function readContext(adapter, list, now) {
    const sku = huashu.readField(document, adapter.sku, list);
    const order = Object.entries(adapter.order ?? {})
      .map(([name, field]) => [name, orderValue(name, huashu.readField(document, field, list), now)])
      .filter(([, value]) => value !== "");
    return {
      ...(adapter.platform ? { platform: adapter.platform } : {}),
      ...(sku ? { sku: sku.slice(0, 100) } : {}),
      ...(order.length > 0 ? { order: Object.fromEntries(order) } : {}),
    };
  }

  /** @param {string} name @param {string} text @param {Date} now as the server takes it: amounts are numbers, times are ISO */
  function orderValue(name, text, now) {
    if (name === "amount") return /\d+(?:\.\d+)?/.exec(text.replaceAll(",", ""))?.[0] ?? "";
    return name.endsWith("_at") ? (huashu.readTime(text, now) ?? "") : text.slice(0, 100);
  }

  /** @param {Adapter} adapter @param {Date} now @returns {import("../types/messages.d.ts").WaitingChat[]} */
  function waitingChats({ waiting }, now) {
    if (!waiting) return [];
    const items = huashu.all(document, waiting.item).filter((item) => !waiting.unread || huashu.isOrHolds(item, waiting.unread));
    return items.slice(0, MOST_WAITING).flatMap((item) => {
      const [id, title, preview] = [waiting.id, waiting.title, waiting.preview].map((field) => huashu.readField(item, field).slice(0, 200));
      const since = waiting.since && huashu.readSince(huashu.readField(item, waiting.since), now);
      return id ? [{ id, title: title ?? "", preview: preview ?? "", ...(since ? { since } : {}) }] : [];
    });
  }

  Object.assign(huashu, { look, bestLook, waitingChats, roleOf });
})();
