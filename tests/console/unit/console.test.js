// What the console makes of dropped folders and of an edited passage, without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenFiles, filesOf } from "../../../server/console/static/lib/dropped.js";
import { changedLines } from "../../../server/console/static/pages/documents/changed-lines.js";
import { withChanges } from "../../../server/console/static/pages/gaps/changed-facts.js";

const file = (path) => ({ name: path.split("/").at(-1), fullPath: path, isDirectory: false, file: (resolve) => resolve({ name: path }) });

/** A folder that gives its entries in portions, as browsers do. */
function folder(path, inside, portion = 2) {
  const createReader = () => {
    const rest = [...inside];
    return { readEntries: (resolve) => resolve(rest.splice(0, portion)) };
  };
  return { name: path.split("/").at(-1), fullPath: path, isDirectory: true, createReader };
}

test("a dropped folder gives every file in it, however deep, under its path", async () => {
  const deep = folder("/规则/2026/春", [file("/规则/2026/春/运费.md")]);
  const year = folder("/规则/2026", [deep, file("/规则/2026/退货.docx")]);
  const many = [1, 2, 3, 4, 5].map((number) => file(`/规则/${number}.md`));
  const found = await filesOf([folder("/规则", [...many, year]), file("/说明.txt")]);
  assert.deepEqual(found.map(({ name }) => name).sort(), ["规则/1.md", "规则/2.md", "规则/2026/春/运费.md", "规则/2026/退货.docx", "规则/3.md", "规则/4.md", "规则/5.md", "说明.txt"].sort());
});

test("what systems and Word leave beside documents is passed over", async () => {
  const inside = [file("/规则/.DS_Store"), file("/规则/~$退货.docx"), folder("/规则/.git", [file("/规则/.git/config")]), file("/规则/退货.docx")];
  assert.deepEqual((await filesOf([folder("/规则", inside)])).map(({ name }) => name), ["规则/退货.docx"]);
  const chosen = [{ name: "退货.docx", webkitRelativePath: "规则/退货.docx" }, { name: "x", webkitRelativePath: "规则/.git/x" }, { name: "一.md" }];
  assert.deepEqual(chosenFiles(chosen).map(({ name }) => name), ["规则/退货.docx", "一.md"]);
});

test("of an edited passage only the lines that changed are sent, with what stands in their place", () => {
  const text = "一\n二\n三";
  const cases = [
    ["一\n2\n三", [{ before: "二", after: "2" }]],
    ["1\n二\n3", [{ before: "一", after: "1" }, { before: "二", after: "二" }, { before: "三", after: "3" }]],
    ["一\n三", [{ before: "二", after: "" }]],
    ["一\n二\n二点五\n三", [{ before: "二", after: "二\n二点五" }]],
    ["零\n一\n二\n三", [{ before: "一", after: "零\n一" }]],
    ["一\n二\n三\n四", [{ before: "三", after: "三\n四" }]],
    ["一\n二三", [{ before: "二", after: "二三" }, { before: "三", after: "" }]],
    [text, []],
  ];
  for (const [after, changes] of cases) assert.deepEqual(changedLines(text, after), changes, after);
});

test("what an agent changed in a reply is put into the passage, without the signs of the reply around it", () => {
  const passage = "睡袋质保18个月，登山杖质保12个月";
  const fact = { kind: "fact", before: "登山杖质保12个月。", after: "登山杖质保24个月哦~" };
  assert.equal(withChanges(passage, [fact]), "睡袋质保18个月，登山杖质保24个月");
  const others = [{ ...fact, kind: "tone" }, { ...fact, before: "" }, { ...fact, before: "别处的话" }, { ...fact, after: "。" }];
  assert.equal(withChanges(passage, others), passage);
});
