// The report of a version's reading: what was read, and what was skipped, repaired or assumed.

import { h } from "../../shared/dom.js";
import { moment, size } from "../../lib/format.js";
import { card, facts, notice } from "../../lib/parts.js";
import { isRemark, notesOf } from "./remarks.js";
import { worded } from "./report-words.js";

/** @typedef {import("./types").Report} Report */
/** @typedef {import("../../shared/words.js").Speak} Speak */

/** @param {import("../../types").Context} context @param {import("./types").Document} document */
export function show({ say }, document) {
  const version = document.current;
  const notes = notesOf(version);
  const file = facts([
    [say("uploadedAt"), `${moment(version.created_at)} · ${say("versionNumber", { number: version.number })}`],
    [say("fileSize"), size(version.size_bytes)],
    ...(version.report ? counts(say, version.report) : []),
    [say("chunks"), String(version.chunks)],
  ]);
  return h(
    "div",
    { class: "columns" },
    card(say("got"), file, !version.report && notice("plain", say("noReport")), sheets(say, version.report)),
    card(say("skipped"), notes.length === 0 ? h("p", { class: "quiet" }, say("nothingSkipped")) : noteList(say, notes)),
  );
}

/** @param {Speak} say @param {Report} report @returns {[string, string][]} */
function counts(say, report) {
  /** @type {[string, string | null][]} */
  const all = [
    [say("pages"), report.pages === null ? null : String(report.pages)],
    [say("tables"), report.tables ? say("tableRows", { tables: report.tables, rows: report.rows }) : null],
    [say("structure"), say("structureOf", { headings: report.headings, paragraphs: report.paragraphs })],
    [say("characters"), say("charactersOf", { count: report.characters.toLocaleString() })],
    [say("recognised"), report.recognised.length ? say("recognisedOf", { pages: report.recognised.join(", ") }) : null],
    [say("elapsed"), say("seconds", { count: (report.elapsed_ms / 1000).toFixed(1) })],
  ];
  return all.flatMap(([name, value]) => (value === null ? [] : [/** @type {[string, string]} */ ([name, value])]));
}

/** @param {Speak} say @param {Report | null} report */
function sheets(say, report) {
  if (!report?.sheets.length) return null;
  const heads = [say("sheetName"), say("tables"), say("rows")];
  return h(
    "table",
    { class: "documents-sheets" },
    h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, ...report.sheets.map(({ name, tables, rows }) => h("tr", {}, ...[name, tables, rows].map((value) => h("td", {}, value))))),
  );
}

/** @param {Speak} say @param {import("./types").ReportNote[]} notes */
function noteList(say, notes) {
  const ordered = [...notes].sort((one, other) => Number(isRemark(other)) - Number(isRemark(one)));
  return h("ul", { class: "documents-notes" }, ...ordered.map((note) => h("li", { class: isRemark(note) ? "warn" : "" }, worded(say, "note", note))));
}
