// By what a page's chats are told apart: the customer's name, where there is one; else the agent opens another chat, and
// what has changed then is offered, the address first. Where nothing has, only what is said is left.

(() => {
  /** @typedef {import("../types/adapter.d.ts").Adapter} Adapter */
  const LONGEST_NAME = 40;

  /** @type {Adapter["conversation"]} */
  const BY_ADDRESS = { id: { select: "", attribute: "url" }, title: { select: "title" } };
  /** @type {Adapter["conversation"]} */
  const BY_MESSAGES = { id: { select: "", attribute: "messages" }, title: { select: "title" } };

  /**
   * @param {import("../types/page.d.ts").Lesson} lesson
   * @param {Element[]} apart what changes with every message: the list and the box
   * @returns {Promise<Adapter["conversation"]>}
   */
  async function tellApart({ choose, wait }, apart) {
    const named = await choose("title", null, "skip");
    if (named) return byName(named);
    const before = { address: location.href, texts: new Set(shortTexts(apart).values()) };
    await wait("other", "opened");
    if (location.href !== before.address) return BY_ADDRESS;
    const guess = changed(before.texts, apart);
    const found = guess && (await choose("changed", guess, "nothing"));
    return found ? byName(found) : BY_MESSAGES;
  }

  /** @param {Element} element @returns {Adapter["conversation"]} */
  function byName(element) {
    const name = { select: huashu.uniqueSelector(element) };
    return { id: name, title: name };
  }

  /** @param {Element[]} apart @returns {Map<Element, string>} what the page says in few words outside of `apart`, and where */
  function shortTexts(apart) {
    const texts = new Map();
    for (const element of document.body.querySelectorAll("*")) {
      if (element.childElementCount > 0 || apart.some((each) => each.contains(element)) || !element.checkVisibility()) continue;
      const text = huashu.textOf(element);
      const { left, top } = element.getBoundingClientRect();
      if (text.length <= LONGEST_NAME && /\p{L}/u.test(text)) texts.set(element, `${text} ${Math.round(left)} ${Math.round(top)}`);
    }
    return texts;
  }

  /**
   * @param {Set<string>} before @param {Element[]} apart
   * @returns {Element | null} of what has changed, the nearest to the messages: names stand at their head
   */
  function changed(before, apart) {
    const list = apart[0]?.getBoundingClientRect() ?? new DOMRect();
    /** @param {Element} element */
    const distance = (element) => {
      const box = element.getBoundingClientRect();
      const [across, down] = [gap(box.left, box.right, list.left, list.right), gap(box.top, box.bottom, list.top, list.top)];
      return Math.hypot(across, down);
    };
    const fresh = [...shortTexts(apart)].filter(([, text]) => !before.has(text)).map(([element]) => element);
    return fresh.sort((one, other) => distance(one) - distance(other))[0] ?? null;
  }

  /** @param {number} from @param {number} to @param {number} otherFrom @param {number} otherTo */
  function gap(from, to, otherFrom, otherTo) {
    return Math.max(0, otherFrom - to, from - otherTo);
  }

  Object.assign(huashu, { tellApart });
})();
