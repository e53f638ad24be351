// One element of the page, chosen with pointer or keys. While choosing, the page hears nothing of the pointer: no message
// is opened, nothing is sent.

(() => {
  const SILENCED = ["pointerdown", "pointerup", "mousedown", "mouseup", "click", "dblclick", "auxclick", "contextmenu", "touchstart", "touchend"];

  /**
   * @param {import("../types/page.d.ts").PickerView} view
   * @param {(element: Element) => void} chosen
   * @param {() => void} left with Esc
   * @param {AbortSignal} signal
   */
  function point(view, chosen, left, signal) {
    /** @type {Element[]} what was pointed at, then what is around it */
    let widened = [];
    const options = { capture: true, signal };

    /** @param {Event} event */
    function moved(event) {
      const element = event.composedPath()[0];
      if (ofOurs(event) || !(element instanceof Element) || element === widened[0]) return;
      frame(element);
    }

    /** @param {Element | null} element */
    function frame(element) {
      widened = element ? [element] : [];
      view.frame(element);
    }

    /** @param {Event} event they point for themselves */
    const intoFrame = ({ target }) => target instanceof Element && target.tagName === "IFRAME";
    /** @param {Event} event */
    const ofOurs = (event) => event.composedPath().includes(view.host);
    const current = () => widened.at(-1) ?? null;

    window.addEventListener("pointermove", moved, options);
    window.addEventListener("pointerover", (event) => intoFrame(event) && frame(null), options);
    document.documentElement.addEventListener("pointerleave", () => frame(null), { signal });
    for (const name of SILENCED) {
      window.addEventListener(
        name,
        (event) => {
          if (ofOurs(event)) return;
          event.preventDefault();
          event.stopImmediatePropagation();
          const element = current() ?? event.composedPath()[0];
          if (name === "click" && event.isTrusted && element instanceof Element) chosen(element);
        },
        options,
      );
    }
    window.addEventListener(
      "keydown",
      (event) => {
        if (ofOurs(event) && event.key !== "Escape") return;
        const element = current();
        if (event.key === "Escape") left();
        else if (event.key === "ArrowUp" && element?.parentElement) widened.push(element.parentElement);
        else if (event.key === "ArrowDown" && widened.length > 1) widened.pop();
        else if (event.key === "Enter" && element) chosen(element);
        else return;
        event.preventDefault();
        event.stopImmediatePropagation();
        if (!signal.aborted) view.frame(current());
      },
      options,
    );
  }

  Object.assign(huashu, { point });
})();
