// Where a text holds personal data: phones, cards, e-mail, order and tracking numbers, contacts, addresses, names. What
// shops talk about all day is kept: prices, dates, sizes, model codes, article numbers, service hotlines (400/800). The
// server's server/reply/masking finds the same; tests compare the two on thousands of made-up chats.

import { findAddresses } from "./address.js";
import { findNames } from "./names.js";
import { makeView } from "./view.js";

/** @typedef {{ kind: string, start: number, end: number }} Personal [start, end) of the original text */
/** @typedef {[start: number, end: number]} Span */

const GAP = String.raw`[ \-.·_/—–~]{0,2}`; // people group digits: 138-0013-8000
const WORDS = "零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖";
const ANY = String.raw`[\do${WORDS}]`; // o: written for a zero
const SECOND = "三四五六七八九叁肆伍陆柒捌玖"; // digit of a mobile number
const NUMBERED = String.raw`(?:room|rm|flat|unit|apt|apartment|suite|building|bldg|block|floor|no)[. ]{0,2}#?[a-z]?\d{1,5}[a-z]?[, ]{0,2}`;
const DAY = "(?:0[1-9]|1[0-2])GAP(?:0[1-9]|[12]\\d|3[01])";

// In order: the first pattern that takes a stretch of text keeps it. The kind is the word in the placeholder.
const PATTERNS = Object.freeze(
  /** @type {[string, string][]} */ ([
    [
      "邮箱",
      String.raw`(?<![a-z0-9._%+\-])[a-z0-9][a-z0-9._%+\-]{0,63} ?(?:@|\(at\)|\[at\]) ?[a-z0-9\-]{1,63}(?: ?\. ?[a-z0-9\-]{1,63}){1,4}`,
    ],
    [
      "邮箱", // signs in words, of the hosts that people have their mail at: 艾特163点com, #qq.com
      String.raw`(?<![a-z0-9._%+\-])[a-z0-9][a-z0-9._%+\-]{0,63} ?(?:@|#|\*|艾特|爱特|圈a| at ) ?` +
        String.raw`(?:vip\.)?(?:qq|163|126|139|189|gmail|sina|sohu|hotmail|outlook|foxmail|yeah|aliyun|icloud|live)` +
        String.raw` ?(?:\.|点|dot) ?(?:com|net|cn)(?![a-z])`,
    ],
    [
      "订单号",
      String.raw`(?:订单(?:编?号|号码)?|单号|order(?: ?(?:no|id|number))?)[为是:：.# ]{0,3}` +
        String.raw`(?<value>\d{4}(?: \d{4}){2,4}(?: ?\d{1,4})?(?!\d)|(?=[a-z\-]{0,8}\d)[a-z0-9][a-z0-9\-]{5,31})`,
    ],
    ["快递单号", String.raw`(?:快递|运单|物流|面单|包裹)(?:单|编)?号?[为是:： ]{0,3}(?<value>(?=[a-z]{0,8}\d)[a-z0-9][a-z0-9\-]{7,31})`],
    ["快递单号", String.raw`(?<![a-z0-9])[a-z]{2,4}\d{9,20}(?:-\d{1,3}){0,2}(?:-(?!\d))?(?:[a-z]{2}(?![a-z]))?`],
    ["订单号", String.raw`(?<!\d)\d{6}-\d{13,17}(?!\d)`],
    [
      "证件号",
      String.raw`(?<!\d)[1-9]\d{5}${GAP}(?:18|19|20)\d{2}${GAP}${DAY.replace("GAP", GAP)}${GAP}\d{3}${GAP}[\dx](?![\da-z])`,
    ],
    ["证件号", String.raw`(?<!\d)[1-9](?:[ \-]?\d){5}[ \-]?(?:18|19|20)(?:[ \-]?\d){9}[ \-]?[\dx](?![ \-]?[\da-z])`], // 420 106 1976 …
    ["证件号", String.raw`(?<!\d)[1-9]\d{7}${DAY.replace("GAP", "")}\d{3}(?!\d)`],
    ["证件号", String.raw`(?:护照|通行证|军官证|证件)号?码?[为是:： ]{0,3}(?<value>[a-z]{0,2}\d{6,10})`],
    ["银行卡号", String.raw`(?<!\d)[3-6]\d{3}(?:[ \-]\d{4}){3,4}(?:[ \-]?\d{1,3})?(?!\d)`],
    ["手机号", String.raw`(?<!\d)(?:\(?(?:\+|00)? ?86\)?${GAP})?1${GAP}[3-9](?:${GAP}\d){9}(?!${GAP}\d{2})(?!\d)`],
    ["手机号", `(?<![${WORDS}])[一幺壹][${SECOND}][${WORDS}]{9}(?![${WORDS}])`],
    ["手机号", `(?<!${ANY})[1一幺壹][3-9${SECOND}](?:${GAP}${ANY}){9}(?!${ANY})`], // some digits in words
    ["手机号", `(?<!${ANY})[1一幺壹][3-9${SECOND}]${ANY}(?:[,，]${ANY}{4}){2}(?!${ANY})`], // 139，1234，五六七八
    ["手机号", String.raw`(?<!\d)(?:\+|00)[1-9]\d{0,2}[ -]?\d(?:[ -]?\d){6,12}(?!\d)`],
    [
      "电话",
      String.raw`(?<![\d.])\(?0(?:10|2\d|[3-9]\d{2})\)?[ \-]{0,3}[2-9]\d{2,3}[ \-]?\d{4}(?:(?:-|转|ext\.?) ?\d{1,5})?(?!\d)`,
    ],
    ["电话", String.raw`(?:电话|座机|tel|固话)号?码?[为是:： ]{0,3}(?<value>[2-9]\d{6,7})(?!\d)`],
    [
      "联系方式",
      "(?:微信|wx|vx|v信|(?<![a-z0-9])v(?=[:：])|薇信?|weixin|wechat|qq|扣扣|旺旺|支付宝)(?:号码?|账号|id)?[为是:： ]{0,3}" +
        String.raw`(?<value>[a-z][a-z0-9_\-]{5,19}|[1-9]\d{4,11})`,
    ],
    [
      "地址",
      String.raw`(?<![a-z0-9])(?:(?:${NUMBERED}){1,5}(?:\d{1,5} )?|\d{1,5} )(?:[a-z]+ ){1,5}` +
        String.raw`(?:road|rd|street|st|avenue|ave|lane|alley|boulevard|blvd|district)(?![a-z])(?:[, ]{1,2}[a-z]+){0,8}`,
    ],
    ["号码", String.raw`(?<![\d.])\d(?:[ \-]?\d){9,}(?!\d)`],
    ["号码", String.raw`(?<!${ANY})(?=.{0,9}[${WORDS}])[\d${WORDS}]{10,}x?`],
  ]).map(([kind, pattern]) => ({ kind, pattern: new RegExp(pattern, "dg") })),
);
export const KINDS = Object.freeze([...new Set([...PATTERNS.map(({ kind }) => kind), "姓名"])]);

const ARTICLE =
  /(?:货号|批号|批次号?|sku|商品(?:编码|编号|id)|型号|款号|条形?码|编码|国标|gb\/?t?|标准号|批准文号|备案号|许可证号?)[为是:： ]{0,2}[a-z]{0,6}-?$/;
const HOTLINE = /^(?:400|800)[ -]?\d{3,4}[ -]?\d{3,4}$/;
const HARMLESS = [
  /^97[89]\d{10}$/, // an ISBN
  /^(?:\d{1,3}(?:[ -]\d{1,3})+|\d{1,5}(?:[ -]\d{1,5}){1,2})$/, // sizes or prices side by side; four groups of four are a card
  /^(?:19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])(?:[ -](?:[01]\d|2[0-3])(?:[ :]?[0-5]\d){0,2})?$/, // a day
];

/** @param {string} text @returns {Personal[]} in order and without overlaps */
export function findPersonal(text) {
  const view = makeView(text);
  /** @type {Personal[]} */
  const taken = [];
  for (const found of candidates(view.text)) {
    if (found.start < found.end && !taken.some(({ start, end }) => found.start < end && start < found.end)) taken.push(found);
  }
  return taken
    .sort((one, other) => one.start - other.start)
    .map(({ kind, start, end }) => ({ kind, start: view.origin[start] ?? 0, end: view.ends[end - 1] ?? text.length }));
}

/** @param {string} text folded @returns {Personal[]} */
function candidates(text) {
  const numbers = PATTERNS.flatMap(({ kind, pattern }) => matches(kind, pattern, text));
  const addresses = findAddresses(text);
  /** @type {Span[]} */
  const spans = numbers.map(({ start, end }) => [start, end]);
  // A phone is never part of an address, so numbers go first and addresses end where they begin.
  const cut = addresses.map(([start, end]) => {
    const stop = Math.min(end, ...spans.filter(([left, right]) => left < end && right > start).map(([left]) => left));
    return { kind: "地址", start, end: stop };
  });
  const names = findNames(text, spans, addresses).map(([start, end]) => ({ kind: "姓名", start, end }));
  return [...numbers, ...cut, ...names];
}

/** @param {string} kind @param {RegExp} pattern @param {string} text @returns {Personal[]} */
function matches(kind, pattern, text) {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [start, end] = match.indices?.groups?.["value"] ?? match.indices?.[0] ?? [0, 0];
    return isPublic(kind, text, start, end) ? [] : [{ kind, start, end }];
  });
}

/** @param {string} kind @param {string} text @param {number} start @param {number} end what looks like a personal number and is none */
function isPublic(kind, text, start, end) {
  const value = text.slice(start, end);
  if (["电话", "号码", "联系方式"].includes(kind) && HOTLINE.test(value)) return true;
  if (["号码", "快递单号", "银行卡号", "手机号"].includes(kind) && ARTICLE.test(text.slice(0, start))) return true;
  return kind === "号码" && HARMLESS.some((pattern) => pattern.test(value));
}
