// What the checks found, each with its words, its reason and a wording that would pass.

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
      fill(list, told.map(item));
    },
  };

  /** @param {Api.FindingOut} finding */
  function item(finding) {
    const isSpan = finding.end > finding.start;
    const label = speak(`findings.${finding.level}`);
    return h("li", { dataset: { level: finding.level } },
      h("button", { type: "button", class: "plain", disabled: !isSpan, onclick: () => select(finding.start, finding.end) }, h("strong", {}, label), " ", finding.reason),
      finding.suggestion === null ? null
        : h("button", { type: "button", class: "small", onclick: () => reword(finding) },
            finding.suggestion ? speak("findings.use", { text: finding.suggestion }) : speak("findings.drop")));
  }
}
