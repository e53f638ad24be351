// Text into any editor, as its user would put it there: never a key, never a click, never the page's own send. Which way
// works for which editor was measured: native fields take an edit command (undo stays), rich editors a paste; the edit
// command comes second there, because some rich editors break on it.

(() => {
  const EDITORS_NOTICE_MS = 30; // rich editors learn of the focus late
  const SELECTION_NOTICE_MS = 120; // and of a selection later still: Slate looks every 100 ms
  const READ_BACK_MS = [0, 30, 60, 120, 240]; // frameworks write the text when they render

  /**
   * @param {() => HTMLElement | null} find the editor, looked for again after the page has rendered
   * @param {string} text
   * @param {string} own what was inserted here before and gives way, if it is still there; "" for none
   * @returns {Promise<import("../types/messages.d.ts").Inserted>}
   */
  async function insert(find, text, own) {
    const editor = find();
    if (editor === null) return { ok: false, how: "failed", copied: await copy(text), reason: "no_editor" };
    const how = isField(editor) ? await intoField(editor, text, own) : await intoRich(editor, text, own);
    if (how !== "failed" && (await holds(find, text))) return { ok: true, how, copied: false };
    return { ok: false, how: "failed", copied: await copy(text), reason: "not_taken" };
  }

  /** @param {HTMLElement} editor @returns {editor is HTMLTextAreaElement | HTMLInputElement} */
  function isField(editor) {
    return editor.tagName === "TEXTAREA" || editor.tagName === "INPUT";
  }

  /**
   * @param {HTMLTextAreaElement | HTMLInputElement} field
   * @param {string} text @param {string} own
   * @returns {Promise<"execCommand" | "setRangeText">}
   */
  async function intoField(field, text, own) {
    field.focus();
    await pause(EDITORS_NOTICE_MS);
    const at = own === "" ? -1 : field.value.indexOf(own);
    if (at >= 0) field.setSelectionRange(at, at + own.length);
    if (field.ownerDocument.execCommand("insertText", false, text)) return "execCommand";
    field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertText", data: text }));
    return "setRangeText";
  }

  /** @param {HTMLElement} editor @param {string} text @param {string} own @returns {Promise<"paste" | "execCommand" | "failed">} */
  async function intoRich(editor, text, own) {
    const selection = selectionIn(editor);
    const caretWasInside = editor.contains(selection?.anchorNode ?? null);
    editor.focus();
    await pause(EDITORS_NOTICE_MS);
    const replaced = own === "" ? null : rangeOf(editor, own);
    if (replaced === "all") selection?.selectAllChildren(editor);
    else if (replaced) selection?.setBaseAndExtent(replaced.startContainer, replaced.startOffset, replaced.endContainer, replaced.endOffset);
    else if (!caretWasInside) toEnd(editor, selection);
    await pause(replaced ? SELECTION_NOTICE_MS : EDITORS_NOTICE_MS);
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true });
    if (!editor.dispatchEvent(paste)) return "paste";
    return editor.ownerDocument.execCommand("insertText", false, text) ? "execCommand" : "failed";
  }

  /** @param {HTMLElement} editor */
  function selectionIn(editor) {
    const root = /** @type {ShadowRoot & { getSelection?: () => Selection | null }} */ (editor.getRootNode());
    return root.getSelection?.() ?? editor.ownerDocument.getSelection();
  }

  /** @param {HTMLElement} editor @param {Selection | null} selection an untouched caret stands behind what is there */
  function toEnd(editor, selection) {
    const texts = textNodes(editor);
    const last = texts.at(-1);
    if (last) selection?.collapse(last, last.length);
  }

  /**
   * Where `own` stands; line breaks are elements in rich editors, so only the letters are compared.
   * @param {HTMLElement} editor @param {string} own @returns {Range | "all" | null}
   */
  function rangeOf(editor, own) {
    /** @type {{ node: Text, offset: number, letter: string }[]} */
    const letters = [];
    for (const node of textNodes(editor)) {
      for (let offset = 0; offset < node.length; offset += 1) {
        const letter = huashu.squeezed(node.data.charAt(offset));
        if (letter !== "") letters.push({ node, offset, letter });
      }
    }
    const wanted = huashu.squeezed(own);
    const at = letters.map(({ letter }) => letter).join("").indexOf(wanted);
    if (at < 0 || wanted === "") return null;
    if (wanted.length === letters.length) return "all";
    const [from, to] = [letters[at], letters[at + wanted.length - 1]];
    if (!from || !to) return null;
    const range = editor.ownerDocument.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset + 1);
    return range;
  }

  /** @param {HTMLElement} editor */
  function textNodes(editor) {
    const walker = editor.ownerDocument.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const nodes = [];
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      if (!node.parentElement?.closest("[data-slate-placeholder]")) nodes.push(node);
    }
    return nodes;
  }

  /** @param {() => HTMLElement | null} find @param {string} text */
  async function holds(find, text) {
    for (const wait of READ_BACK_MS) {
      await pause(wait);
      const editor = find();
      if (editor && huashu.squeezed(huashu.contentOf(editor)).includes(huashu.squeezed(text))) return true;
    }
    return false;
  }

  /** @param {string} text onto the clipboard, without a field of ours that would take the focus */
  async function copy(text) {
    const given = new AbortController();
    let taken = false;
    /** @param {ClipboardEvent} event */
    const give = (event) => {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
      taken = true;
    };
    window.addEventListener("beforecopy", (event) => event.preventDefault(), { capture: true, signal: given.signal });
    window.addEventListener("copy", give, { capture: true, signal: given.signal });
    document.execCommand("copy");
    given.abort();
    if (taken) return true;
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      if (error instanceof DOMException) return false; // not focused or not allowed: the strip says so
      throw error;
    }
  }

  /** @param {number} milliseconds */
  function pause(milliseconds) {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  Object.assign(huashu, { insert, copy });
})();
