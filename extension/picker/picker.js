// An agent teaches a workbench: a customer's message, one of their own, the list, the box, the customer's name. Then what
// was read is shown, and the adapter is kept if the agent says so. Every frame of the page offers itself; the one in
// which the first message is pointed at goes on, and the others leave.

(() => {
  /** @typedef {import("../types/adapter.d.ts").Adapter} Adapter */
  const FAREWELL_MS = 2500;

  /** @param {"zh" | "en"} language @param {boolean} [leading] whether to show the steps before anything is pointed at */
  function teach(language, leading = window === top) {
    huashu.teaching?.abort();
    const lesson = new AbortController();
    huashu.teaching = lesson;
    huashu.running?.signal.addEventListener("abort", () => lesson.abort(), { signal: lesson.signal });
    const speak = huashu.pickerWords(language);
    const view = huashu.makePickerView(speak, language, lesson.signal);
    const leave = { label: speak("cancel"), act: left };
    let isHere = false;
    huashu.leaveLesson = () => isHere || lesson.abort();
    steps();

    function left() {
      lesson.abort();
      tellOtherFrames();
    }

    async function steps() {
      const customer = await pick("customer", { quiet: !leading });
      if (customer === null) return;
      isHere = true;
      tellOtherFrames();
      const isOther = (/** @type {Element} */ element) => (customer.contains(element) || element.contains(customer) ? "same" : null);
      const agent = await pick("agent", { refuse: isOther });
      if (agent === null) return;
      const holdsBoth = (/** @type {Element} */ element) => (element.contains(customer) && element.contains(agent) ? null : "list_help");
      const list = await pick("list", { refuse: holdsBoth, guess: scroller(customer, agent) });
      const box = await pick("editor", { refuse: (element) => (editorIn(element) ? null : "not_editor") });
      const editor = box && editorIn(box);
      if (!list || !editor) return;
      const adapter = huashu.infer({ customer, agent, list, editor });
      test({ ...adapter, conversation: await huashu.tellApart({ choose, wait }, [list, editor]) });
    }

    /**
     * @param {string} step
     * @param {{ refuse?: (element: Element) => string | null, guess?: Element | null, none?: string, quiet?: boolean }} [how]
     *   `refuse` gives the words' key that says why not this element; `none` names the button for “there is none”
     * @returns {Promise<Element | null>} null for none
     */
    function pick(step, { refuse = () => null, guess = null, none, quiet = false } = {}) {
      return new Promise((resolve) => {
        const pointing = new AbortController();
        const below = step === "title" || step === "changed"; // names stand at the top of a chat
        /** @param {Element | null} element */
        const done = (element) => {
          pointing.abort();
          view.frame(null);
          resolve(element);
        };
        const yes = guess ? [{ label: speak("yes"), act: () => done(guess), primary: true }] : [];
        const skip = none ? [{ label: speak(none), act: () => done(null) }] : [];
        /** @param {string} help */
        const ask = (help) => view.ask(speak(step), speak(help), [...yes, ...skip, leave], below);
        if (!quiet) ask(`${step}_help`);
        view.frame(guess);
        /** @param {Element} element */
        const chosen = (element) => {
          const refused = refuse(element);
          if (refused) ask(refused);
          else done(element);
        };
        huashu.point(view, chosen, left, AbortSignal.any([pointing.signal, lesson.signal]));
      });
    }

    /** @param {string} step @param {Element | null} guess @param {string} none */
    function choose(step, guess, none) {
      return pick(step, { guess, none });
    }

    /** The agent does something in the page meanwhile. @param {string} step @param {string} done @returns {Promise<void>} */
    function wait(step, done) {
      return new Promise((resolve) => view.ask(speak(step), speak(`${step}_help`), [{ label: speak(done), act: resolve, primary: true }, leave]));
    }

    /** @param {Adapter} adapter */
    function test(adapter) {
      const look = huashu.look(adapter, new Date(), huashu.makeIdentities());
      view.frame(look.list);
      const missing = look.problems.map((problem) => speak(`missing_${problem}`)).join("、");
      view.report(adapter, look, missing ? [speak("problems", { missing })] : [], {
        save,
        swap: () => test(swapped(adapter)),
        again: () => teach(language, true),
        cancel: left,
      });
    }

    /** @param {Adapter} adapter */
    async function save(adapter) {
      const answer = await chrome.runtime.sendMessage({ type: "page.taught", adapter });
      if (!answer?.ok) {
        const why = answer ? speak("refused", { problems: answer.problems.join("；") }) : speak("unsaved");
        view.ask(speak("picker"), why, [{ label: speak("again"), act: () => teach(language, true), primary: true }, leave]);
        return;
      }
      view.frame(null);
      view.ask(speak("picker"), speak("saved"), []);
      setTimeout(() => lesson.abort(), FAREWELL_MS);
      huashu.attendAnew?.(); // the page is read with what was just taught, without a reload
    }
  }

  /** That it goes on here, or not at all. */
  function tellOtherFrames() {
    chrome.runtime.sendMessage({ type: "page.teaching" }).catch(() => undefined); // the worker is being replaced: each frame has its own way out
  }

  /** @param {Element} one @param {Element} other the area around both that scrolls, or the closest one around both */
  function scroller(one, other) {
    let around = /** @type {Element | null} */ (one);
    while (around && !around.contains(other)) around = around.parentElement;
    for (let at = around; at && at !== document.body; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
    }
    return around;
  }

  /** @param {Element} element @returns {HTMLElement | null} the editor that it is, is in, or holds */
  function editorIn(element) {
    if (huashu.isEditor(element)) {
      let editor = element;
      while (editor.parentElement?.isContentEditable) editor = editor.parentElement;
      return editor;
    }
    const inside = [...element.querySelectorAll("textarea, input, [contenteditable]")].find((each) => huashu.isEditor(each));
    return inside ? /** @type {HTMLElement} */ (inside) : null;
  }

  /** @param {Adapter} adapter @returns {Adapter} */
  function swapped(adapter) {
    const { role } = adapter.messages;
    /** @type {Adapter["messages"]["role"]} */
    const other =
      "agent_side" in role ? { agent_side: role.agent_side === "right" ? "left" : "right" } : { customer: role.agent, agent: role.customer };
    return { ...adapter, messages: { ...adapter.messages, role: other } };
  }

  Object.assign(huashu, { teach });
})();
