// What leaves this browser.

import { fill, h } from "../../shared/dom.js";
import { tick } from "../fields.js";

/** @import { Context } from "../context.d.ts" */

/** @param {Context} context */
export function privacyPart(context) {
  const { speak } = context;
  const choice = h("div", {});
  const element = h("section", {}, h("h2", {}, speak("privacy")), choice, h("p", { class: "quiet" }, speak("privacy.told")));
  return { element, show };

  function show() {
    const demanded = context.shop?.masking === true;
    fill(choice, tick(speak("mask"), demanded || context.settings.mask, (mask) => void context.change({ mask }), { help: speak(demanded ? "mask.demanded" : "mask.help"), fixed: demanded }));
  }
}
