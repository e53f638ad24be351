// One frame of a page while its adapters hold: looks when the page changes, reports, shows the strip, inserts. Insertion
// happens only into the chat that the text was made for.

(() => {
  /** @typedef {import("../types/messages.d.ts").ToPage} ToPage */
  /** @typedef {import("../types/messages.d.ts").FromPage} FromPage */
  /** @typedef {import("../types/messages.d.ts").Inserted} Inserted */
  /** @typedef {import("../types/adapter.d.ts").Adapter} Adapter */
  const GRACE_MS = 700; // pages that load or render anew are incomplete for a moment; after that it is said
  const GENERIC = { id: "generic", name: "generic", verified: false, ok: true, problems: [] };

  class Session {
    /** @type {import("../types/page.d.ts").Look} */
    #look = { conversation: null, problems: [], editor: null, list: null };
    /** @type {Adapter | undefined} */
    #adapter;
    /** When the adapter last found all that it looks for, on the page's clock in ms. */
    #soundAt = performance.now();
    /** What was inserted last, which the next insertion replaces. */
    #own = { conversation: "", text: "" };
    #saidMissing = "";
    #identify = huashu.makeIdentities();
    #room = huashu.makeRoom();
    #speak;
    #adapters;
    #tell;
    #editors;
    #reporter;
    #strip;
    #watching;

    /**
     * @param {Adapter[]} adapters that match the address
     * @param {"zh" | "en"} language
     * @param {(message: FromPage) => void} tell
     * @param {AbortSignal} signal
     */
    constructor(adapters, language, tell, signal) {
      const speak = huashu.speak(language);
      this.#speak = speak;
      this.#adapters = adapters;
      this.#adapter = adapters[0];
      this.#tell = tell;
      this.#editors = huashu.watchEditors(signal);
      this.#reporter = huashu.makeReporter(tell);
      this.#strip = huashu.makeStrip(speak, language, this.#stripEvents(), signal);
      this.#watching = huashu.watch(() => this.look(), adapters.flatMap(huashu.attributesOf), signal);
      huashu.offerToAsk(speak("answer"), (text) => tell({ type: "page.ask", text }), () => this.#unread(), signal);
      signal.addEventListener("abort", () => this.#room.give(null, null));
      this.#listen(signal);
      this.look();
    }

    look() {
      if (this.#adapters.length > 0) this.#read();
      this.#report(false);
      this.#strip.place(this.#anchor());
    }

    /** The self-test's answer, asked for: it does not wait. */
    report() {
      if (this.#adapters.length > 0) this.#read();
      this.#report(true);
    }

    hideStrip() {
      this.#strip.hide();
    }

    /** @param {Extract<ToPage, { type: "strip.show" }>} message */
    showStrip({ conversation, state, line, shortcut }) {
      const anchor = this.#anchor();
      if (conversation === this.#shownId() && anchor) this.#strip.show(state, line, shortcut, anchor);
    }

    /** @param {Extract<ToPage, { type: "insert" }>} message @returns {Promise<Inserted>} */
    async insert({ conversation, text }) {
      if (this.#adapters.length > 0) this.#read();
      const reason = conversation !== this.#shownId() ? "other_conversation" : this.#editors.composing() ? "composing" : null;
      const own = this.#own.conversation === conversation ? this.#own.text : "";
      /** @type {Inserted} */
      const inserted = reason ? { ok: false, how: "failed", copied: false, reason } : await huashu.insert(() => this.#editor(), text, own);
      if (inserted.ok) {
        this.#own = { conversation, text };
        this.#reporter.typed(conversation, text);
      }
      const anchor = this.#anchor();
      if (anchor) this.#strip.say(outcome(inserted), anchor);
      return inserted;
    }

    #read() {
      const best = huashu.bestLook(this.#adapters, new Date(), this.#identify);
      if (!best) return;
      if (best.look.conversation?.id !== this.#look.conversation?.id) this.#strip.hide();
      this.#look = best.look;
      this.#adapter = best.adapter;
      if (best.look.problems.length === 0) this.#soundAt = performance.now();
      huashu.rootsOf(best.adapter).forEach(this.#watching.enter);
      const { conversation, editor } = best.look;
      const content = editor ? huashu.contentOf(editor) : "";
      if (conversation && this.#reporter.sent(conversation, content)) this.#own = { conversation: "", text: "" };
      this.#reporter.waiting(huashu.waitingChats(best.adapter, new Date()));
    }

    /** @param {boolean} always at once, and also when nothing has changed */
    #report(always) {
      const { conversation, problems, list } = this.#look;
      const patience = this.#soundAt + GRACE_MS - performance.now();
      if (problems.length > 0 && patience > 0 && !always) {
        setTimeout(this.#watching.soon, patience); // a page that stays silent is looked at again all the same
        return;
      }
      if (!this.#adapter && window !== top && this.#editors.last() === null) return; // frames of advertisements and the like
      const adapter = this.#adapter ? huashu.adapterState(this.#adapter, problems) : GENERIC;
      const typing = Boolean(this.#adapter?.typing && huashu.first(document, this.#adapter.typing, list));
      this.#reporter.chat({ type: "page.conversation", conversation, adapter, typing }, always);
      this.#sayWhatIsMissing(problems);
    }

    /**
     * Once, beside the box that is left; the agent then selects the question by hand.
     * @param {string[]} problems
     */
    #sayWhatIsMissing(problems) {
      const missing = problems.map((problem) => this.#speak(`missing_${problem}`)).join("、");
      const anchor = this.#anchor();
      if (missing === this.#saidMissing || (missing !== "" && !anchor)) return;
      this.#saidMissing = missing;
      if (missing !== "" && anchor) this.#strip.say("broken", anchor, { missing });
      else this.#strip.hide();
    }

    /** Whether the agent has to select the customer's words, because no adapter reads them. */
    #unread() {
      return this.#adapters.length === 0 || this.#look.problems.length > 0;
    }

    /** The editor of the adapter; where there is none, the one that was used last. */
    #editor() {
      const list = this.#adapter ? huashu.first(document, this.#adapter.messages.list) : null;
      return (this.#adapter && huashu.first(document, this.#adapter.editor, list)) ?? this.#editors.last();
    }

    #anchor() {
      const composer = this.#adapter?.composer ? huashu.first(document, this.#adapter.composer, this.#look.list) : null;
      return composer ?? this.#editor();
    }

    #shownId() {
      return this.#look.conversation?.id ?? "";
    }

    #stripEvents() {
      return {
        insert: () => this.#tell({ type: "strip.insert", conversation: this.#shownId() }),
        next: () => this.#tell({ type: "strip.next", conversation: this.#shownId() }),
        open: () => this.#tell({ type: "strip.open", conversation: this.#shownId() }),
        dismiss: () => this.#dismiss(),
        stands: (/** @type {DOMRect | null} */ box) => this.#room.give(this.#look.list, box),
      };
    }

    #dismiss() {
      this.#strip.hide();
      this.#tell({ type: "strip.dismiss", conversation: this.#shownId() });
    }

    /** @param {AbortSignal} signal */
    #listen(signal) {
      const listening = { capture: true, passive: true, signal };
      for (const name of ["scroll", "resize"]) window.addEventListener(name, () => this.#strip.place(this.#anchor()), listening);
      document.addEventListener("focusin", () => this.#watching.soon(), listening);
      document.addEventListener("input", () => this.#noteTyping(), listening);
      document.addEventListener(
        "keydown",
        (event) => {
          const composed = event.isComposing || event.keyCode === 229; // an input method's own key
          if (event.key === "Escape" && event.isTrusted && !composed && this.#strip.shown) this.#dismiss();
        },
        listening,
      );
    }

    #noteTyping() {
      const { conversation, editor } = this.#look;
      if (conversation && editor) this.#reporter.typed(conversation.id, huashu.contentOf(editor));
    }
  }

  /** @param {Inserted} inserted @returns {string} the key of what the strip says */
  function outcome({ ok, copied, reason }) {
    if (ok) return "inserted";
    return copied ? "copied" : (reason ?? "not_taken");
  }

  /** @type {typeof huashu.openSession} */
  const openSession = (adapters, language, tell, signal) => new Session(adapters, language, tell, signal);
  Object.assign(huashu, { openSession });
})();
