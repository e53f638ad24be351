// The box that agents write in: what it holds, which one was used last, whether an input method is at work in it.

(() => {
  const TYPED = new Set(["text", "search", ""]);

  /** @param {Element | null} element @returns {element is HTMLElement} */
  function isEditor(element) {
    if (element === null) return false;
    const name = element.tagName;
    if (name === "TEXTAREA") return !Reflect.get(element, "readOnly") && !Reflect.get(element, "disabled");
    if (name === "INPUT") return TYPED.has(element.getAttribute("type")?.toLowerCase() ?? "");
    return Reflect.get(element, "isContentEditable") === true;
  }

  /** @param {Element} editor */
  function contentOf(editor) {
    const value = Reflect.get(editor, "value");
    return typeof value === "string" ? value : huashu.textOf(editor);
  }

  /** @param {string} text what is compared: editors and pages change spaces and line breaks, never the rest */
  function squeezed(text) {
    return text.replace(/[\s\u200b-\u200d\u2060\ufeff]+/g, "");
  }

  /** @param {AbortSignal} signal */
  function watchEditors(signal) {
    /** @type {HTMLElement | null} */
    let last = whole(deepest(document.activeElement));
    let composing = false;
    const options = { capture: true, passive: true, signal };
    document.addEventListener("focusin", (event) => (last = whole(deepest(/** @type {Element} */ (event.composedPath()[0]))) ?? last), options);
    document.addEventListener("compositionstart", () => (composing = true), options);
    document.addEventListener("compositionend", () => (composing = false), options);
    document.addEventListener("focusout", () => (composing = false), options); // some input methods end without saying so
    return { last: () => (last?.isConnected ? last : null), composing: () => composing };
  }

  /** @param {Element | null} element the focused one, through open shadow roots */
  function deepest(element) {
    let inner = element;
    while (inner?.shadowRoot?.activeElement) inner = inner.shadowRoot.activeElement;
    return inner;
  }

  /** @param {Element | null} element @returns {HTMLElement | null} the whole editable region around it */
  function whole(element) {
    if (!isEditor(element)) return null;
    let editor = element;
    while (editor.parentElement?.isContentEditable) editor = editor.parentElement;
    return editor;
  }

  Object.assign(huashu, { isEditor, contentOf, squeezed, watchEditors });
})();
