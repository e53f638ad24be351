// Gaps: what customers asked in vain, and what agents corrected; an editor decides on both.

import { fill, h } from "../shared/dom.js";
import { wasAborted } from "../lib/api.js";
import { heading, loading, problem } from "../lib/parts.js";
import { drawGaps } from "./gaps/list.js";
import { drawProposals } from "./gaps/proposals.js";
import { WORDS } from "./gaps/words.js";

const STATES = /** @type {const} */ ({ gaps: ["open", "answered", "dismissed"], proposals: ["open", "accepted", "rejected"] });

/** @type {import("../types").Page} */
export const page = {
  words: WORDS,
  show(context) {
    const { api, shop, say, signal, path } = context;
    const kind = path[0] === "proposals" ? "proposals" : "gaps";
    const states = STATES[kind];
    const state = states.find((one) => one === path[1]) ?? "open";
    const counts = { gaps: h("span", { class: "small" }), proposals: h("span", { class: "small" }) };
    const list = h("div", {}, loading());

    async function look() {
      try {
        const [gaps, proposals] = await Promise.all([
          api.get("gaps", { shop: shop.id, state: kind === "gaps" ? state : "open" }, signal),
          kind === "proposals" ? api.get("proposals", { shop: shop.id, state }, signal) : null,
        ]);
        fill(counts.gaps, ` ${gaps.open}`);
        fill(counts.proposals, ` ${gaps.proposals}`);
        if (proposals) fill(list, drawProposals(context, proposals.proposals, state, look));
        else fill(list, drawGaps(context, gaps.gaps, state, look));
      } catch (error) {
        if (!wasAborted(error)) fill(list, problem(error, () => void look()));
      }
    }

    const tab = (/** @type {"gaps" | "proposals"} */ one) =>
      h("a", { href: `#/gaps/${one}`, "aria-current": one === kind && "page" }, say(one), counts[one]);
    const narrow = h(
      "p",
      { class: "row gaps-states" },
      ...states.map((one) => h("a", { class: "button small", href: `#/gaps/${kind}/${one}`, "aria-current": one === state && "true" }, say(one))),
    );
    void look();
    return h("div", {}, heading(say("title"), say("lead")), h("nav", { class: "tabs", "aria-label": say("title") }, tab("gaps"), tab("proposals")), narrow, list);
  },
};
