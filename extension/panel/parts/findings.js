// What the checks found, once for each stretch of words: why, and a wording that would pass.

import { fill, h } from "../../shared/dom.js";

/** @import { Context } from "../context.d.ts" */
/** @import * as Api from "../../types/api.d.ts" */

/** @param {Context} context @param {{ reword: (finding: Api.FindingOut) => void, select: (start: number, end: number) => void }} may */
export function findingsPart({ speak }, { reword, select }) {
  const list = h("ul", {});
  const element = h("div", { class: "findings" }, list);
  let last = "";
  return {
    element,
    /** @param {Api.FindingOut[]} findings */
    show(findings) {
      const told = findings.filter((finding) => finding.level !== "ok");
      const now = JSON.stringify(told);
      if (now === last) return;
      last = now;
      element.hidden = !told.length;
      fill(list, together(told).map(item));
    },
  };

  /** @param {Api.FindingOut[]} group the gravest first */
  function item(group) {
    const [first, ...rest] = group;
    if (!first) return null;
    const [start, end] = [Math.min(...group.map((one) => one.start)), Math.max(...group.map((one) => one.end))];
    const others = rest.filter((one) => one.reason !== first.reason);
    const wordings = [...new Map(group.filter((one) => one.suggestion !== null).map((one) => [one.suggestion, one])).values()].slice(0, 3);
    return h("li", { dataset: { level: first.level } },
      h("button", { type: "button", class: "plain", disabled: end <= start, onclick: () => select(start, end) }, h("strong", {}, speak(`findings.${first.level}`)), " ", first.reason),
      others.length ? h("details", {}, h("summary", {}, speak("findings.others", { count: others.length })), h("ul", {}, others.map((one) => h("li", { class: "other" }, one.reason)))) : null,
      wordings.length ? h("div", { class: "row" }, wordings.map(wording)) : null);
  }

  /** @param {Api.FindingOut} finding */
  function wording(finding) {
    const words = finding.suggestion ? speak("findings.use", { text: finding.suggestion }) : speak("findings.drop");
    return h("button", { type: "button", class: "small", onclick: () => reword(finding) }, words);
  }
}

/**
 * Findings whose words overlap belong together: ten rules against one phrase are one thing to mend.
 * @param {Api.FindingOut[]} findings
 * @returns {Api.FindingOut[][]}
 */
function together(findings) {
  /** @type {Api.FindingOut[][]} */
  const groups = [];
  let end = -1;
  for (const finding of findings.toSorted((one, other) => one.start - other.start)) {
    const group = groups.at(-1);
    if (group && finding.start < end) group.push(finding);
    else groups.push([finding]);
    end = Math.max(end, finding.end);
  }
  const gravity = (/** @type {Api.FindingOut} */ one) => (one.level === "block" ? 1 : 0);
  return groups.map((group) => group.toSorted((one, other) => gravity(other) - gravity(one)));
}
