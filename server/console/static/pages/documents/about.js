// What an editor says of a document: title, category, from when to when it counts.

import { h } from "../../shared/dom.js";
import { edit } from "../../lib/dialogs.js";
import { complain, field, input, select } from "../../lib/fields.js";
import { toast } from "../../lib/toasts.js";
import { CATEGORIES } from "./categories.js";

/** @param {import("../../types").Context} context @param {import("./types").Document} document */
export async function editAbout({ api, say, refresh }, document) {
  const { validity } = document.current;
  const title = input({ value: document.title, required: true, maxLength: 500 });
  const category = select(CATEGORIES.map((id) => [id, say(id)]), document.category);
  const from = input({ type: "date", value: validity.from ?? "" });
  const to = input({ type: "date", value: validity.to ?? "" });
  const body = [
    field(say("fieldTitle"), title),
    field(say("category"), category),
    h("div", { class: "row" }, field(say("from"), from), field(say("to"), to)),
  ];
  const save = async () => {
    const backwards = Boolean(from.value && to.value && to.value < from.value);
    complain(to, backwards ? say("badDates") : "");
    if (backwards) throw new Error(say("badDates"));
    const changes = { title: title.value.trim(), category: category.value, from: from.value || null, to: to.value || null };
    await api.patch(`documents/${document.id}`, changes);
  };
  if (await edit({ title: say("editTitle"), body, yes: say("save"), save })) {
    toast(say("saved"));
    refresh();
  }
}
