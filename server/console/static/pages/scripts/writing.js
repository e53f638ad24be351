// The forms in which a script is written, changed, retired, or taken over from a file.

import { h } from "../../shared/dom.js";
import { ask, edit } from "../../lib/dialogs.js";
import { field, input, textarea } from "../../lib/fields.js";
import { button, link } from "../../lib/parts.js";
import { attempt, toast } from "../../lib/toasts.js";

/** @typedef {import("../../types").Context} Context */
/** @typedef {import("../scripts.js").Script} Script */

/**
 * @param {Context} context @param {string[]} slots @param {Script | null} script null for a new one
 * @param {() => unknown} then
 */
export function write({ api, shop, say }, slots, script, then) {
  const scenario = textarea({ rows: 2, required: true, maxLength: 2000, value: script?.scenario ?? "" });
  const text = textarea({ rows: 5, required: true, maxLength: 2000, value: script?.text ?? "" });
  const list = h("datalist", { id: "script-stages" }, ...say("stages").split(",").map((value) => h("option", { value })));
  const stage = input({ maxLength: 40, list: null, value: script?.stage ?? "" });
  stage.setAttribute("list", list.id);
  const variants = textarea({ rows: 3, value: script?.variants.join("\n") ?? "" });
  const insert = (/** @type {string} */ slot) => () => {
    text.setRangeText(`{${slot}}`, text.selectionStart, text.selectionEnd, "end");
    text.focus();
  };
  const offered = slots.map((slot) => button(`{${slot}}`, { small: true, quiet: true, onclick: insert(slot) }));
  const body = h(
    "div",
    {},
    field(say("scenario"), scenario, { help: say("scenarioHelp") }),
    field(say("text"), text),
    h("p", { class: "help" }, say("slotsHelp")),
    h("div", { class: "row scripts-slots" }, ...offered),
    field(say("stage"), stage, { optional: true }),
    list,
    field(say("variants"), variants, { help: say("variantsHelp"), optional: true }),
    script && button(say("retire"), { danger: true, small: true, onclick: (/** @type {Event & { currentTarget: HTMLElement }} */ event) => retire(event.currentTarget) }),
  );

  /** @param {HTMLElement} within */
  const retire = (within) =>
    attempt(async () => {
      if (!script || !(await ask({ title: say("retireQuestion"), body: h("p", {}, say("retireText")), yes: say("retire"), danger: true }))) return;
      within.closest("dialog")?.close("");
      await api.remove(`scripts/${script.id}`, { shop: shop.id });
      const { scenario: asked, text: said, stage: at, variants: other } = script;
      toast(say("retired"), { undo: () => api.post("scripts", { shop: shop.id, scenario: asked, text: said, stage: at, variants: other }).then(then) });
      then();
    });

  const save = async () => {
    const said = {
      shop: shop.id,
      scenario: scenario.value,
      text: text.value,
      stage: stage.value.trim(),
      variants: variants.value.split("\n").map((line) => line.trim()).filter(Boolean),
    };
    const { findings } = script ? await api.patch(`scripts/${script.id}`, said) : await api.post("scripts", said);
    const remarks = findings.map((/** @type {{ reason: string }} */ finding) => finding.reason).join("；");
    toast(remarks ? `${say("saved")} · ${say("remarks")}：${remarks}` : say("saved"));
  };
  void edit({ title: say(script ? "edit" : "add"), body, yes: say("save"), save }).then((saved) => saved && then());
}

/** @param {Context} context @param {Script} script @param {() => unknown} then */
export async function adopt({ api, shop, say }, script, then) {
  const body = h(
    "div",
    { class: "stack" },
    h("p", { class: "text" }, script.text),
    h("p", {}, say("elsewhere", { document: script.document }), " ", link(say("file"), `documents/${script.document_id}`)),
    h("p", { class: "quiet" }, say("adoptText")),
  );
  if (!(await ask({ title: script.scenario, body, yes: say("adopt") }))) return;
  await attempt(async () => {
    const { added } = await api.post("scripts/adopt", { shop: shop.id, document_id: script.document_id });
    toast(say("adopted", { count: added }));
    then();
  });
}
