// Settings of the shop: voice, offers, authority by role, service. Nothing counts before it is saved; saving has an undo.

import { askForShop } from "../first-shop.js";
import { fill, h } from "../shared/dom.js";
import { button, card, heading, notice } from "../lib/parts.js";
import { attempt, toast } from "../lib/toasts.js";
import { authorityForm } from "./settings/authority.js";
import { basicsForm, publishingForm, serviceForm } from "./settings/forms.js";
import { previewOf } from "./settings/preview.js";
import { WORDS } from "./settings/words.js";

/** @typedef {import("../types").Context} Context */
/** @typedef {{ name: string, platform: string, voice: string, offers: boolean, authority: Record<string, Record<string, any>> }} Rules */
/** @typedef {{ rules: Rules, service: Record<string, any>, publishing: { second_person: string[], review_days: number, brand: string | null } }} Values */

let unsaved = false;

/** @type {import("../types").Page} */
export const page = {
  words: WORDS,
  leave: () => !unsaved,

  async show(context) {
    const { api, me, shop, say, language, signal, may, refresh } = context;
    unsaved = false;
    const { rules, service, publishing, version, voices } = await api.get(`shops/${shop.id}/settings`, {}, signal);
    const before = /** @type {Values} */ ({ rules, service, publishing });
    const now = structuredClone(before);
    const bar = h("div", { class: "settings-bar", "aria-live": "polite" });

    function changed() {
      const list = differences(context, before, now);
      unsaved = list.length > 0;
      const save = button(say("save"), { primary: true, disabled: !unsaved, onclick: () => void store(now, version, before) });
      const discard = button(say("discard"), { disabled: !unsaved, onclick: refresh });
      fill(bar, h("span", { class: "quiet" }, unsaved ? say("changes", { list: list.join("、") }) : say("none")), save, discard);
    }

    /** @param {Values} values @param {string} known @param {Values | null} old for the way back */
    async function store(values, known, old) {
      await attempt(async () => {
        const kept = await api.patch(`shops/${shop.id}/settings`, { ...values, version: known });
        unsaved = false;
        toast(say(old ? "saved" : "restored"), old ? { undo: () => store(old, kept.version, null) } : {});
        refresh();
      });
    }

    changed();
    const editable = may("supervisor");
    const part = (/** @type {HTMLElement[]} */ ...cards) => h("fieldset", { class: "settings-part", disabled: !editable }, ...cards);
    const form = h(
      "div",
      { class: "settings-form" },
      part(card(say("basics"), ...basicsForm(context, now.rules, voices, changed)), card(say("service"), ...serviceForm(context, now.service, changed))),
      h("div", {}, part(card(say("publishing"), ...publishingForm(context, now.publishing, changed)), card(say("authority"), ...authorityForm(context, now.rules, changed))), card(say("preview"), ...previewOf(context, now.rules))),
    );
    return h(
      "div",
      {},
      heading(say("title"), say("lead"), may("admin") && me.shop === null && button(say("newShop"), { onclick: () => void askForShop(api, language) })),
      !editable && notice("accent", say("readOnly")),
      form,
      editable && bar,
    );
  },
};

/** @param {unknown} one @param {unknown} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** The names of what differs. @param {Context} context @param {Values} before @param {Values} now @returns {string[]} */
function differences({ say }, before, now) {
  const changed = (/** @type {Record<string, any>} */ one, /** @type {Record<string, any>} */ other) =>
    Object.keys(other).filter((key) => !same(one[key], other[key]));
  const keys = [changed(before.rules, now.rules), changed(before.publishing, now.publishing), changed(before.service, now.service)];
  return keys.flat().map((key) => say(key));
}
