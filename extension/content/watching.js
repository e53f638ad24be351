// When to look again: shortly after the page has changed and been quiet, and not much later on a page that never is.

(() => {
  /** @typedef {import("../types/adapter.d.ts").Adapter} Adapter */
  const QUIET_MS = 30;
  const LATEST_MS = 150;
  const PLAIN_ATTRIBUTES = ["class", "hidden", "aria-selected", "aria-current", "open", "data-theme"];

  /**
   * @param {() => void} look
   * @param {string[]} attributes that adapters read, besides those that pages show and hide things with
   * @param {AbortSignal} signal
   * @returns {{ enter(root: Node): void, soon(): void }} `enter` also watches a shadow root or a frame's document
   */
  function watch(look, attributes, signal) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    let first = 0;
    const watched = new WeakSet();
    const attributeFilter = [...new Set([...PLAIN_ATTRIBUTES, ...attributes])];
    const observer = new MutationObserver((changes) => {
      if (changes.some(({ target, type }) => target !== document.documentElement || type === "attributes")) soon(); // the strip's host comes and goes there
    });

    function soon() {
      const now = performance.now();
      if (timer === undefined) first = now;
      clearTimeout(timer);
      timer = setTimeout(settle, Math.max(0, Math.min(QUIET_MS, first + LATEST_MS - now)));
    }

    function settle() {
      timer = undefined;
      look();
    }

    /** @param {Node} root */
    function enter(root) {
      if (watched.has(root)) return;
      watched.add(root);
      observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter });
    }

    enter(document);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      observer.disconnect();
    });
    return { enter, soon };
  }

  /** @param {Adapter} adapter @returns {(ShadowRoot | Document)[]} what its selectors enter, to be watched as well */
  function rootsOf({ messages, editor, composer, waiting }) {
    const selectors = [messages.list, editor, composer, waiting?.item];
    return selectors.flatMap((selector) => (selector?.includes(" >>> ") ? huashu.roots(selector) : []));
  }

  /** @param {Adapter} adapter @returns {string[]} the attributes from which it reads */
  function attributesOf({ messages, conversation, sku, order, waiting }) {
    const ofChat = [messages.text, messages.at, conversation.id, conversation.title, sku];
    const fields = [...ofChat, ...Object.values(order ?? {}), waiting?.id, waiting?.since];
    return fields.flatMap((field) => (field?.attribute ? [field.attribute] : []));
  }

  Object.assign(huashu, { watch, rootsOf, attributesOf });
})();
