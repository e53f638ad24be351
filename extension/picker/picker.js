// An agent teaches a workbench: a customer's message, one of their own, the list, the box, the customer's name. Then what
// was read is shown, and the adapter is kept if the agent says so.

(() => {
  /** @typedef {import("../types/page.d.ts").PickedExample} PickedExample */
  /** @typedef {import("../types/adapter.d.ts").Adapter} Adapter */
  const FAREWELL_MS = 2500;

  /** @param {"zh" | "en"} language */
  function teach(language) {
    huashu.teaching?.abort();
    const lesson = new AbortController();
    huashu.teaching = lesson;
    huashu.running?.signal.addEventListener("abort", () => lesson.abort(), { signal: lesson.signal });
    const speak = huashu.pickerWords(language);
    const view = huashu.makePickerView(speak, language, lesson.signal);
    const leave = { label: speak("cancel"), act: () => lesson.abort() };
    steps();

    async function steps() {
      const customer = await pick("customer");
      const agent = await pick("agent", (element) => (customer.contains(element) || element.contains(customer) ? "same" : null));
      const list = await confirmList(customer, agent);
      const editor = await pick("editor", (element) => (editorIn(element) ? null : "not_editor"));
      const title = await pickTitle();
      show({ customer, agent, list, editor: editorIn(editor) ?? editor, title });
    }

    /**
     * @param {string} step
     * @param {(element: Element) => string | null} [refuse] the words' key that says why not this element
     * @param {{ label: string, act: () => void, primary?: boolean }[]} [more]
     * @returns {Promise<Element>}
     */
    function pick(step, refuse = () => null, more = []) {
      return new Promise((resolve) => {
        const pointing = new AbortController();
        const signal = AbortSignal.any([pointing.signal, lesson.signal]);
        const ended = more.map((action) => ({ ...action, act: () => (pointing.abort(), action.act()) }));
        const below = step === "title"; // names stand at the top of a chat
        view.ask(speak(step), speak(`${step}_help`), [...ended, leave], below);
        huashu.point(
          view,
          (element) => {
            const refused = refuse(element);
            if (refused) {
              view.ask(speak(step), speak(refused), [...ended, leave], below);
              return;
            }
            pointing.abort();
            view.frame(null);
            resolve(element);
          },
          () => lesson.abort(),
          signal,
        );
      });
    }

    /** @param {Element} customer @param {Element} agent @returns {Promise<Element | null>} */
    function confirmList(customer, agent) {
      const guess = scroller(customer, agent);
      return new Promise((resolve) => {
        const holdsBoth = (/** @type {Element} */ element) => (element.contains(customer) && element.contains(agent) ? null : "list_help");
        pick("list", holdsBoth, [{ label: speak("yes"), act: () => resolve(guess), primary: true }]).then(resolve);
        view.frame(guess);
      });
    }

    /** @returns {Promise<Element | null>} */
    function pickTitle() {
      return new Promise((resolve) => {
        pick("title", undefined, [{ label: speak("skip"), act: () => resolve(null) }]).then(resolve);
      });
    }

    /** @param {PickedExample} picked */
    function show(picked) {
      test(huashu.infer(picked));
    }

    /** @param {Adapter} adapter */
    function test(adapter) {
      const look = huashu.look(adapter, new Date());
      view.frame(look.list);
      const missing = look.problems.map((problem) => speak(`missing_${problem}`)).join("、");
      view.report(adapter, look, missing ? [speak("problems", { missing })] : [], {
        save,
        swap: () => test(swapped(adapter)),
        again: () => teach(language),
        cancel: leave.act,
      });
    }

    /** @param {Adapter} adapter */
    async function save(adapter) {
      const answer = await chrome.runtime.sendMessage({ type: "page.taught", adapter });
      if (!answer?.ok) {
        const why = answer ? speak("refused", { problems: answer.problems.join("；") }) : speak("unsaved");
        view.ask(speak("picker"), why, [{ label: speak("again"), act: () => teach(language), primary: true }, leave]);
        return;
      }
      view.frame(null);
      view.ask(speak("picker"), speak("saved"), []);
      setTimeout(() => lesson.abort(), FAREWELL_MS);
      huashu.attendAnew?.(); // the page is read with what was just taught, without a reload
    }
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
