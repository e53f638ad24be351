// Who may sign in, and which keys programs and paired browsers use.

import { h } from "../shared/dom.js";
import { drawKeys } from "./people/keys.js";
import { drawPeople } from "./people/people.js";
import { WORDS } from "./people/words.js";

/** @type {import("../types").Page} */
export const page = {
  words: WORDS,
  async show(context) {
    const { query, say } = context;
    const keys = query.get("tab") === "keys";
    const tab = (/** @type {string} */ name, /** @type {boolean} */ here) =>
      h("a", { href: `#/people?tab=${name}`, "aria-current": here && "page" }, say(name));
    const tabs = h("nav", { class: "tabs", "aria-label": say("title") }, tab("people", !keys), tab("keys", keys));
    return h("div", {}, ...(await (keys ? drawKeys(context, tabs) : drawPeople(context, tabs))));
  },
};
