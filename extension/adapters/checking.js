// What an adapter may say. Anything from outside (an import, the page that was taught) passes through here: known keys
// only, bounded strings, patterns of addresses, selectors that are selectors. Nothing in an adapter is ever run.

import { isMatchPattern } from "./matching.js";

/** @typedef {(value: unknown, path: string) => string[]} Check a list of problems, in Chinese, for people */
/** @typedef {Record<string, { check: Check, optional?: boolean }>} Shape */

const LONGEST_SELECTOR = 400;
const MOST_STEPS = 5;
const ORDER_NAMES = ["number", "status", "amount", "paid_at", "created_at", "shipped_at", "received_at", "carrier", "tracking_number"];

const field = object({
  select: { check: either(equal(""), selector) },
  attribute: { check: text(/^[a-zA-Z][\w-]{0,60}$/), optional: true },
  after: { check: bounded(40), optional: true },
  before: { check: bounded(40), optional: true },
});

const adapter = object({
  format: { check: equal(1) },
  id: { check: text(/^[a-z0-9][a-z0-9-]{0,60}$/) },
  name: { check: bounded(60) },
  platform: { check: text(/^[a-z0-9_-]{1,30}$/), optional: true },
  matches: { check: listOf(matchPattern, 20) },
  evidence: {
    check: object({ page: { check: bounded(120) }, verified: { check: ofType("boolean") }, note: { check: bounded(400) } }),
  },
  messages: {
    check: object({
      list: { check: selector },
      item: { check: selector },
      text: { check: field },
      role: {
        check: either(
          object({ customer: { check: selector }, agent: { check: selector } }),
          object({ agent_side: { check: text(/^(left|right)$/) } }),
        ),
      },
      at: { check: field, optional: true },
    }),
  },
  editor: { check: selector },
  composer: { check: selector, optional: true },
  conversation: { check: object({ id: { check: field }, title: { check: field } }) },
  sku: { check: field, optional: true },
  order: { check: object(Object.fromEntries(ORDER_NAMES.map((name) => [name, { check: field, optional: true }]))), optional: true },
  typing: { check: selector, optional: true },
  waiting: {
    check: object({
      item: { check: selector },
      id: { check: field },
      title: { check: field },
      preview: { check: field, optional: true },
      since: { check: field, optional: true },
      unread: { check: selector, optional: true },
    }),
    optional: true,
  },
  limits: {
    check: object({
      reply_seconds: { check: whole(1, 86_400), optional: true },
      max_chars: { check: whole(20, 10_000), optional: true },
    }),
    optional: true,
  },
});

/**
 * @param {unknown} value
 * @returns {string[]} what is wrong with it; an empty list means that it is an Adapter
 */
export function checkAdapter(value) {
  return adapter(value, "").slice(0, 20);
}

/** @param {Shape} shape @returns {Check} */
function object(shape) {
  return (value, path) => {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return [`${path || "适配器"} 应为对象`];
    const given = /** @type {Record<string, unknown>} */ (value);
    const unknown = Object.keys(given).filter((key) => !Object.hasOwn(shape, key));
    const missing = Object.keys(shape).filter((key) => !shape[key]?.optional && given[key] === undefined);
    return [
      ...unknown.map((key) => `${at(path, key.slice(0, 40))} 不认识`),
      ...missing.map((key) => `${at(path, key)} 缺少`),
      ...Object.entries(shape).flatMap(([key, { check }]) => (given[key] === undefined ? [] : check(given[key], at(path, key)))),
    ];
  };
}

/** @param {Check} check @param {number} most @returns {Check} */
function listOf(check, most) {
  return (value, path) => {
    if (!Array.isArray(value) || value.length === 0 || value.length > most) return [`${path} 应为 1 到 ${most} 项的列表`];
    return value.flatMap((each, index) => check(each, `${path}[${index}]`));
  };
}

/** @param {Check} one @param {Check} other @returns {Check} */
function either(one, other) {
  return (value, path) => {
    const problems = one(value, path);
    return problems.length === 0 || other(value, path).length === 0 ? [] : problems;
  };
}

/** @param {unknown} wanted @returns {Check} */
function equal(wanted) {
  return (value, path) => (value === wanted ? [] : [`${path} 应为 ${JSON.stringify(wanted)}`]);
}

/** @param {string} type @returns {Check} */
function ofType(type) {
  return (value, path) => (typeof value === type ? [] : [`${path} 类型不对`]);
}

/** @param {number} most @returns {Check} a text of 1 to `most` characters */
function bounded(most) {
  return (value, path) =>
    typeof value === "string" && value.length > 0 && value.length <= most ? [] : [`${path} 应为 1 到 ${most} 个字`];
}

/** @param {RegExp} form @returns {Check} */
function text(form) {
  return (value, path) => (typeof value === "string" && form.test(value) ? [] : [`${path} 格式不对`]);
}

/** @param {number} least @param {number} most @returns {Check} */
function whole(least, most) {
  return (value, path) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most ? [] : [`${path} 应为 ${least} 到 ${most} 的整数`];
}

/** @type {Check} */
function matchPattern(value, path) {
  return typeof value === "string" && value.length <= 200 && isMatchPattern(value)
    ? []
    : [`${path} 不是网址模式，例如 https://im.example.com/chat/*`];
}

/** @type {Check} */
function selector(value, path) {
  if (typeof value !== "string" || value.trim() === "" || value.length > LONGEST_SELECTOR) {
    return [`${path} 应为 1 到 ${LONGEST_SELECTOR} 个字的 CSS 选择器`];
  }
  const steps = value.split(" >>> ");
  return steps.length <= MOST_STEPS && steps.every(isSelector) ? [] : [`${path} 不是有效的 CSS 选择器：${value.slice(0, 60)}`];
}

/** @param {string} step */
function isSelector(step) {
  if (/[{}<@\\\u0000-\u001f]/.test(step) || step.trim() === "") return false;
  if (typeof document === "undefined") return true; // the worker has no document; the page's self-test finds what is left
  try {
    document.createDocumentFragment().querySelector(step);
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

/** @param {string} path @param {string} key */
function at(path, key) {
  return path === "" ? key : `${path}.${key}`;
}
