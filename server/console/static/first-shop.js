// Making a shop: the first one, on a server that has none yet, and later ones.

import { fill, h } from "./shared/dom.js";
import { speaking } from "./shared/words.js";
import { edit } from "./lib/dialogs.js";
import { field, input } from "./lib/fields.js";
import { button, empty } from "./lib/parts.js";
import { remember } from "./preferences.js";
import { SHELL_WORDS } from "./words.js";

/**
 * @param {import("./lib/api.js").Api} api
 * @param {import("./shared/words.js").Language} language
 * @param {boolean} mayMake
 */
export function showFirstShop(api, language, mayMake) {
  const say = speaking(SHELL_WORDS, language);
  const make = button(say("newShop"), { primary: true, onclick: () => void askForShop(api, language) });
  const text = say(mayMake ? "noShop" : "noShopAgent");
  fill(document.body, h("main", { class: "door" }, empty(say("noShopTitle"), text, mayMake && make)));
}

/** @param {import("./lib/api.js").Api} api @param {import("./shared/words.js").Language} language */
export async function askForShop(api, language) {
  const say = speaking(SHELL_WORDS, language);
  const id = input({ required: true, pattern: "[a-z0-9][a-z0-9_\\-]{0,62}", autocapitalize: "none" });
  const name = input({ required: true, maxLength: 200 });
  const made = await edit({
    title: say("newShop"),
    body: [field(say("shopName"), name), field(say("shopId"), id, { help: say("shopIdHelp") })],
    yes: say("newShop"),
    save: () => api.post("shops", { id: id.value, name: name.value }),
  });
  if (!made) return;
  remember({ shop: id.value });
  location.assign("./#/home");
  location.reload();
}
