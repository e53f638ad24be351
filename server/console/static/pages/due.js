// Documents that wait for a second person, that end soon or have ended, and that should be read again.

import { h } from "../shared/dom.js";
import { moment } from "../lib/format.js";
import { badge, card, heading, link } from "../lib/parts.js";
import { table } from "../lib/tables.js";

/** @typedef {import("../types").Context} Context */
/** @typedef {{ on: string, document: { id: string, name: string, title: string } }} Due */

const SOON_DAYS = 30;
const CHINA = { timeZone: "Asia/Shanghai" };

/** @type {import("../types").Page} */
export const page = {
  words: {
    zh: {
      title: "日期与复核",
      lead: "等人复核才能发布的、快失效和刚失效的、该再看一遍的文件。",
      reviews: "等第二个人发布",
      noReviews: "没有等着复核的文件。",
      expiring: "快失效和刚失效",
      noExpiring: "30 天内没有文件到期。",
      overdue: "该复查",
      noOverdue: "没有该复查的文件。",
      document: "文件",
      version: "版本",
      asked: "提交人",
      at: "提交时间",
      last: "有效到",
      due: "应复查于",
      over: "已失效",
      soon: "快失效",
    },
    en: {
      title: "Dates and reviews",
      lead: "Documents that wait for a second person, that end soon or ended lately, and that should be read again.",
      reviews: "Waiting for a second person",
      noReviews: "Nothing waits for a review.",
      expiring: "Ending soon or ended",
      noExpiring: "No document ends within 30 days.",
      overdue: "To be read again",
      noOverdue: "Nothing needs reading again.",
      document: "Document",
      version: "Version",
      asked: "Asked by",
      at: "Asked at",
      last: "Valid to",
      due: "Due on",
      over: "over",
      soon: "ends soon",
    },
  },

  async show(context) {
    const { api, shop, say, signal, may } = context;
    const of = { shop: shop.id };
    const [expiring, overdue, waiting] = await Promise.all([
      api.get("documents/expiring", { ...of, days: SOON_DAYS }, signal),
      api.get("documents/overdue", of, signal),
      may("editor") ? api.get("reviews", { ...of, state: "pending" }, signal) : { reviews: [] },
    ]);
    return h(
      "div",
      {},
      heading(say("title"), say("lead")),
      may("editor") && card(say("reviews"), reviewTable(context, waiting.reviews)),
      card(say("expiring"), dueTable(context, expiring.documents, "expiring")),
      card(say("overdue"), dueTable(context, overdue.documents, "overdue")),
    );
  },
};

/** @param {Context} context @param {any[]} reviews */
function reviewTable({ say, go }, reviews) {
  return table({
    label: say("reviews"),
    rows: reviews,
    open: (review) => go(`documents/${review.document_id}/versions`),
    none: h("p", { class: "quiet" }, say("noReviews")),
    columns: [
      { title: say("document"), kind: "wide", cell: (review) => link(review.document, `documents/${review.document_id}/versions`), order: (review) => review.document },
      { title: say("version"), kind: "number", cell: (review) => review.version },
      { title: say("asked"), kind: "side", cell: (review) => review.asked_by.name },
      { title: say("at"), kind: "side", cell: (review) => moment(review.asked_at), order: (review) => review.asked_at },
    ],
  });
}

/** @param {Context} context @param {Due[]} rows @param {"expiring" | "overdue"} what */
function dueTable({ say, go }, rows, what) {
  const today = new Intl.DateTimeFormat("sv-SE", CHINA).format(new Date());
  const state = (/** @type {Due} */ { on }) => (what === "expiring" ? badge(say(on < today ? "over" : "soon"), on < today ? "bad" : "warn") : null);
  return table({
    label: say(what),
    rows,
    open: ({ document }) => go(`documents/${document.id}`),
    none: h("p", { class: "quiet" }, say(what === "expiring" ? "noExpiring" : "noOverdue")),
    columns: [
      { title: say("document"), kind: "wide", cell: ({ document }) => link(document.name, `documents/${document.id}`), order: ({ document }) => document.name },
      { title: say(what === "expiring" ? "last" : "due"), cell: (row) => h("div", { class: "row" }, row.on, state(row)), order: ({ on }) => on },
    ],
  });
}
