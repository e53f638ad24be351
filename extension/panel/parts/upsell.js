// The one thing more that the draft offers, to drop or to keep: the agent knows the customer's mood.

import { fill, h } from "../../shared/dom.js";

/** @import { Context } from "../context.d.ts" */
/** @import { View } from "../../types/desk.d.ts" */
/** @import { Wording } from "../wording.js" */

/** @param {Context} context @param {(text: string) => void} write */
export function upsellPart({ speak }, write) {
  const words = h("span", {});
  const button = h("button", { type: "button", class: "small" });
  const element = h("div", { class: "chip", role: "group", "aria-label": speak("upsell") }, words, button);
  let act = () => {};
  button.addEventListener("click", () => act());
  return {
    element,
    /** @param {View} view @param {Wording} wording */
    show({ chat, fresh }, wording) {
      const draft = fresh ? chat?.draft : undefined;
      const offer = draft?.upsell ? (draft.draft?.sentences.at(-1)?.text ?? "") : "";
      element.hidden = !offer;
      if (!offer) return;
      const kept = wording.text.includes(offer);
      element.dataset["kept"] = String(kept);
      fill(words, offer);
      fill(button, speak(kept ? "upsell.drop" : "upsell.keep"));
      act = () => write(kept ? wording.text.replace(offer, "") : `${wording.text}${offer}`);
    },
  };
}
