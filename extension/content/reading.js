// Elements and texts of a page that was written by others. Whatever stands there is read as text; selectors may enter
// open shadow roots and same-origin frames (` >>> `).

(() => {
  const LONGEST_TEXT = 4000; // of one bubble; what is longer is cut, and no draft depends on its end
  const BLOCKS = new Set("ADDRESS ARTICLE BLOCKQUOTE DD DIV DL DT H1 H2 H3 H4 H5 H6 LI OL P PRE SECTION TABLE TR UL".split(" "));
  const SILENT = new Set("BUTTON NOSCRIPT SCRIPT STYLE SVG TEMPLATE TITLE".split(" "));
  const INVISIBLE = /[\u200b-\u200d\u2060\ufeff]/g;

  /** @param {Document | Element | ShadowRoot} root @param {string} selector @returns {HTMLElement[]} none for one that is no selector */
  function all(root, selector) {
    /** @type {(Document | Element | ShadowRoot)[]} */
    let within = [root];
    /** @type {HTMLElement[]} */
    let found = [];
    for (const [index, step] of selector.split(" >>> ").entries()) {
      if (index > 0) within = found.map(inside).filter((each) => each !== null);
      found = within.flatMap((each) => matches(each, step));
    }
    return found;
  }

  /** @param {Document | Element | ShadowRoot} root @param {string} selector @param {Element | null} [except] nothing inside it counts */
  function first(root, selector, except = null) {
    const candidates = all(root, selector).filter((element) => !except?.contains(element));
    return candidates.find((element) => element.checkVisibility()) ?? candidates[0] ?? null;
  }

  /** @param {string} selector @returns {(ShadowRoot | Document)[]} the roots that it enters, to be watched */
  function roots(selector) {
    const steps = selector.split(" >>> ");
    const hosts = steps.slice(1).flatMap((_, index) => all(document, steps.slice(0, index + 1).join(" >>> ")));
    return hosts.map(inside).filter((each) => each !== null);
  }

  /** @param {Document | Element | ShadowRoot} root @param {string} step @returns {HTMLElement[]} */
  function matches(root, step) {
    try {
      return [...root.querySelectorAll(step)].map((element) => /** @type {HTMLElement} */ (element));
    } catch (error) {
      if (error instanceof DOMException) return []; // not a selector: the self-test says what is missing
      throw error;
    }
  }

  /** @param {Element} element @param {string} selector */
  function is(element, selector) {
    try {
      return element.matches(selector);
    } catch (error) {
      if (error instanceof DOMException) return false; // enters a shadow root, or is not a selector
      throw error;
    }
  }

  /** @param {Element} element @param {string} selector whether it, or something in it, matches */
  function isOrHolds(element, selector) {
    return is(element, selector) || all(element, selector).length > 0;
  }

  /** @param {Element} element @returns {ShadowRoot | Document | null} */
  function inside(element) {
    if (element.tagName === "IFRAME") return /** @type {HTMLIFrameElement} */ (element).contentDocument;
    return element.shadowRoot;
  }

  /** @param {Element} element @returns {string} its text with line breaks, pictures by their names */
  function textOf(element) {
    /** @type {string[]} */
    const parts = [];
    collect(element, parts);
    const text = parts.join("").replace(INVISIBLE, "").replace(/[ \t\u00a0]+/g, " ").replace(/ ?\n ?/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
    return (text || mediaIn(element)).slice(0, LONGEST_TEXT);
  }

  /** @param {Element} element @param {string[]} parts */
  function collect(element, parts) {
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) parts.push(spaced(/** @type {Text} */ (node)));
      else if (node.nodeType === Node.ELEMENT_NODE) collectElement(/** @type {HTMLElement} */ (node), parts);
    }
  }

  /** @param {HTMLElement} element @param {string[]} parts */
  function collectElement(element, parts) {
    const name = element.tagName.toUpperCase();
    if (SILENT.has(name) || element.hidden || element.hasAttribute("data-slate-placeholder")) return;
    if (name === "BR") {
      // An empty line of an editor holds a lone <br>; the block around it breaks the line already.
      if (element.nextSibling !== null) parts.push("\n");
    } else if (name === "IMG") parts.push(element.getAttribute("alt")?.trim() ?? "");
    else {
      const block = BLOCKS.has(name);
      if (block) breakLine(parts);
      collect(element, parts);
      if (block) breakLine(parts);
    }
  }

  /** @param {string[]} parts */
  function breakLine(parts) {
    if (parts.length > 0 && !parts.at(-1)?.endsWith("\n")) parts.push("\n");
  }

  /** @param {Text} node line breaks of the page's source are spaces unless its style keeps them */
  function spaced(node) {
    if (!node.data.includes("\n")) return node.data;
    const kept = node.parentElement !== null && getComputedStyle(node.parentElement).whiteSpace.startsWith("pre");
    return kept ? node.data : node.data.replace(/\s+/g, " ");
  }

  /** @param {Element} element what an otherwise silent bubble shows */
  function mediaIn(element) {
    if (element.querySelector("video")) return "[视频]";
    if (element.querySelector("audio")) return "[语音]";
    return element.tagName === "IMG" || element.querySelector("img, canvas, picture") ? "[图片]" : "";
  }

  /**
   * @param {Document | Element | ShadowRoot} root
   * @param {import("../types/adapter.d.ts").Field | undefined} field
   * @param {Element | null} [except]
   */
  function readField(root, field, except = null) {
    if (!field) return "";
    if (field.attribute === "url") return cut(location.href, field);
    const element = field.select === "" ? (root instanceof Element ? root : null) : first(root, field.select, except);
    if (element === null) return "";
    if (field.attribute === "value") return cut(String(Reflect.get(element, "value") ?? ""), field);
    return cut(field.attribute ? (element.getAttribute(field.attribute) ?? "") : textOf(element), field);
  }

  /** @param {string} text @param {import("../types/adapter.d.ts").Field} field */
  function cut(text, { after, before }) {
    const from = after ? text.indexOf(after) : 0;
    if (from < 0) return "";
    const rest = text.slice(from + (after?.length ?? 0));
    const to = before ? rest.indexOf(before) : -1;
    return (to < 0 ? rest : rest.slice(0, to)).trim().slice(0, 500);
  }

  Object.assign(huashu, { all, first, roots, is, isOrHolds, textOf, readField });
})();
