// The worker's answers to panel and strip that need no browser: pasted words, the next phrasing, what the strip says.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ServerError } from "../../../extension/core/server.js";
import { Privacy } from "../../../extension/core/privacy.js";
import { hearPanel } from "../../../extension/worker/panel_messages.js";
import { nextPhrasing } from "../../../extension/worker/phrasing.js";
import { stateOf } from "../../../extension/worker/strips.js";

const DRAFT = { text: "亲，满59元包邮。", findings: [], sentences: [], origin: "instant" };
const drafted = (changes = {}) => ({
  place: "p",
  kind: "page",
  said: "s",
  conversation: { id: "p", title: "", messages: [{ role: "customer", text: "满多少包邮，我电话13800138000" }], context: {} },
  draft: { said: "s", phase: "done", suggestion: "id", outcome: "reply", draft: DRAFT },
  ...changes,
});

/** An office that keeps chats in a map and notes what it was told to do. */
function officeWith(chat, phrase = async () => ({ changed: false, text: "", findings: [] })) {
  const chats = new Map(chat ? [[chat.place, chat]] : []);
  const noted = { asked: [], decided: [] };
  const office = {
    noted,
    chats,
    desk: { chat: (place) => chats.get(place) },
    server: { phrase: (_id, tone) => phrase(tone) },
    asking: { want: (wanted) => noted.asked.push(wanted.place) },
    privacy: ({ conversation }) => new Privacy(conversation, true),
    change: (place, changed) => chats.set(place, changed),
    keepWording: (place, wording) => chats.set(place, { ...chats.get(place), wording }),
    hasInserted: (one, text, copied) => chats.set(one.place, { ...chats.get(one.place), inserted: { said: one.said, text, suggestion: "id", at: 0, copied } }),
    decide: async (one, decision) => noted.decided.push([one.place, decision.action]),
  };
  return office;
}

test("another one is the shorter, then the warmer, then the draft again", async () => {
  const said = { shorter: "满59元包邮。", warmer: "亲亲，满59元包邮哦。" };
  const office = officeWith(drafted(), async (tone) => ({ changed: true, text: said[tone], findings: [] }));
  const shown = [];
  for (let press = 0; press < 4; press++) {
    await nextPhrasing(office, office.chats.get("p"));
    shown.push(office.chats.get("p").wording.text);
  }
  assert.deepEqual(shown, [said.shorter, said.warmer, DRAFT.text, said.shorter]);
});

test("a phrasing that changes nothing, or that the server cannot give, is passed over", async () => {
  const unchanged = officeWith(drafted());
  await nextPhrasing(unchanged, unchanged.chats.get("p"));
  assert.equal(unchanged.chats.get("p").wording.text, DRAFT.text);
  const away = officeWith(drafted(), () => Promise.reject(new ServerError("offline", "")));
  await nextPhrasing(away, away.chats.get("p"));
  assert.equal(away.chats.get("p").wording.text, DRAFT.text);
});

test("a phrasing comes back with the customer's own data and is refused once the customer writes on", async () => {
  const chat = drafted();
  const masked = new Privacy(chat.conversation, true).mask("13800138000");
  const office = officeWith(chat, async () => ({ changed: true, text: `会打${masked}给您。`, findings: [] }));
  await nextPhrasing(office, chat);
  assert.equal(office.chats.get("p").wording.text, "会打13800138000给您。");
  const stale = officeWith(drafted({ said: "later" }));
  await nextPhrasing(stale, stale.chats.get("p"));
  assert.equal(stale.chats.get("p").wording, undefined);
});

test("pasted words are asked about, and what is copied of the draft is decided on as sent", async () => {
  const office = officeWith(null);
  const panel = { paste: null };
  await hearPanel(office, { type: "panel.paste", text: "满多少包邮", sku: "AP-05" }, panel);
  const place = panel.paste;
  const pasted = office.chats.get(place);
  assert.deepEqual([pasted.kind, pasted.conversation.messages, pasted.conversation.context], ["paste", [{ role: "customer", text: "满多少包邮" }], { sku: "AP-05" }]);
  assert.deepEqual(office.noted.asked, [place]);
  office.chats.set(place, { ...pasted, draft: { ...drafted().draft, said: pasted.said } });
  await hearPanel(office, { type: "panel.paste", text: "满多少包邮", sku: "AP-05" }, panel);
  assert.ok(office.chats.get(place).draft, "the same words keep their draft");
  await hearPanel(office, { type: "panel.copied", place, text: DRAFT.text }, panel);
  assert.deepEqual(office.noted.decided, [[place, "sent"]]);
});

const inserted = { said: "s", text: DRAFT.text, suggestion: "id", at: 1, copied: false };
const states = [
  ["thinking before there is a draft", drafted({ draft: undefined }), "thinking"],
  ["ready once it is checked", drafted(), "ready"],
  ["stale when the customer wrote on", drafted({ said: "later" }), "stale"],
  ["inserted while the box was given this very text", drafted({ inserted }), "inserted"],
  ["copied where the box did not take it", drafted({ inserted: { ...inserted, copied: true } }), "copied"],
  ["ready again with another wording", drafted({ inserted, wording: { said: "s", text: "满59元包邮。", checked: "", findings: [] } }), "ready"],
];
for (const [when, chat, state] of states) test(`the strip is ${when}`, () => assert.equal(stateOf(chat), state));
