import assert from "node:assert/strict";
import { test } from "node:test";

import { decisionOnSent, decisionSaid } from "../../../extension/worker/deciding.js";

const chat = (changes = {}) => ({
  said: "s",
  shownAt: 1000,
  draft: { said: "s", suggestion: "id", outcome: "reply", draft: { text: "七天可退", findings: [] } },
  ...changes,
});

test("the draft as it was, whatever the chat box made of its spaces, is sent", () => {
  assert.equal(decisionOnSent(chat(), "七天 可退\n", 3000).action, "sent");
  assert.equal(decisionOnSent(chat(), "七天可退", 3000).elapsed_ms, 2000);
});

test("another text is an edit where the draft was inserted, and ignores it where it was not", () => {
  const inserted = { said: "s", text: "七天可退", suggestion: "id", at: 1, copied: false };
  assert.equal(decisionOnSent(chat({ inserted }), "七天可退哦", 2000).action, "edited");
  assert.equal(decisionOnSent(chat(), "稍等", 2000).action, "ignored");
});

test("an agent who answers a hand-over takes it over", () => {
  const handoff = chat();
  handoff.draft.outcome = "handoff";
  assert.equal(decisionOnSent(handoff, "我来处理", 2000).action, "taken_over");
});

test("a suggestion is decided on once, and only when it was seen", () => {
  assert.equal(decisionOnSent(chat({ decided: "id" }), "七天可退", 2000), null);
  assert.equal(decisionOnSent(chat({ shownAt: undefined }), "七天可退", 2000), null);
});

test("a rejection carries its code and words", () => {
  const said = decisionSaid(chat(), { action: "rejected", code: "tone", reason: "太硬" }, 2000);
  assert.deepEqual([said.action, said.reason_code, said.reason], ["rejected", "tone", "太硬"]);
});
