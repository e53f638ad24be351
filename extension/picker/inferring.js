// From what an agent pointed at to an adapter: the list, its items, the text in them, and by what the two sides differ.
// Every guess is tried on the whole list; the one that explains most of it wins.

(() => {
  /** @typedef {import("../types/adapter.d.ts").Adapter} Adapter */
  /** @typedef {Adapter["messages"]["role"]} RoleRule */
  const MOST_ITEMS = 40;
  const MOST_FEATURES = 12;
  const SIDE_WORTH = 1.9; // the side of the list lasts longer than hashes, less long than names
  const MOST_NODES = 60; // of one message: enough for bubbles with avatars and buttons

  /** @param {import("../types/page.d.ts").PickedExample} picked @returns {Omit<Adapter, "conversation">} */
  function infer({ customer, agent, list, editor }) {
    const between = shared(customer, agent);
    const box = list.contains(between) ? list : between;
    const [ours, theirs] = [childOf(between, agent), childOf(between, customer)];
    const item = itemSelector(box, theirs, ours);
    const text = textField(item, box, { item: theirs, point: customer }, { item: ours, point: agent });
    const messages = { list: huashu.uniqueSelector(box), item, text };
    return {
      format: 1,
      id: `taught-${slug(location.hostname)}`,
      name: (document.title || location.hostname).slice(0, 60),
      matches: [`${location.protocol}//${location.hostname}/*`],
      evidence: { page: location.hostname.slice(0, 120) || "page", verified: false, note: "在浏览器里教的 / taught in the browser" },
      messages: { ...messages, role: roleRule(messages, box, theirs, ours) },
      editor: huashu.uniqueSelector(editor),
    };
  }

  /** @param {Element} one @param {Element} other @returns {Element} the closest element around both */
  function shared(one, other) {
    let around = /** @type {Element | null} */ (one);
    while (around && !around.contains(other)) around = around.parentElement;
    return around ?? document.body;
  }

  /** @param {Element} parent @param {Element} element @returns {Element} the child of `parent` that holds the element */
  function childOf(parent, element) {
    let at = element;
    while (at.parentElement && at.parentElement !== parent) at = at.parentElement;
    return at;
  }

  /** @param {Element} list @param {Element} theirs @param {Element} ours */
  function itemSelector(list, theirs, ours) {
    const both = huashu.signatures(theirs).filter(({ selector, worth }) => worth >= 1 && ours.matches(selector));
    const fitting = both.find(({ selector }) => {
      const found = huashu.all(list, selector);
      const outer = found.filter((each) => !found.some((other) => other !== each && other.contains(each)));
      return outer.some((each) => each === theirs) && outer.some((each) => each === ours);
    });
    if (fitting) return fitting.selector;
    const around = theirs.parentElement;
    const tags = theirs.tagName === ours.tagName ? theirs.tagName.toLowerCase() : "*";
    return around === list || around === null ? `:scope > ${tags}` : `${huashu.pathWithin(around, list)} > ${tags}`;
  }

  /**
   * @param {string} item @param {Element} list
   * @param {{ item: Element, point: Element }} theirs @param {{ item: Element, point: Element }} ours
   */
  function textField(item, list, theirs, ours) {
    const wanted = [theirs, ours].map(({ point }) => huashu.textOf(point));
    const candidates = [...chain(theirs), ...chain(ours)].flatMap((element) => huashu.signatures(element));
    const sorted = unique(candidates.sort((one, other) => other.worth - one.worth).map(({ selector }) => selector));
    /** @param {string} select how many of the two examples it reads right */
    const right = (select) => [theirs, ours].filter((side, index) => readsAs(side.item, select, wanted[index] ?? "")).length;
    const whole = [theirs, ours].every((side, index) => huashu.textOf(side.item) === wanted[index]);
    if (whole) return { select: "" };
    const best = sorted.find((select) => right(select) === 2);
    if (best) return { select: best };
    const [one, other] = [theirs, ours].map((side, index) => sorted.find((select) => readsAs(side.item, select, wanted[index] ?? "")));
    const pair = one && other ? `${one}, ${other}` : "";
    if (pair && right(pair) === 2) return { select: pair };
    return { select: theirs.point === theirs.item ? "" : huashu.pathWithin(theirs.point, theirs.item) };
  }

  /** @param {{ item: Element, point: Element }} side @returns {Element[]} what was pointed at, and what is around it in its message */
  function chain({ item, point }) {
    /** @type {Element[]} */
    const found = [];
    for (let at = /** @type {Element | null} */ (point); at && at !== item; at = at.parentElement) found.push(at);
    return found;
  }

  /** @param {Element} item @param {string} select @param {string} wanted */
  function readsAs(item, select, wanted) {
    const first = huashu.first(item, select);
    return first !== null && huashu.textOf(first) === wanted;
  }

  /**
   * @param {{ list: string, item: string, text: { select: string } }} messages
   * @param {Element} list
   * @param {Element} theirs @param {Element} ours
   * @returns {RoleRule}
   */
  function roleRule(messages, list, theirs, ours) {
    const items = huashu.all(list, messages.item).slice(-MOST_ITEMS);
    const [their, our] = [features(theirs, ours), features(ours, theirs)];
    const pairs = their.flatMap((customer) =>
      our.map((agent) => ({ worth: customer.worth + agent.worth, rule: { customer: customer.selector, agent: agent.selector } })),
    );
    const sides = /** @type {const} */ (["right", "left"]).map((side) => ({ worth: SIDE_WORTH, rule: { agent_side: side } }));
    const judged = [...pairs, ...sides]
      .filter(({ rule }) => roleIs(theirs, rule, "customer") && roleIs(ours, rule, "agent"))
      .map(({ worth, rule }) => ({ rule, worth, told: items.filter((item) => roleOf(item, rule) !== null).length }));
    const best = judged.sort((one, other) => other.told - one.told || other.worth - one.worth)[0];
    return best?.rule ?? { agent_side: "right" };

    /** @param {Element} item @param {RoleRule} role */
    function roleOf(item, role) {
      return huashu.roleOf(item, { ...messages, role }, list);
    }

    /** @param {Element} item @param {RoleRule} role @param {"customer" | "agent"} wanted */
    function roleIs(item, role, wanted) {
      return roleOf(item, role) === wanted;
    }
  }

  /**
   * @param {Element} mine @param {Element} not
   * @returns {import("../types/page.d.ts").Signature[]} what is found in one message and not in the other
   */
  function features(mine, not) {
    const nodes = [mine, ...mine.querySelectorAll("*")].slice(0, MOST_NODES);
    const all = nodes.flatMap((node) => huashu.signatures(node)).filter(({ selector }) => !huashu.isOrHolds(not, selector));
    const sorted = all.sort((one, other) => other.worth - one.worth);
    return sorted.filter(({ selector }, index) => sorted.findIndex((each) => each.selector === selector) === index).slice(0, MOST_FEATURES);
  }

  /** @param {string[]} values */
  function unique(values) {
    return [...new Set(values)];
  }

  /** @param {string} host */
  function slug(host) {
    return host.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 50) || "page";
  }

  Object.assign(huashu, { infer });
})();
