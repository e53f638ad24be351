// Keys: make (shown once), revoke.

import { h } from "../../shared/dom.js";
import { ask, edit, tell } from "../../lib/dialogs.js";
import { field, input, tick } from "../../lib/fields.js";
import { moment } from "../../lib/format.js";
import { badge, button, copyable, empty, heading } from "../../lib/parts.js";
import { roleName } from "../../lib/roles.js";
import { table } from "../../lib/tables.js";
import { attempt, toast } from "../../lib/toasts.js";
import { roleChoice, shopChoice, shopName } from "./people.js";

/** @typedef {import("../../types").Context} Context */
/** @typedef {{ id: string, name: string, role: import("../../types").Role, shop: string | null, person: string | null, created_at: string, revoked_at: string | null }} Key */

/** @param {Context} context @param {HTMLElement} tabs @returns {Promise<HTMLElement[]>} */
export async function drawKeys(context, tabs) {
  const { api, say, signal } = context;
  const { keys } = /** @type {{ keys: Key[] }} */ (await api.get("keys", {}, signal));
  const add = button(say("addKey"), { primary: true, onclick: () => void addKey(context) });
  const place = h("div", {});
  const every = tick(say("showRevoked"), false);
  const draw = () => place.replaceChildren(keysTable(context, keys.filter((key) => every.box.checked || !key.revoked_at)));
  every.box.addEventListener("change", draw);
  draw();
  return [heading(say("title"), say("keysLead"), add), tabs, place, every.element];
}

/** @param {Context} context @param {Key[]} keys */
function keysTable(context, keys) {
  const { say } = context;
  return table({
    label: say("keys"),
    rows: keys,
    text: (key) => key.name,
    none: empty(say("noKeys"), say("noKeysText")),
    columns: [
      { title: say("keyName"), kind: "wide", cell: (key) => named(context, key), order: (key) => key.name },
      { title: say("role"), cell: (key) => badge(roleName(key.role), "accent") },
      { title: say("shop"), kind: "side", cell: (key) => shopName(context, key.shop), order: (key) => key.shop ?? "" },
      { title: say("created"), kind: "side", cell: (key) => moment(key.created_at), order: (key) => key.created_at },
      {
        title: "",
        cell: (key) => !key.revoked_at && button(say("revoke"), { small: true, danger: true, onclick: () => void revoke(context, key) }),
      },
    ],
  });
}

/** @param {Context} context @param {Key} key */
function named({ say }, key) {
  return h("div", { class: "row" }, key.name, key.person && badge(say("paired")), key.revoked_at && badge(say("revoked"), "warn"));
}

/** @param {Context} context */
async function addKey(context) {
  const { api, say, refresh } = context;
  const name = input({ required: true, maxLength: 200 });
  const role = roleChoice("agent");
  const shop = shopChoice(context, context.shop.id);
  let secret = "";
  const body = [
    field(say("keyName"), name, { help: say("keyNameHelp") }),
    field(say("role"), role, { help: say("roleHelp") }),
    field(say("shop"), shop),
  ];
  const save = async () => {
    ({ secret } = await api.post("keys", { name: name.value, role: role.value, shop: shop.value || null }));
  };
  if (!(await edit({ title: say("addKey"), body, yes: say("save"), save }))) return;
  await tell(say("keyTitle"), [h("p", {}, say("keyText")), h("p", {}, copyable(secret, say("keyTitle")))]);
  refresh();
}

/** @param {Context} context @param {Key} key */
async function revoke({ api, say, refresh }, key) {
  const question = { title: say("revokeTitle", { name: key.name }), body: h("p", {}, say("revokeText")), yes: say("revoke"), danger: true };
  if (!(await ask(question))) return;
  await attempt(async () => {
    await api.remove(`keys/${key.id}`);
    toast(say("didRevoke", { name: key.name }));
    refresh();
  });
}
