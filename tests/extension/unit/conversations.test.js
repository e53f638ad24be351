import assert from "node:assert/strict";
import { test } from "node:test";

import { askedIn, basisOf, digest, lastSaid, readAdapter, readConversation, readWaiting } from "../../../extension/core/conversations.js";

const said = (role, text) => ({ role, text });

test("anything that is no conversation is refused", () => {
  for (const given of [null, 7, "x", [], {}, { id: "", messages: [] }, { id: "a", messages: [{ role: "boss", text: "x" }] }, { id: "a", messages: [{ role: "agent", text: 3 }] }]) {
    assert.equal(readConversation(given), null);
  }
});

test("what a page adds beyond the shape is left out, and long texts are cut", () => {
  const read = readConversation({ id: "a", title: "t", evil: 1, messages: [{ role: "customer", text: "x".repeat(9000), html: "<b>" }], context: { sku: "s", key: "k" } });
  assert.deepEqual(Object.keys(read), ["id", "title", "messages", "context"]);
  assert.deepEqual(Object.keys(read.messages[0]), ["role", "text"]);
  assert.equal(read.messages[0].text.length, 4000);
  assert.deepEqual(read.context, { sku: "s" });
});

test("the customer's bubbles since the agent last wrote are what is asked", () => {
  const messages = [said("customer", "1"), said("agent", "2"), said("customer", "3"), said("customer", "4")];
  assert.deepEqual(askedIn(messages).map((message) => message.text), ["3", "4"]);
  assert.equal(lastSaid([said("customer", "1"), said("agent", "2")]), "");
});

test("a chat known by its preview and the same chat read whole belong to the same draft", () => {
  assert.equal(lastSaid([said("agent", "a"), said("customer", "多久 发货")]), lastSaid([said("customer", "多久\n发货")]));
});

test("another product in view is another basis", () => {
  const chat = (sku) => ({ id: "a", title: "", messages: [said("customer", "1")], context: { sku } });
  assert.notEqual(basisOf(chat("x")), basisOf(chat("y")));
});

test("two digests make an id of the form that the server takes", () => {
  assert.match(digest("一") + digest("二"), /^[0-9a-f]{32}$/);
});

test("times that are none and chats without an id are left out of the waiting list", () => {
  assert.deepEqual(readWaiting([{ id: "a", title: "t", preview: "p", since: "soon" }, { title: "x" }, null]), [{ id: "a", title: "t", preview: "p" }]);
});

test("an adapter's problems are only those that there can be", () => {
  assert.deepEqual(readAdapter({ id: "a", name: "n", ok: false, problems: ["editor", "<img>"] }).problems, ["editor"]);
});
