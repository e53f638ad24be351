import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { BUILT_IN } from "../../../extension/adapters/built-in.js";
import { checkAdapter } from "../../../extension/adapters/checking.js";
import { matchesAddress, siteOf } from "../../../extension/adapters/matching.js";
import { workbenchAt } from "../../../extension/adapters/registry.js";
import { CONTENT_FILES, PICKER_FILES } from "../../../extension/content/files.js";

const EXTENSION = new URL("../../../extension/", import.meta.url);
const shipped = BUILT_IN.map((name) => JSON.parse(readFileSync(new URL(`adapters/${name}`, EXTENSION), "utf8")));
const manifest = JSON.parse(readFileSync(new URL("manifest.json", EXTENSION), "utf8"));

test("every adapter file ships, is sound, and has an id of its own", () => {
  assert.deepEqual([...BUILT_IN].sort(), readdirSync(new URL("adapters/", EXTENSION)).filter((name) => name.endsWith(".json")).sort());
  for (const adapter of shipped) assert.deepEqual(checkAdapter(adapter), [], adapter.id);
  assert.equal(new Set(shipped.map(({ id }) => id)).size, shipped.length);
});

test("the manifest runs the page's scripts exactly where adapters are for, in their order", () => {
  const [scripts] = manifest.content_scripts;
  assert.deepEqual([...scripts.matches].sort(), shipped.flatMap(({ matches }) => matches).sort());
  assert.deepEqual(scripts.js, CONTENT_FILES);
  assert.equal(scripts.all_frames, true);
});

test("every script file is listed once", () => {
  for (const [folder, listed, others] of [["content", CONTENT_FILES, ["files.js"]], ["picker", PICKER_FILES, []]]) {
    const there = readdirSync(new URL(`${folder}/`, EXTENSION)).filter((name) => name.endsWith(".js") && !others.includes(name));
    assert.deepEqual(there.map((name) => `${folder}/${name}`).sort(), [...listed].sort());
  }
});

const matching = [
  ["https://mms.pinduoduo.com/chat-merchant/*", "https://mms.pinduoduo.com/chat-merchant/index.html?r=1#/", true],
  ["https://mms.pinduoduo.com/chat-merchant/*", "https://mms.pinduoduo.com/orders", false],
  ["https://mms.pinduoduo.com/chat-merchant/*", "https://mms.pinduoduo.com.example.com/chat-merchant/x", false],
  ["https://*.zendesk.com/agent/*", "https://shop.zendesk.com/agent/tickets/1", true],
  ["https://*.zendesk.com/agent/*", "https://zendesk.com/agent/", true],
  ["https://*.zendesk.com/agent/*", "https://evilzendesk.com/agent/", false],
  ["http://127.0.0.1/workbench*", "http://127.0.0.1:8710/workbench/?pace=0", true],
  ["http://127.0.0.1:8710/*", "http://127.0.0.1:8711/", false],
  ["*://im.example.com/a*c*e", "http://im.example.com/abcde", true],
  ["*://im.example.com/a*c*e", "http://im.example.com/abde", false],
  ["*://im.example.com/*", "ftp://im.example.com/", false],
  ["not a pattern", "https://im.example.com/", false],
  ["https://im.example.com/*", "not an address", false],
];
for (const [pattern, address, expected] of matching) {
  test(`${pattern} ${expected ? "holds" : "does not hold"} for ${address}`, () => assert.equal(matchesAddress(pattern, address), expected));
}

test("a pattern of many stars is judged at once", () => {
  assert.equal(matchesAddress(`https://im.example.com/${"*a".repeat(60)}*b`, `https://im.example.com/${"a".repeat(5000)}`), false);
});

test("an adapter never holds more than its form: no code, no unknown key at any depth, no wild sizes", () => {
  const [sound] = shipped;
  const spoilt = [
    { ...sound, onload: "alert(1)" },
    { ...sound, messages: { ...sound.messages, text: { select: ".a", pattern: "(a+)+" } } },
    { ...sound, matches: Array(21).fill("https://im.example.com/*") },
    { ...sound, matches: ["<all_urls>"] },
    { ...sound, editor: ".a{} body" },
    { ...sound, editor: "a >>> b >>> c >>> d >>> e >>> f" },
    { ...sound, order: { password: { select: "input" } } },
    { ...sound, limits: { reply_seconds: 0 } },
    { ...sound, name: "" },
    { ...sound, messages: { ...sound.messages, role: { agent_side: "top" } } },
    null,
    [],
    "adapter",
  ];
  for (const each of spoilt) assert.notDeepEqual(checkAdapter(each), [], JSON.stringify(each)?.slice(0, 80));
});

const servers = [
  ["http://192.168.1.20:8710", "http://192.168.1.20/workbench*", "http://192.168.1.20/*"],
  ["https://huashu.shop.example", "https://huashu.shop.example/workbench*", "https://huashu.shop.example/*"],
  ["https://tools.shop.example/huashu", "https://tools.shop.example/huashu/workbench*", "https://tools.shop.example/*"],
];
for (const [server, pattern, site] of servers) {
  test(`the workbench of ${server} is read there and nowhere else`, () => {
    assert.equal(workbenchAt(server), pattern);
    assert.ok(matchesAddress(pattern, `${server}/workbench/?chat=1`));
    assert.ok(!matchesAddress(pattern, `${server}/console/`));
    assert.equal(siteOf(pattern), site);
  });
}

test("a server on this machine needs no permission, and one that is not set has no workbench", () => {
  for (const server of ["http://127.0.0.1:8710", "http://localhost:9000", ""]) assert.equal(workbenchAt(server), null);
});
