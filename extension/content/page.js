// The page's side of the extension: reads the chat, tells the worker, shows the strip, inserts what the worker gives. It
// holds no key and calls no server. Everything hangs on one AbortController: when the extension is reloaded or removed,
// nothing of it stays in the page.

(() => {
  /** @typedef {import("../types/messages.d.ts").ToPage} ToPage */
  /** @typedef {import("../types/messages.d.ts").FromPage} FromPage */
  /** @typedef {import("../types/adapter.d.ts").Adapter} Adapter */
  const ALIVE_MS = 1000;
  const GRACE_MS = 700; // pages that load or render anew are incomplete for a moment; after that it is said
  const WAITING_DRIFT_MS = 5000; // “waits 2 min” is read with the page's own rounding
  const MOST_CHATS = 100;

  if (huashu.running && !huashu.running.signal.aborted) return; // injected twice
  const life = new AbortController();
  huashu.running = life;
  const end = setInterval(alive, ALIVE_MS);
  life.signal.addEventListener("abort", () => clearInterval(end));
  begin();

  async function begin() {
    const setup = await tell({ type: "page.hello" });
    if (!setup || life.signal.aborted) return;
    attend(setup.adapters, setup.language, life.signal);
  }

  /** Whether the extension that brought this script is still there. */
  function alive() {
    if (chrome.runtime?.id) return true;
    life.abort();
    return false;
  }

  /** @param {FromPage} message @returns {Promise<any>} the answer; undefined where nobody answers */
  async function tell(message) {
    if (!alive()) return undefined;
    try {
      return await chrome.runtime.sendMessage(message);
    } catch (error) {
      if (error instanceof Error) return void alive(); // the worker is being replaced; the next report reaches it
      throw error;
    }
  }

  /** @param {Adapter[]} adapters that match this address @param {"zh" | "en"} language @param {AbortSignal} signal */
  function attend(adapters, language, signal) {
    const speak = huashu.speak(language);
    const editors = huashu.watchEditors(signal);
    const strip = huashu.makeStrip(
      speak,
      language,
      {
        insert: () => tell({ type: "strip.insert", conversation: shownId() }),
        next: () => tell({ type: "strip.next", conversation: shownId() }),
        dismiss,
        open: () => tell({ type: "strip.open", conversation: shownId() }),
      },
      signal,
    );
    const page = {
      look: /** @type {import("../types/page.d.ts").Look} */ ({ conversation: null, problems: [], editor: null, list: null }),
      adapter: /** @type {Adapter | undefined} */ (adapters[0]),
      soundAt: performance.now(),
      reported: "",
      waiting: /** @type {import("../types/messages.d.ts").WaitingChat[]} */ ([]),
      own: { conversation: "", text: "" },
    };
    /** @type {Map<string, import("../types/page.d.ts").Memory>} */
    const memories = new Map();
    const watching = huashu.watch(look, adapters.flatMap(attributesOf), signal);
    if (adapters.length === 0) huashu.offerToAsk(speak("answer"), (text) => tell({ type: "page.ask", text }), signal);

    const listening = { capture: true, passive: true, signal };
    for (const name of ["scroll", "resize"]) window.addEventListener(name, () => strip.place(anchor()), listening);
    document.addEventListener("input", noteTyping, listening);
    document.addEventListener("focusin", () => watching.soon(), listening);
    document.addEventListener("keydown", dismissByKey, listening);
    chrome.runtime.onMessage.addListener(answer);
    signal.addEventListener("abort", () => chrome.runtime?.id && chrome.runtime.onMessage.removeListener(answer));
    look();

    function look() {
      if (!alive()) return;
      if (adapters.length > 0) readPage();
      report();
      strip.place(anchor());
    }

    function readPage() {
      const looks = adapters.map((adapter) => ({ adapter, look: huashu.look(adapter, new Date()) }));
      const best = looks.find((each) => each.look.problems.length === 0) ?? looks[0];
      if (!best) return;
      if (best.look.conversation?.id !== page.look.conversation?.id) strip.hide();
      Object.assign(page, best);
      selectorsOf(best.adapter).flatMap(huashu.roots).forEach(watching.enter);
      if (best.look.problems.length === 0) page.soundAt = performance.now();
      reportSent();
      reportWaiting(best.adapter);
    }

    /** @param {boolean} [always] also when nothing has changed */
    function report(always = false) {
      const { adapter } = page;
      const { problems } = page.look;
      const patience = page.soundAt + GRACE_MS - performance.now();
      if (problems.length > 0 && patience > 0 && !always) {
        setTimeout(watching.soon, patience); // a page that stays silent is looked at again all the same
        return;
      }
      const message = /** @type {FromPage} */ ({
        type: "page.conversation",
        conversation: page.look.conversation,
        adapter: adapter ? stateOf(adapter, problems) : GENERIC,
        typing: Boolean(adapter?.typing && huashu.first(document, adapter.typing, page.look.list)),
      });
      const written = JSON.stringify(message);
      if (!always && written === page.reported) return;
      if (!adapter && window !== top && editors.last() === null) return; // frames of advertisements and the like
      page.reported = written;
      tell(message);
    }

    function reportSent() {
      const { conversation, editor } = page.look;
      if (!conversation) return;
      for (const { text, at } of huashu.newlySent(memoryOf(conversation.id), conversation.messages, contentOf(editor))) {
        tell({ type: "page.sent", conversation: conversation.id, text, ...(at ? { at } : {}) });
        page.own = { conversation: "", text: "" };
      }
    }

    /** @param {string} id @returns {import("../types/page.d.ts").Memory} */
    function memoryOf(id) {
      const memory = memories.get(id) ?? { messages: [], typed: "" };
      memories.delete(id);
      memories.set(id, memory); // the latest last
      if (memories.size > MOST_CHATS) memories.delete(memories.keys().next().value ?? "");
      return memory;
    }

    /** @param {Adapter} adapter */
    function reportWaiting(adapter) {
      const chats = huashu.waitingChats(adapter, new Date());
      if (chats.length === page.waiting.length && chats.every((chat, index) => sameWaiting(chat, page.waiting[index]))) return;
      page.waiting = chats;
      tell({ type: "page.waiting", chats });
    }

    function noteTyping() {
      const { conversation, editor } = page.look;
      const content = contentOf(editor);
      if (conversation && content.trim() !== "") memoryOf(conversation.id).typed = content;
    }

    /** @param {KeyboardEvent} event */
    function dismissByKey(event) {
      if (event.key === "Escape" && event.isTrusted && strip.shown && !event.isComposing && event.keyCode !== 229) dismiss();
    }

    function dismiss() {
      strip.hide();
      tell({ type: "strip.dismiss", conversation: shownId() });
    }

    function shownId() {
      return page.look.conversation?.id ?? "";
    }

    /** The editor of the adapter; where there is none, the one that was used last. */
    function editor() {
      const { adapter } = page;
      const list = adapter ? huashu.first(document, adapter.messages.list) : null;
      return (adapter && huashu.first(document, adapter.editor, list)) ?? editors.last();
    }

    function anchor() {
      const composer = page.adapter?.composer ? huashu.first(document, page.adapter.composer, page.look.list) : null;
      return composer ?? editor();
    }

    /** @param {ToPage} message @param {chrome.runtime.MessageSender} _sender @param {(answer: unknown) => void} respond */
    function answer(message, _sender, respond) {
      if (message.type === "insert") {
        insert(message).then(respond);
        return true;
      }
      if (message.type === "strip.show") showStrip(message);
      else if (message.type === "strip.hide") strip.hide();
      else if (message.type === "page.report" || message.type === "selftest") {
        if (adapters.length > 0) readPage();
        report(true);
      } else if (message.type === "teach.start") huashu.teach?.(language);
      return false;
    }

    /** @param {Extract<ToPage, { type: "strip.show" }>} message */
    function showStrip({ conversation, state, line, shortcut }) {
      const place = anchor();
      if (conversation === shownId() && place) strip.show(state, line, shortcut, place);
    }

    /** @param {Extract<ToPage, { type: "insert" }>} message @returns {Promise<import("../types/messages.d.ts").Inserted>} */
    async function insert({ conversation, text }) {
      if (adapters.length > 0) readPage();
      const refused = conversation !== shownId() ? "other_conversation" : editors.composing() ? "composing" : null;
      const own = page.own.conversation === conversation ? page.own.text : "";
      /** @type {import("../types/messages.d.ts").Inserted} */
      const inserted = refused ? { ok: false, how: "failed", copied: false, reason: refused } : await huashu.insert(editor, text, own);
      if (inserted.ok) {
        page.own = { conversation, text };
        memoryOf(conversation).typed = text;
      }
      const place = anchor();
      if (place) strip.say(outcome(inserted), place);
      return inserted;
    }
  }

  const GENERIC = { id: "generic", name: "generic", verified: false, ok: true, problems: [] };

  /** @param {Adapter} adapter @param {string[]} problems @returns {import("../types/messages.d.ts").AdapterState} */
  function stateOf({ id, name, evidence, limits }, problems) {
    return { id, name, verified: evidence.verified, ok: problems.length === 0, problems, ...(limits ? { limits } : {}) };
  }

  /** @param {import("../types/messages.d.ts").Inserted} inserted @returns {string} the key of what the strip says */
  function outcome({ ok, copied, reason }) {
    if (ok) return "inserted";
    return copied ? "copied" : (reason ?? "not_taken");
  }

  /** @param {import("../types/messages.d.ts").WaitingChat} chat @param {import("../types/messages.d.ts").WaitingChat | undefined} known */
  function sameWaiting(chat, known) {
    const drift = Math.abs(Date.parse(chat.since ?? "1970") - Date.parse(known?.since ?? "1970"));
    return chat.id === known?.id && chat.title === known.title && chat.preview === known.preview && drift < WAITING_DRIFT_MS;
  }

  /** @param {HTMLElement | null} editor */
  function contentOf(editor) {
    return editor ? huashu.contentOf(editor) : "";
  }

  /** @param {Adapter} adapter @returns {string[]} */
  function selectorsOf({ messages, editor, composer, waiting }) {
    return [messages.list, editor, composer, waiting?.item].filter((selector) => selector?.includes(" >>> ")).map(String);
  }

  /** @param {Adapter} adapter @returns {string[]} the attributes from which it reads */
  function attributesOf({ messages, conversation, sku, order, waiting }) {
    const fields = [messages.text, messages.at, conversation.id, conversation.title, sku, ...Object.values(order ?? {}), waiting?.id, waiting?.since];
    return fields.flatMap((field) => (field?.attribute ? [field.attribute] : []));
  }
})();
