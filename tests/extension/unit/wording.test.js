import assert from "node:assert/strict";
import { test } from "node:test";

import { empty, follow, reworded, taken, typed, undone } from "../../../extension/panel/wording.js";

const finding = (start, end, suggestion = null) => ({ check: "c", rule: "r", level: "block", start, end, reason: "", suggestion });
const draft = (text, findings = []) => ({ said: "s", basis: "b", phase: "done", passages: [], writing: "", askedAt: 1, draft: { text, sentences: [], origin: "instant", findings } });

test("the text follows the draft until the agent touches it", () => {
  const instant = follow(empty(), draft("快"));
  const checked = follow(instant, draft("好"));
  assert.equal(checked.text, "好");
  const edited = typed(checked, "好的");
  const later = follow(edited, draft("更好"));
  assert.deepEqual([later.text, later.newer], ["好的", "更好"]);
});

test("the customer's next words begin a new text, whatever the agent had written", () => {
  const edited = typed(follow(empty(), draft("快")), "改过");
  assert.equal(follow(edited, { ...draft("新"), said: "t" }).text, "新");
});

test("findings before an edit stay, those behind it move, those that it touches go", () => {
  const wording = taken(follow(empty(), draft("一二三四五六")), "一二三四五六", [finding(0, 1), finding(2, 3), finding(5, 6)]);
  const edited = typed(wording, "一二叁叁四五六");
  assert.deepEqual(edited.findings.map(({ start, end }) => [start, end]), [[0, 1], [6, 7]]);
});

test("the proposed wording takes the place of the words it is about", () => {
  const wording = taken(follow(empty(), draft("加我微信说")), "加我微信说", [finding(0, 4, "在这里")]);
  assert.equal(reworded(wording, wording.findings[0]).text, "在这里说");
});

test("going back to the draft undoes every edit", () => {
  const edited = typed(follow(empty(), draft("快")), "别的");
  assert.deepEqual([undone(edited, draft("快")).text, undone(edited, draft("快")).touched], ["快", false]);
});
