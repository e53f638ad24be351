// The page's scripts that need no page: times as workbenches write them, and what counts as sent.

import assert from "node:assert/strict";
import { test } from "node:test";

await import("../../../extension/content/times.js");
await import("../../../extension/content/editor.js");
await import("../../../extension/content/sending.js");
await import("../../../extension/content/identity.js");
const { readTime, readSince, newlySent, makeIdentities } = globalThis.huashu;

const now = new Date(2026, 10, 22, 15, 30, 0);
/** @param {...number} numbers */
const local = (...numbers) => new Date(2026, ...numbers).toISOString();

const times = [
  ["14:03", local(10, 22, 14, 3)],
  ["14:03:05", local(10, 22, 14, 3, 5)],
  ["下午 2:03", local(10, 22, 14, 3)],
  ["2:03 PM", local(10, 22, 14, 3)],
  ["昨天 23:59", local(10, 21, 23, 59)],
  ["11-20 08:05", local(10, 20, 8, 5)],
  ["11月20日 08:05", local(10, 20, 8, 5)],
  ["12-30 08:05", new Date(2025, 11, 30, 8, 5).toISOString()],
  ["2026/11/22 14:03:05", local(10, 22, 14, 3, 5)],
  ["2026-11-22T06:03:00Z", "2026-11-22T06:03:00.000Z"],
  ["1795327380", "2026-11-22T06:03:00.000Z"],
  ["1795327380000", "2026-11-22T06:03:00.000Z"],
  ["已读", undefined],
  ["25:99", undefined],
  ["", undefined],
];
for (const [text, expected] of times) test(`“${text}” is read as ${expected}`, () => assert.equal(readTime(text, now), expected));

const waits = [
  ["2分10秒", 130],
  ["等待 1分钟", 60],
  ["130s", 130],
  ["1小时2分", 3720],
  ["45秒前", 45],
];
for (const [text, seconds] of waits) {
  test(`“${text}” is ${seconds} s ago`, () => assert.equal(readSince(text, now), new Date(now.getTime() - seconds * 1000).toISOString()));
}
test("a waiting time may be a clock's", () => assert.equal(readSince("14:03", now), local(10, 22, 14, 3)));

/** @param {string} text */
const customer = (text) => ({ role: "customer", text });
/** @param {string} text */
const agent = (text) => ({ role: "agent", text });
const before = [customer("在吗"), agent("在的"), customer("多少钱")];

/** @param {object[][]} looks @param {string[]} [contents] of the editor at each look @returns {string[]} what was found sent */
function watched(looks, contents = []) {
  const memory = { messages: [], typed: "" };
  return looks.flatMap((messages, index) => newlySent(memory, messages, contents[index] ?? "").map(({ text }) => text));
}

test("a chat that is opened with its history has nothing sent", () => assert.deepEqual(watched([before]), []));
test("an agent's message after the known ones was sent", () => assert.deepEqual(watched([before, [...before, agent("99元")]]), ["99元"]));
test("a customer's message was not", () => assert.deepEqual(watched([before, [...before, customer("快点")]]), []));
test("two at once are two", () => assert.deepEqual(watched([before, [...before, agent("您好"), agent("99元")]]), ["您好", "99元"]));
test("the same words again are sent again", () => {
  const once = [...before, agent("好的")];
  assert.deepEqual(watched([before, once, [...once, agent("好的")]]), ["好的", "好的"]);
});
test("what was read already is not sent again", () => {
  const once = [...before, agent("99元")];
  assert.deepEqual(watched([before, once, once, once]), ["99元"]);
});
test("older messages that come in front were not sent now", () => {
  assert.deepEqual(watched([before, [agent("您好，欢迎"), customer("看看"), ...before]]), []);
});
test("a window that drops its oldest messages still shows what was sent", () => {
  assert.deepEqual(watched([before, [...before.slice(1), agent("99元")]]), ["99元"]);
});
test("another chat under the same id is a new beginning", () => {
  assert.deepEqual(watched([before, [customer("退货"), agent("怎么退呢")]]), []);
});
test("the first message of an empty chat was sent if it is what the editor held", () => {
  assert.deepEqual(watched([[], [], [agent("您好，有什么可以帮您")]], ["", "您好，有什么可以帮您", ""]), ["您好，有什么可以帮您"]);
});
test("a history that loads late was not sent, whatever the editor holds", () => {
  assert.deepEqual(watched([[], before], ["99", "99"]), []);
});

/** @param {string[]} said customers' words without, the agent's with a “>” */
const chat = (...said) => said.map((text) => (text.startsWith(">") ? { role: "agent", text: text.slice(1) } : { role: "customer", text }));

test("a chat without a name goes on where it was left, whatever was open in between", () => {
  const identify = makeIdentities();
  const first = identify(chat("在吗", ">在的", "苹果甜吗"));
  const other = identify(chat("在吗", ">在的", "橙子酸吗"));
  assert.notEqual(first, other);
  assert.equal(identify(chat("在吗", ">在的", "苹果甜吗", ">14度", "好的")), first);
  assert.equal(identify(chat("上个月买过", "在吗", ">在的", "橙子酸吗")), other, "scrolled up");
  assert.notEqual(identify(chat("在吗")), first, "a third customer begins as the others did");
  assert.equal(identify([]), "");
});
