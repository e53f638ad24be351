// What an element can be known by, the lasting things first: attributes that programs and people rely on, then classes
// that somebody has named, then the named part of generated ones; classes made of hashes change with each release.

(() => {
  /** @typedef {import("../types/page.d.ts").Signature} Signature */
  const LASTING = ["data-testid", "data-test-id", "data-test", "data-qa", "data-qa-id", "data-cy", "name", "role", "type"];
  const SPOKEN = ["placeholder", "aria-label"]; // they change with the page's language
  const PASSING = /^data-(at|ts|time|timestamp|id|key|index|message-id|reactid|v-.*)$/; // of one message, not of its kind
  const STATES = new RegExp(
    "^(is-|has-)?(active|selected|current|hover|focus(ed)?|first|last|new|un?read|odd|even|open|visible|hidden|show|" +
      "enter|leave|loading|animat\\w*|fade\\w*)(-|$)",
  );
  const NAME = /^[A-Za-z_][\w-]*$/;

  /**
   * @param {Element} element
   * @returns {Signature[]} each with its worth: 3 lasting, 2 named, 1.5 spoken, 1 the named part of a hash, less a hash or a tag
   */
  function signatures(element) {
    return [...attributes(element), ...classes(element), { selector: element.tagName.toLowerCase(), worth: 0 }].filter(
      ({ selector }) => selector.length <= 120,
    );
  }

  /** @param {Element} element @returns {Signature[]} */
  function attributes(element) {
    const lasts = NAME.test(element.id) && !generated(element.id) && !/\d{3}/.test(element.id);
    const id = lasts ? [{ selector: `#${element.id}`, worth: 3 }] : [];
    const named = [...element.attributes].flatMap(({ name, value }) => {
      const lasting = LASTING.includes(name);
      const spoken = SPOKEN.includes(name);
      if (!NAME.test(name) || (!lasting && !spoken && (PASSING.test(name) || !name.startsWith("data-")))) return [];
      if (value === "") return [{ selector: `[${name}]`, worth: 2 }];
      if (value.length > 40 || /["\\<>{}@\n]/.test(value) || /\d{3}/.test(value)) return [];
      return [{ selector: `[${name}="${value}"]`, worth: lasting ? 3 : spoken ? 1.5 : 2.5 }];
    });
    return [...id, ...named.sort((one, other) => other.worth - one.worth)];
  }

  /** @param {Element} element @returns {Signature[]} */
  function classes(element) {
    return [...element.classList]
      .filter((token) => NAME.test(token) && !STATES.test(token))
      .flatMap((token) => {
        if (!generated(token)) return [{ selector: `.${token}`, worth: 2 }];
        const stem = /^([A-Za-z][A-Za-z-]*[A-Za-z](?:_[A-Za-z]+)*_{1,2}|[A-Za-z]+[-_][A-Za-z]{3,}[-_]+)[A-Za-z0-9_-]{4,}$/.exec(token)?.[1];
        const hashed = { selector: `.${token}`, worth: 0.5 };
        return stem && !/^(css|sc|jsx|jss|svelte|emotion)[-_]/.test(stem) ? [{ selector: `[class*="${stem}"]`, worth: 1 }, hashed] : [hashed];
      })
      .sort((one, other) => other.worth - one.worth);
  }

  /** @param {string} token whether a build tool made it up */
  function generated(token) {
    if (/^(css|sc|jsx|jss|svelte|emotion)-/.test(token)) return true;
    const tail = /(?:^|[-_])([A-Za-z0-9]{4,12})$/.exec(token)?.[1] ?? "";
    const mixed = /\d/.test(tail) && /[A-Za-z]/.test(tail) && !/^[a-z]+\d{1,2}$/.test(tail);
    const capitals = tail.replace(/[^A-Z]/g, "").length;
    return mixed || (capitals >= 2 && tail.length <= 8);
  }

  /** @param {Element} element @returns {string} a selector that only it matches, through shadow roots; what lasts is preferred */
  function uniqueSelector(element) {
    const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
    const inner = withinRoot(element, root);
    return root instanceof ShadowRoot ? `${uniqueSelector(root.host)} >>> ${inner}` : inner;
  }

  /** @param {Element} element @param {Document | ShadowRoot} root */
  function withinRoot(element, root) {
    /** @param {string} selector */
    const alone = (selector) => root.querySelectorAll(selector).length === 1;
    const own = signatures(element).filter(({ worth }) => worth >= 1);
    const best = own.find(({ selector }) => alone(selector));
    if (best) return best.selector;
    const parts = [...own.slice(0, 4).map(({ selector }) => selector), element.tagName.toLowerCase()];
    for (let up = element.parentElement; up; up = up.parentElement) {
      for (const { selector, worth } of signatures(up)) {
        const found = worth >= 1 && parts.map((part) => `${selector} ${part}`).find(alone);
        if (found) return found;
      }
    }
    return path(element, root);
  }

  /** @param {Element} element @param {Document | ShadowRoot | Element} root @returns {string} by position, for pages that give nothing else */
  function path(element, root) {
    /** @type {string[]} */
    const steps = [];
    for (let at = /** @type {Element | null} */ (element); at && at !== root; at = at.parentElement) {
      const alike = [...(at.parentNode?.children ?? [])].filter((each) => each.tagName === at?.tagName);
      const tag = at.tagName.toLowerCase();
      steps.unshift(alike.length > 1 ? `${tag}:nth-of-type(${alike.indexOf(at) + 1})` : tag);
    }
    return root instanceof Element ? `:scope > ${steps.join(" > ")}` : steps.join(" > ");
  }

  Object.assign(huashu, { signatures, uniqueSelector, pathWithin: path });
})();
