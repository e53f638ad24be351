// Background work of the shop: what runs now, live, and what came of the rest.

import { fill, h } from "../shared/dom.js";
import { moment } from "../lib/format.js";
import { followJob, isOver } from "../lib/jobs.js";
import { badge, empty, heading, link, progress } from "../lib/parts.js";
import { table } from "../lib/tables.js";
import { attempt } from "../lib/toasts.js";
import { refusal } from "../lib/words.js";

/** @typedef {import("../lib/jobs.js").Job} Job */

const LOOK_EVERY_MS = 5000;
const TONES = /** @type {const} */ ({ queued: "plain", running: "accent", done: "good", failed: "bad" });

/** @type {import("../types").Page} */
export const page = {
  words: {
    zh: {
      title: "后台工作",
      lead: "上传、索引、删除都在后台进行，关掉网页也不会中断。",
      none: "还没有后台工作",
      noneText: "上传文件后，进度会出现在这里。",
      toDocuments: "去上传文件",
      kind: "工作",
      status: "状态",
      progress: "进度",
      result: "结果",
      created: "开始",
      queued: "排队",
      running: "进行中",
      done: "完成",
      failed: "失败",
      ingest: "读入文件",
      index: "更新索引",
      purge: "彻底删除",
      radar: "查找矛盾",
      files: "{count} 个文件",
      bad: "{count} 个没有成功",
      of: "{done} / {total}",
    },
    en: {
      title: "Jobs",
      lead: "Uploads, indexing and deletion run on the server. Closing this page does not stop them.",
      none: "No jobs yet",
      noneText: "After an upload its progress shows here.",
      toDocuments: "Upload files",
      kind: "Job",
      status: "State",
      progress: "Progress",
      result: "Result",
      created: "Begun",
      queued: "waiting",
      running: "running",
      done: "done",
      failed: "failed",
      ingest: "Read files",
      index: "Update index",
      purge: "Delete for good",
      radar: "Look for conflicts",
      files: "{count} files",
      bad: "{count} not successful",
      of: "{done} / {total}",
    },
  },

  async show(context) {
    const { api, shop, say, signal } = context;
    const list = h("div", {});
    /** @type {Set<string>} */
    const followed = new Set();

    async function look() {
      const { jobs } = /** @type {{ jobs: Job[] }} */ (await api.get("jobs", { shop: shop.id }, signal));
      const states = jobs.map((job) => ({ job, state: h("div", { class: "stack" }, ...state(context, job)) }));
      fill(list, drawTable(context, states));
      for (const { job, state: cell } of states) {
        if (isOver(job) || followed.has(job.id)) continue;
        followed.add(job.id);
        const show = (/** @type {Job} */ now) => fill(cell, ...state(context, now));
        void attempt(async () => (await followJob(api, job.id, show, signal)) && look());
      }
    }

    await look();
    const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
    signal.addEventListener("abort", () => clearInterval(timer));
    return h("div", {}, heading(say("title"), say("lead")), list);
  },
};

/** @param {import("../types").Context} context @param {{ job: Job, state: HTMLElement }[]} rows */
function drawTable({ say }, rows) {
  return table({
    label: say("title"),
    rows,
    none: empty(say("none"), say("noneText"), link(say("toDocuments"), "documents")),
    columns: [
      { title: say("kind"), cell: ({ job }) => said(say, job.kind) },
      { title: say("status"), kind: "wide", cell: ({ state }) => state },
      { title: say("created"), kind: "side", cell: ({ job }) => moment(job.created_at), order: ({ job }) => job.created_at },
    ],
  });
}

/** @param {import("../types").Context} context @param {Job} job */
function state({ say }, job) {
  const bad = job.files.filter((file) => file.status === "failed");
  return [
    h(
      "div",
      { class: "row" },
      badge(say(job.status), TONES[job.status]),
      job.files.length > 0 && h("span", { class: "quiet" }, say("files", { count: job.files.length })),
      bad.length > 0 && badge(say("bad", { count: bad.length }), "warn"),
      !isOver(job) && job.total > 0 && h("span", { class: "quiet" }, say("of", { done: job.done, total: job.total })),
    ),
    !isOver(job) && progress(job.total ? job.done / job.total : null, said(say, job.kind)),
    job.error && h("p", { class: "trouble" }, refusal(job.error.code, job.error.message)),
    ...bad.slice(0, 5).map((file) => h("p", { class: "small quiet" }, `${file.path}: ${file.error ? refusal(file.error.code, file.error.message) : ""}`)),
  ];
}

/** Kinds of other releases are shown as they are. @param {import("../shared/words.js").Speak} say @param {string} kind */
const said = (say, kind) => (kind in page.words.zh ? say(kind) : kind);
