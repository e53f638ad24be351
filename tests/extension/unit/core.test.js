import assert from "node:assert/strict";
import { test } from "node:test";

import { readEvents } from "../../../extension/core/event_stream.js";
import { orderOf } from "../../../extension/core/requests.js";
import { addressOf, settingsFrom } from "../../../extension/core/settings.js";
import { supporting } from "../../../extension/core/support.js";
import { mostUrgentFirst } from "../../../extension/core/urgency.js";
import { Privacy } from "../../../extension/core/privacy.js";

const plain = (text) => text;

test("events are read however the bytes are cut, in the middle of a character too", async () => {
  const bytes = new TextEncoder().encode(': still here\n\nevent: draft\ndata: {"text":"七天"}\n\nevent: done\ndata: {}\n\n');
  for (const size of [1, 2, 5, 1000]) {
    const pieces = [];
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size));
    const seen = [];
    for await (const event of readEvents(ReadableStream.from(pieces))) seen.push([event.event, event.data.text]);
    assert.deepEqual(seen, [["draft", "七天"], ["done", undefined]]);
  }
});

test("an address is made whole, and what can be none is told", () => {
  assert.equal(addressOf("127.0.0.1:8710/"), "http://127.0.0.1:8710");
  assert.equal(addressOf("huashu.example.com"), "https://huashu.example.com");
  assert.equal(addressOf("javascript:alert(1)"), null);
  assert.equal(addressOf("http://a b"), null);
});

test("settings that make no sense give way to the usual ones", () => {
  const settings = settingsFrom({ theme: "pink", prepare: "yes", server: 7, key: " k ", evil: 1 });
  assert.deepEqual([settings.theme, settings.prepare, settings.server, settings.key], ["auto", true, "", "k"]);
  assert.equal("evil" in settings, false);
});

test("an order's fields that are not what they should be become facts, so that the question is not refused", () => {
  const order = orderOf({ amount: "¥1,299.00", paid_at: "昨天", number: "123", 颜色: "白" }, plain);
  assert.deepEqual(order, { amount: "1299.00", number: "123", facts: { paid_at: "昨天", 颜色: "白" } });
});

test("the words that support a sentence are marked, and nothing of the passage is lost", () => {
  const passage = "三区：实付满99元包邮；四区满299元。";
  const marked = supporting(passage, "亲，实付满99元包邮哦");
  assert.equal(marked.map((one) => one.text).join(""), passage);
  assert.deepEqual(marked.filter((one) => one.held).map((one) => one.text), ["实付满99元包邮"]);
});

test("who has waited longest comes first, who shows no time last", () => {
  const order = mostUrgentFirst([{ id: "c" }, { id: "b", since: "2026-07-18T10:05:00Z" }, { id: "a", since: "2026-07-18T10:00:00Z" }]);
  assert.deepEqual(order.map((one) => one.id), ["a", "b", "c"]);
});

test("what is masked comes back, and findings stand where the agent's words are", () => {
  const privacy = new Privacy({ id: "a", title: "", messages: [{ role: "customer", text: "我的电话13812345678" }], context: {} }, true);
  const text = "给13812345678回电，加微信";
  const masked = privacy.mask(text);
  assert.equal(masked.includes("13812345678"), false);
  assert.equal(privacy.restore(masked), text);
  const start = masked.indexOf("微信");
  const [finding] = privacy.findings([{ check: "c", rule: "r", level: "block", start, end: start + 2, reason: "", suggestion: null }], masked);
  assert.equal(text.slice(finding.start, finding.end), "微信");
});
