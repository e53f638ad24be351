// The demo's script, played without a page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Desk } from "../../../server/workbench/static/desk.js";
import { play } from "../../../server/workbench/static/play.js";

const scenario = JSON.parse(readFileSync(new URL("../../../server/workbench/static/scenario.json", import.meta.url), "utf8"));
const atOnce = () => 0;

/** @returns {Promise<void>} */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("at pace 0 every customer says all up to the first wait", async () => {
  const desk = new Desk();
  const run = new AbortController();
  play(desk, scenario, atOnce, run.signal);
  await settled();
  assert.deepEqual(desk.chats.map(({ id }) => id).sort(), scenario.chats.map(({ id }) => id).sort());
  for (const part of scenario.chats) {
    const chat = desk.chats.find(({ id }) => id === part.id);
    const first = part.script.findIndex(({ reply }) => reply);
    assert.equal(chat.messages.length, (part.history ?? []).length + first);
    assert.notEqual(chat.waitingSince, null);
  }
  run.abort();
});

test("a reply ends the waiting and lets the customer go on", async () => {
  const desk = new Desk();
  const run = new AbortController();
  play(desk, scenario, atOnce, run.signal);
  await settled();
  const chat = desk.chats.find(({ id }) => id === "wb-101");
  desk.say(chat, { from: "agent", text: "最低18分贝" });
  assert.equal(chat.waitingSince, null);
  await settled();
  assert.equal(chat.messages.at(-1).from, "customer");
  run.abort();
});

test("who has waited longest comes first, the answered ones last", () => {
  const desk = new Desk();
  const chat = (id, minutes) => ({ id, name: id, tags: [], messages: [{ at: new Date(0), from: "customer", text: "?" }], waitingSince: minutes === null ? null : new Date(minutes), typing: false, unsent: "" });
  for (const each of [chat("late", 5), chat("done", null), chat("first", 1)]) desk.add(each);
  assert.deepEqual(desk.sorted().map(({ id }) => id), ["first", "late", "done"]);
});

test("the play names only products that it shows, and ends when it is stopped", async () => {
  for (const { sku } of scenario.chats) assert.ok(scenario.products[sku], sku);
  const desk = new Desk();
  const run = new AbortController();
  const played = play(desk, scenario, () => 1000, run.signal);
  run.abort();
  await played;
  assert.deepEqual(desk.chats, []);
});
