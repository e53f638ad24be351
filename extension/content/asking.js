// Where no adapter reads the page, or the page has changed: an agent selects the customer's words, and a button beside them asks for a draft.

(() => {
  const SHORTEST = 2;
  const LONGEST = 2000;
  const STYLE = `
    :host { all: initial; }
    button {
      all: unset; position: fixed; z-index: 2147483646; cursor: pointer; padding: 5px 10px; border-radius: 8px; white-space: nowrap;
      font: 13px/1.4 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif;
      background: light-dark(#0b5cad, #7db7f5); color: light-dark(#ffffff, #0f1720); box-shadow: 0 2px 10px rgb(20 30 50 / .2);
    }
    button[hidden] { display: none; }
    button:focus-visible { outline: 2px solid light-dark(#1b1f24, #ffffff); outline-offset: 2px; }
  `;

  /**
   * @param {string} label
   * @param {(text: string) => void} ask
   * @param {() => boolean} needed whether no adapter reads the page now
   * @param {AbortSignal} signal
   */
  function offerToAsk(label, ask, needed, signal) {
    const host = document.createElement("huashu-ask");
    const root = host.attachShadow({ mode: "open" });
    const style = document.createElement("style");
    style.textContent = STYLE;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.hidden = true;
    root.append(style, button);
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    button.addEventListener("click", (event) => {
      const text = selectedText();
      button.hidden = true;
      if (event.isTrusted && text) ask(text);
    });
    document.addEventListener("selectionchange", () => (button.hidden = true), { signal });
    document.addEventListener("pointerup", () => setTimeout(offer), { capture: true, passive: true, signal });
    document.addEventListener("keyup", (event) => event.shiftKey && offer(), { capture: true, passive: true, signal });
    signal.addEventListener("abort", () => host.remove());

    function offer() {
      const selection = document.getSelection();
      if (signal.aborted || !needed() || selection === null || selection.rangeCount === 0 || selectedText() === "") return;
      const box = selection.getRangeAt(0).getBoundingClientRect();
      if (!host.isConnected) document.documentElement.append(host);
      button.hidden = false;
      button.style.colorScheme = huashu.groundOf(selection.getRangeAt(0).startContainer.parentElement);
      const left = Math.min(box.left, innerWidth - button.offsetWidth - 8);
      const below = box.bottom + 6;
      const top = below + button.offsetHeight < innerHeight ? below : box.top - button.offsetHeight - 6;
      Object.assign(button.style, { left: `${Math.max(8, left)}px`, top: `${Math.max(8, top)}px` });
    }
  }

  /** The selected text; none inside an editor, where selecting is part of writing. */
  function selectedText() {
    const selection = document.getSelection();
    const node = selection?.anchorNode;
    const element = node instanceof Element ? node : (node?.parentElement ?? null);
    if (!selection || huashu.isEditor(element) || huashu.isEditor(document.activeElement)) return "";
    const text = selection.toString().trim();
    return text.length >= SHORTEST ? text.slice(0, LONGEST) : "";
  }

  Object.assign(huashu, { offerToAsk });
})();
