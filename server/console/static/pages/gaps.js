// Gaps: what customers asked in vain, and what agents corrected; an editor decides on both.

import { fill, h } from "../shared/dom.js";
import { wasAborted } from "../lib/api.js";
import { button, heading, loading, problem } from "../lib/parts.js";
import { drawGaps } from "./gaps/list.js";
import { drawProposals } from "./gaps/proposals.js";
import { WORDS } from "./gaps/words.js";

const STATES = /** @type {const} */ ({ gaps: ["open", "answered", "dismissed"], proposals: ["open", "accepted", "rejected"] });

const AT_ONCE = 50;
const MOST = 500; // as many as one request gives

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
    let wanted = AT_ONCE;

    const sorting = h("p", { class: "quiet", role: "status" });
    let sorts = false;

    async function look() {
      try {
        const [gaps, proposals] = await Promise.all([
          api.get("gaps", { shop: shop.id, state: kind === "gaps" ? state : "open", limit: wanted }, signal),
          kind === "proposals" ? api.get("proposals", { shop: shop.id, state }, signal) : null,
        ]);
        fill(counts.gaps, ` ${gaps.open}`);
        fill(counts.proposals, ` ${gaps.proposals}`);
        if (proposals) fill(list, drawProposals(context, proposals.proposals, state, look));
        else fill(list, drawGaps(context, gaps.gaps, state, look), more(gaps));
        if (gaps.unsorted > 0 && !sorts) await sort(gaps.unsorted);
      } catch (error) {
        if (!wasAborted(error)) fill(list, problem(error, () => void look()));
      }
    }

    /** Each reading sorts some more questions; the list stays as it is until all are, so that nobody loses his place. @param {number} left */
    async function sort(left) {
      sorts = true;
      try {
        for (let unsorted = left; unsorted > 0; ) {
          fill(sorting, say("unsorted", { count: unsorted }));
          const found = await api.get("gaps", { shop: shop.id, limit: 1 }, signal);
          unsorted = found.unsorted;
          fill(counts.gaps, ` ${found.open}`);
        }
      } finally {
        sorts = false;
        fill(sorting);
      }
      await look();
    }

    /** What the list does not show yet. @param {{ gaps: unknown[], total: number }} found */
    function more({ gaps, total }) {
      if (total <= gaps.length || wanted >= MOST) return null;
      const onclick = () => {
        wanted += AT_ONCE;
        void look();
      };
      return button(say("moreGaps", { count: Math.min(AT_ONCE, total - gaps.length) }), { onclick });
    }

    const tab = (/** @type {"gaps" | "proposals"} */ one) =>
      h("a", { href: `#/gaps/${one}`, "aria-current": one === kind && "page" }, say(one), counts[one]);
    const narrow = h(
      "p",
      { class: "row gaps-states" },
      ...states.map((one) => h("a", { class: "button small", href: `#/gaps/${kind}/${one}`, "aria-current": one === state && "true" }, say(one))),
    );
    void look();
    return h("div", {}, heading(say("title"), say("lead")), h("nav", { class: "tabs", "aria-label": say("title") }, tab("gaps"), tab("proposals")), narrow, sorting, list);
  },
};
