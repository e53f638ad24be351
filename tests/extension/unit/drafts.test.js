import assert from "node:assert/strict";
import { test } from "node:test";

import { after, begun, failed, isBlocked } from "../../../extension/core/drafts.js";

const draft = (text) => ({ text, sentences: [], origin: "instant", findings: [] });

test("the checked draft replaces the instant one and what was being written", () => {
  let state = begun("said", "basis", 1);
  state = after(state, { event: "draft", data: { outcome: "reply", why: {}, draft: draft("快") } }, 2);
  state = after(state, { event: "delta", data: { text: "慢" } }, 3);
  assert.equal(state.phase, "writing");
  assert.equal(state.draft.text, "快");
  state = after(state, { event: "draft", data: { outcome: "reply", why: {}, draft: draft("好") } }, 4);
  assert.deepEqual([state.draft.text, state.writing, state.draftedAt], ["好", "", 2]);
});

test("a failure keeps the draft that there was", () => {
  const state = after(begun("said", "basis", 1), { event: "draft", data: { outcome: "reply", why: {}, draft: draft("快") } }, 2);
  assert.equal(failed(state, "offline", "").draft.text, "快");
});

test("asking anew for the same words keeps the earlier draft in view, for other words it does not", () => {
  const before = after(begun("said", "basis", 1), { event: "draft", data: { outcome: "reply", why: {}, draft: draft("快") } }, 2);
  assert.equal(begun("said", "more", 3, before).draft.text, "快");
  assert.equal(begun("other", "more", 3, before).draft, undefined);
});

test("an event of a newer server changes nothing", () => {
  const state = begun("said", "basis", 1);
  assert.equal(after(state, { event: "sparkles", data: {} }, 2), state);
});

test("a warning does not block", () => {
  assert.equal(isBlocked([{ level: "warn" }, { level: "ok" }]), false);
  assert.equal(isBlocked([{ level: "warn" }, { level: "block" }]), true);
});
