// The strip above the composer. It lives in a shadow root beside the page's body, so neither styles the other; it never
// takes the focus, and it heeds only real clicks: a script of the page can reach the buttons, but not press them.

(() => {
  const GAP = 6;
  const LEAST_WIDTH = 320;
  const NOT_TO_INSERT = new Set(["thinking", "blocked", "stale"]);
  const DONE = new Set(["inserted", "copied"]);
  const STYLE = `
    :host { all: initial; }
    .strip {
      position: fixed; z-index: 2147483646; box-sizing: border-box; display: flex; align-items: center; gap: 8px; padding: 5px 6px 5px 10px;
      font: 13px/1.4 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif;
      color: light-dark(#1b1f24, #e8eaed); background: light-dark(#ffffff, #1f232a);
      border: 1px solid light-dark(#d9dde3, #454c57); border-left: 3px solid var(--state); border-radius: 8px;
      box-shadow: 0 2px 10px light-dark(rgb(20 30 50 / .14), rgb(0 0 0 / .5));
      --state: light-dark(#59626e, #a3acb8);
    }
    .strip[hidden] { display: none; }
    .strip[data-state="ready"], .strip[data-state="inserted"] { --state: light-dark(#146c43, #6fd3a0); }
    .strip[data-state="draft"], .strip[data-state="thinking"] { --state: light-dark(#0b5cad, #7db7f5); }
    .strip[data-state="stale"], .strip[data-state="note"], .strip[data-state="copied"] { --state: light-dark(#8a5300, #f2b45c); }
    .strip[data-state="blocked"], .strip[data-state="offline"] { --state: light-dark(#b3261e, #f79b94); }
    button { all: unset; box-sizing: border-box; cursor: pointer; white-space: nowrap; border-radius: 6px; padding: 3px 8px; }
    button:hover { background: light-dark(#eef0f3, #313843); }
    button:focus-visible { outline: 2px solid light-dark(#0b5cad, #7db7f5); outline-offset: 1px; }
    button[hidden] { display: none; }
    .line {
      flex: 1; min-width: 0; overflow: hidden; padding: 0 4px; text-align: left; white-space: normal; overflow-wrap: anywhere;
      display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2;
    }
    .state { color: var(--state); white-space: nowrap; max-width: 60%; overflow: hidden; text-overflow: ellipsis; }
    .line[hidden] { display: none; }
    .line[hidden] + .state { max-width: none; }
    .insert { background: light-dark(#0b5cad, #7db7f5); color: light-dark(#ffffff, #0f1720); font-weight: 600; }
    .insert:hover { background: light-dark(#094b8e, #9ac8f8); }
    kbd { font: inherit; font-weight: 400; opacity: .85; margin-left: 5px; }
    .dismiss { margin-left: auto; padding: 3px 7px; color: light-dark(#59626e, #a3acb8); }
    @media (prefers-reduced-motion: no-preference) { .strip[data-state="thinking"] .state { animation: breathe 1.4s ease-in-out infinite; } }
    @keyframes breathe { 50% { opacity: .55; } }
  `;

  /**
   * @param {import("../types/page.d.ts").Speak} speak
   * @param {"zh" | "en"} language
   * @param {import("../types/page.d.ts").StripEvents} events
   * @param {AbortSignal} signal
   * @returns {import("../types/page.d.ts").Strip}
   */
  function makeStrip(speak, language, events, signal) {
    const host = document.createElement("huashu-strip");
    const root = host.attachShadow({ mode: "open" });
    const style = make("style", "", STYLE);
    const line = button("line", events.open);
    const state = make("span", "state");
    state.setAttribute("role", "status");
    const insert = button("insert", events.insert);
    const next = button("next", events.next, "", speak("next"));
    const dismiss = button("dismiss", events.dismiss, speak("dismiss"), "×");
    const strip = make("div", "strip");
    strip.hidden = true;
    strip.lang = language === "zh" ? "zh-CN" : "en";
    strip.setAttribute("role", "region");
    strip.setAttribute("aria-label", speak("strip"));
    strip.append(line, state, insert, next, dismiss);
    root.append(style, strip);
    /** @type {Element | null} */
    let beside = null;
    const sized = new ResizeObserver(() => place(beside)); // agents drag the box larger
    signal.addEventListener("abort", () => {
      sized.disconnect();
      host.remove();
    });

    /** @param {Element} anchor */
    function appear(anchor) {
      if (anchor !== beside) {
        sized.disconnect();
        sized.observe(anchor);
        beside = anchor;
      }
      if (!host.isConnected) document.documentElement.append(host);
      strip.hidden = false;
      place(anchor);
    }

    /** @param {Element | null} anchor */
    function place(anchor) {
      if (strip.hidden) return;
      const box = anchor?.getBoundingClientRect();
      if (!box || box.width === 0 || box.bottom < 0 || box.top > innerHeight) {
        strip.style.visibility = "hidden";
        return events.stands(null);
      }
      strip.style.colorScheme = huashu.groundOf(anchor);
      const width = Math.min(Math.max(box.width, LEAST_WIDTH), innerWidth - 2 * GAP);
      const above = box.top - strip.offsetHeight - GAP;
      Object.assign(strip.style, {
        visibility: "visible",
        width: `${width}px`,
        left: `${Math.max(GAP, Math.min(box.left, innerWidth - width - GAP))}px`,
        top: `${above >= 0 ? above : Math.min(box.bottom + GAP, innerHeight - strip.offsetHeight - GAP)}px`,
      });
      events.stands(strip.getBoundingClientRect());
    }

    return {
      show(shown, text, shortcut, anchor) {
        strip.dataset.state = shown;
        line.textContent = text;
        line.title = `${text}\n${speak("open")}`;
        line.hidden = text === "" || DONE.has(shown);
        state.textContent = speak(shown);
        insert.hidden = text === "" || NOT_TO_INSERT.has(shown);
        insert.replaceChildren(speak("insert"), ...(shortcut ? [make("kbd", "", shortcut)] : []));
        next.hidden = insert.hidden;
        appear(anchor);
      },
      say(key, anchor, values) {
        strip.dataset.state = key === "inserted" ? key : "note";
        state.textContent = speak(key, values);
        line.hidden = insert.hidden = next.hidden = true;
        appear(anchor);
      },
      place,
      hide() {
        strip.hidden = true;
        events.stands(null);
      },
      get shown() {
        return !strip.hidden;
      },
    };
  }

  /** @param {string} name @param {() => void} act @param {string} [title] @param {string} [label] */
  function button(name, act, title = "", label = "") {
    const made = document.createElement("button");
    made.type = "button";
    made.className = name;
    made.textContent = label;
    if (title) made.title = title;
    if (title && label) made.setAttribute("aria-label", title);
    made.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays where the agent writes
    made.addEventListener("click", (event) => event.isTrusted && act());
    return made;
  }

  /** @param {"div" | "span" | "style" | "kbd"} tag @param {string} name @param {string} [text] */
  function make(tag, name, text = "") {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.textContent = text;
    return element;
  }

  Object.assign(huashu, { makeStrip });
})();
