// Elements from values. Text always becomes a text node, so nothing that a page, a customer or a document says is ever
// read as markup.

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * Make an element. `class`, `dataset`, `style` (an object) and `on…` listeners are understood; a property that the
 * element has is set as such, everything else becomes an attribute; null, undefined and false leave it out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>} [properties]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(element, name, value);
  element.append(...nodes(children));
  return element;
}

/**
 * Put these children in place of those that are there.
 * @param {Element | ShadowRoot} parent
 * @param {...(Child | Child[])} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren(...nodes(children));
}

/** @param {(Child | Child[])[]} children @returns {(Node | string)[]} */
function nodes(children) {
  return children
    .flat()
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}

/** @param {HTMLElement} element @param {string} name @param {unknown} value */
function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on") && typeof value === "function") {
    element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
  } else if (name === "class") element.className = String(value);
  else if (name === "dataset" || name === "style") Object.assign(element[name], value);
  else if (name in element && !name.includes("-")) Reflect.set(element, name, value);
  else element.setAttribute(name, value === true ? "" : String(value));
}
