// What an editor says of a document: title, category, dates, where it counts and to whom. Somebody else's change in
// between is shown with what was typed still there.

import { fill, h } from "../../shared/dom.js";
import { ApiError } from "../../lib/api.js";
import { edit } from "../../lib/dialogs.js";
import { complain, field, input, select, textarea } from "../../lib/fields.js";
import { day, moment } from "../../lib/format.js";
import { notice } from "../../lib/parts.js";
import { toast } from "../../lib/toasts.js";
import { CATEGORIES } from "./categories.js";
import { changeWords } from "./history.js";

/** @typedef {import("./types").Document} Document */

const AUDIENCES = ["customer", "staff"];

/** @param {import("../../types").Context} context @param {Document} document */
export async function editAbout({ api, say, refresh }, document) {
  const form = formOf(say, document);
  const others = h("div", {});
  let revision = document.revision;
  const save = async () => {
    form.check();
    try {
      await api.patch(`documents/${document.id}`, form.changes(), {}, revision);
    } catch (error) {
      if (!(error instanceof ApiError && error.code === "stale")) throw error;
      const [now, { changes }] = await Promise.all([
        api.get(`documents/${document.id}`),
        api.get(`documents/${document.id}/history`, { after: revision }),
      ]);
      fill(others, changedMeanwhile(say, changes));
      revision = now.revision;
      throw new ApiError(409, "meanwhile", say("staleTitle"), "");
    }
  };
  if (await edit({ title: say("editTitle"), body: [others, ...form.body], yes: say("save"), save })) {
    toast(say("saved"));
    refresh();
  }
}

/** @param {import("../../shared/words.js").Speak} say @param {Document} document */
function formOf(say, document) {
  const { validity } = document.current;
  const { scope } = document;
  const title = input({ value: document.title, required: true, maxLength: 500 });
  const category = select(CATEGORIES.map((id) => [id, say(id)]), document.category);
  const from = input({ type: "date", value: validity.from ?? "" });
  const to = input({ type: "date", value: validity.to ?? "" });
  const audience = select(AUDIENCES.map((id) => [id, say(`audience_${id}`)]), document.audience);
  const reviewOn = input({ type: "date", value: day(document.review_on) });
  const platform = input({ value: scope.platform, maxLength: 40, placeholder: say("anyPlatform") });
  const categories = textarea({ value: scope.product_categories.join("\n"), rows: 2 });
  const skus = textarea({ value: scope.skus.join("\n"), rows: 2 });
  const overrides = input({ value: scope.overrides, maxLength: 500 });
  /** Only what was typed is sent, so that what another editor did elsewhere stays. @param {string} now @param {string} was */
  const typed = (now, was) => (now.trim() === was ? undefined : now.trim());
  return {
    body: [
      field(say("fieldTitle"), title),
      field(say("category"), category),
      h("div", { class: "row" }, field(say("from"), from), field(say("to"), to)),
      field(say("audience"), audience),
      field(say("reviewOn"), reviewOn, { help: say("reviewOnHelp"), optional: true }),
      h(
        "details",
        { open: Boolean(scope.platform || scope.skus.length || scope.product_categories.length || scope.overrides) },
        h("summary", {}, say("scope")),
        h("p", { class: "help" }, say("scopeHelp")),
        field(say("platform"), platform, { optional: true }),
        field(say("productCategories"), categories, { help: say("listHelp"), optional: true }),
        field(say("skus"), skus, { help: say("listHelp"), optional: true }),
        field(say("overrides"), overrides, { help: say("overridesHelp"), optional: true }),
      ),
    ],
    check() {
      const backwards = Boolean(from.value && to.value && to.value < from.value);
      complain(to, backwards ? say("badDates") : "");
      if (backwards) throw new ApiError(422, "bad_validity", say("badDates"), "");
    },
    changes() {
      /** @type {Record<string, unknown>} */
      const changes = {
        title: typed(title.value, document.title),
        category: typed(category.value, document.category),
        audience: typed(audience.value, document.audience),
        platform: typed(platform.value, scope.platform),
        overrides: typed(overrides.value, scope.overrides),
      };
      if (from.value !== (validity.from ?? "")) changes.from = from.value || null;
      if (to.value !== (validity.to ?? "")) changes.to = to.value || null;
      if (reviewOn.value !== day(document.review_on)) changes.review_on = reviewOn.value || null;
      if (lines(skus).join("\n") !== scope.skus.join("\n")) changes.skus = lines(skus);
      if (lines(categories).join("\n") !== scope.product_categories.join("\n")) changes.product_categories = lines(categories);
      return changes;
    },
  };
}

/** @param {HTMLTextAreaElement} area */
const lines = (area) => area.value.split("\n").map((line) => line.trim()).filter(Boolean);

/** @param {import("../../shared/words.js").Speak} say @param {import("./types").Change[]} changes */
function changedMeanwhile(say, changes) {
  const items = changes.map((change) =>
    h("div", {}, h("div", { class: "quiet small" }, `${moment(change.at)} ${change.by.name || say("software")}`), ...changeWords(say, change)),
  );
  return notice("warn", h("strong", {}, say("staleTitle")), h("p", {}, say("staleLead")), h("div", { class: "stack" }, ...items));
}
