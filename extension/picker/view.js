// What the picker shows: a bar with the step, a frame around what is pointed at, and what was read in the end. All in a
// shadow root; it takes clicks meant for itself and nothing else.

(() => {
  const STYLE = `
    :host { all: initial; color-scheme: light dark; }
    * { box-sizing: border-box; }
    .frame {
      position: fixed; z-index: 2147483645; pointer-events: none; border-radius: 4px;
      border: 2px solid light-dark(#0b5cad, #7db7f5); background: rgb(40 120 220 / .12);
    }
    .bar {
      position: fixed; z-index: 2147483647; top: 12px; left: 50%; transform: translateX(-50%); padding: 12px 16px;
      width: min(460px, calc(100vw - 24px)); max-height: calc(100vh - 24px); overflow: auto;
      font: 14px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif;
      color: light-dark(#1b1f24, #e8eaed); background: light-dark(#fff, #1f232a);
      border: 1px solid light-dark(#d9dde3, #454c57); border-radius: 10px; box-shadow: 0 6px 28px rgb(10 20 40 / .28);
    }
    .bar[hidden] { display: none; }
    .bar.below { top: auto; bottom: 12px; }
    h1 { margin: 0 24px 2px 0; font-size: 16px; }
    p { margin: 0 0 8px; color: light-dark(#59626e, #a3acb8); }
    ol { margin: 0 0 8px; padding: 0; list-style: none; max-height: 220px; overflow: auto; }
    li { padding: 3px 0; overflow-wrap: anywhere; }
    li b { display: inline-block; min-width: 4em; font-weight: 600; color: light-dark(#0b5cad, #7db7f5); }
    li.agent b { color: light-dark(#146c43, #6fd3a0); }
    .bad { color: light-dark(#b3261e, #f79b94); }
    label { display: block; margin-bottom: 10px; }
    input, button { font: inherit; color: inherit; border: 1px solid light-dark(#8a929c, #6b7480); border-radius: 6px; background: transparent; }
    input { display: block; width: 100%; margin-top: 2px; padding: 5px 8px; }
    .actions { display: flex; flex-wrap: wrap; gap: 8px; }
    button { cursor: pointer; padding: 4px 12px; }
    button.primary {
      background: light-dark(#0b5cad, #7db7f5); border-color: transparent; color: light-dark(#fff, #0f1720); font-weight: 600;
    }
    button.move { position: absolute; right: 8px; top: 8px; padding: 0 7px; border: 0; }
    button:focus-visible, input:focus-visible { outline: 2px solid light-dark(#0b5cad, #7db7f5); outline-offset: 1px; }
  `;

  /**
   * @param {import("../types/page.d.ts").Speak} speak @param {"zh" | "en"} language @param {AbortSignal} signal
   * @returns {import("../types/page.d.ts").PickerView}
   */
  function makePickerView(speak, language, signal) {
    const host = document.createElement("huashu-picker");
    const root = host.attachShadow({ mode: "open" });
    const frame = make("div", "frame");
    frame.hidden = true;
    const bar = make("div", "bar");
    bar.hidden = true;
    bar.lang = language === "zh" ? "zh-CN" : "en";
    bar.setAttribute("role", "dialog");
    bar.setAttribute("aria-label", speak("picker"));
    const move = make("button", "move", "⇅");
    move.title = speak("move");
    move.setAttribute("aria-label", speak("move"));
    move.addEventListener("click", () => bar.classList.toggle("below"));
    root.append(make("style", "", STYLE), frame, bar);
    document.documentElement.append(host);
    signal.addEventListener("abort", () => host.remove());
    for (const name of ["keydown", "keyup", "keypress", "input"]) bar.addEventListener(name, (event) => event.stopPropagation());

    return {
      host,
      ask(title, help, actions, below = false) {
        bar.hidden = false;
        bar.classList.toggle("below", below);
        bar.replaceChildren(make("h1", "", title), make("p", "", help), buttons(actions), move);
      },
      frame(element) {
        frame.hidden = element === null;
        if (!element) return;
        const { left, top, width, height } = element.getBoundingClientRect();
        Object.assign(frame.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
      },
      report(adapter, look, problems, actions) {
        bar.hidden = false;
        const name = document.createElement("input");
        name.value = adapter.name;
        name.maxLength = 60;
        const label = make("label", "", speak("name"));
        label.append(name);
        bar.replaceChildren(
          make("h1", "", speak("picker")),
          ...readings(look, adapter.conversation.id.attribute === "messages", speak),
          ...problems.map((problem) => make("p", "bad", problem)),
          label,
          buttons([
            { label: speak("save"), act: () => actions.save({ ...adapter, name: name.value.trim() || adapter.name }), primary: true },
            { label: speak("swap"), act: actions.swap },
            { label: speak("again"), act: actions.again },
            { label: speak("cancel"), act: actions.cancel },
          ]),
          move,
        );
      },
    };
  }

  /** @param {import("../types/page.d.ts").Look} look @param {boolean} nameless @param {import("../types/page.d.ts").Speak} speak */
  function readings({ conversation, editor }, nameless, speak) {
    const messages = conversation?.messages ?? [];
    if (messages.length === 0) return [make("p", "bad", speak("read_none"))];
    const list = make("ol", "");
    for (const { role, text } of messages.slice(-6)) {
      const row = make("li", role);
      row.append(make("b", "", speak(`who_${role}`)), text.slice(0, 160));
      list.append(row);
    }
    return [
      make("p", "", speak("read", { count: messages.length })),
      list,
      make("p", "", speak(nameless ? "chat_nameless" : "chat", { title: conversation?.title || conversation?.id || "" })),
      make("p", editor ? "" : "bad", speak(editor ? "box" : "box_missing")),
    ];
  }

  /** @param {{ label: string, act: () => void, primary?: boolean }[]} actions */
  function buttons(actions) {
    const row = make("div", "actions");
    for (const { label, act, primary } of actions) {
      const button = make("button", primary ? "primary" : "", label);
      button.addEventListener("click", (event) => event.isTrusted && act());
      row.append(button);
    }
    return row;
  }

  /** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {string} name @param {string} [text] */
  function make(tag, name, text = "") {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.textContent = text;
    return element;
  }

  Object.assign(huashu, { makePickerView });
})();
