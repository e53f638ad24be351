// People: add, change, hand out links, disable.

import { h } from "../../shared/dom.js";
import { ask, edit, tell } from "../../lib/dialogs.js";
import { field, input, select } from "../../lib/fields.js";
import { moment } from "../../lib/format.js";
import { badge, button, copyable, empty, heading } from "../../lib/parts.js";
import { ROLES, roleName } from "../../lib/roles.js";
import { table } from "../../lib/tables.js";
import { attempt, toast } from "../../lib/toasts.js";

/** @typedef {import("../../types").Context} Context */
/** @typedef {{ id: string, login: string, name: string, role: import("../../types").Role, shop: string | null, signed_in_at: string | null, disabled_at: string | null }} Person */

/** @param {Context} context @param {HTMLElement} tabs @returns {Promise<HTMLElement[]>} */
export async function drawPeople(context, tabs) {
  const { api, say, signal } = context;
  const { people } = /** @type {{ people: Person[] }} */ (await api.get("people", {}, signal));
  const add = button(say("addPerson"), { primary: true, onclick: () => void addPerson(context) });
  const rows = table({
    label: say("people"),
    rows: people,
    text: (person) => `${person.name} ${person.login}`,
    none: empty(say("noPeople"), say("noPeopleText")),
    columns: [
      { title: say("name"), kind: "wide", cell: (person) => named(context, person), order: (person) => person.name },
      { title: say("role"), cell: (person) => badge(roleName(person.role), "accent"), order: (person) => ROLES.indexOf(person.role) },
      { title: say("shop"), kind: "side", cell: (person) => shopName(context, person.shop), order: (person) => person.shop ?? "" },
      {
        title: say("last"),
        kind: "side",
        cell: (person) => moment(person.signed_in_at) || say("never"),
        order: (person) => person.signed_in_at ?? "",
      },
      { title: "", cell: (person) => h("div", { class: "row" }, ...actions(context, person)) },
    ],
  });
  return [heading(say("title"), say("peopleLead"), add), tabs, rows];
}

/** @param {Context} context @param {string | null} shop */
export function shopName({ shops, say }, shop) {
  return shop === null ? say("everyShop") : (shops.find((each) => each.id === shop)?.name ?? shop);
}

/** The shops that the caller may give. @param {Context} context @param {string | null} chosen */
export function shopChoice({ me, shops, say }, chosen) {
  /** @type {[string, string][]} */
  const options = shops.map((each) => [each.id, each.name]);
  return select(me.shop === null ? [["", say("everyShop")], ...options] : options, chosen ?? me.shop ?? "");
}

export const roleChoice = (/** @type {string} */ chosen) => select(ROLES.map((role) => [role, roleName(role)]), chosen);

/** @param {Context} context @param {Person} person */
function named({ me, say }, person) {
  return h(
    "div",
    {},
    h("div", { class: "row" }, person.name, person.disabled_at && badge(say("disabled"), "warn"), person.id === me.actor && badge(say("self"))),
    h("span", { class: "quiet small" }, person.login),
  );
}

/** @param {Context} context @param {Person} person */
function actions(context, person) {
  const { me, say } = context;
  const change = button(say("edit"), { small: true, onclick: () => void changePerson(context, person) });
  if (person.id === me.actor) return [change];
  if (person.disabled_at) return [button(say("enable"), { small: true, onclick: () => void enable(context, person) })];
  return [
    button(say("link"), { small: true, onclick: () => void attempt(() => giveLink(context, person)) }),
    change,
    button(say("disable"), { small: true, danger: true, onclick: () => void disable(context, person) }),
  ];
}

/** @param {Context} context */
async function addPerson(context) {
  const { api, say, refresh } = context;
  const login = input({ required: true, maxLength: 80, autocapitalize: "none" });
  const name = input({ required: true, maxLength: 200 });
  const role = roleChoice("agent");
  const shop = shopChoice(context, context.shop.id);
  /** @type {Person | null} */
  let made = null;
  const body = [
    field(say("name"), name),
    field(say("login"), login, { help: say("loginHelp") }),
    field(say("role"), role, { help: say("roleHelp") }),
    field(say("shop"), shop),
  ];
  const save = async () => {
    made = await api.post("people", { login: login.value, name: name.value, role: role.value, shop: shop.value || null });
  };
  if (!(await edit({ title: say("addPerson"), body, yes: say("save"), save })) || !made) return;
  refresh();
  await giveLink(context, made);
}

/** @param {Context} context @param {Person} person */
async function changePerson(context, person) {
  const { api, me, say, refresh } = context;
  const own = person.id === me.actor;
  const name = input({ value: person.name, required: true, maxLength: 200 });
  const role = roleChoice(person.role);
  const shop = shopChoice(context, person.shop);
  const save = () =>
    api.patch(`people/${person.id}`, { name: name.value, ...(own ? {} : { role: role.value, shop: shop.value || null }) });
  const more = own ? [] : [field(say("role"), role, { help: say("roleHelp") }), field(say("shop"), shop)];
  if (await edit({ title: person.login, body: [field(say("name"), name), ...more], yes: say("save"), save })) refresh();
}

/** @param {Context} context @param {Person} person */
async function giveLink({ api, say }, person) {
  const { url } = await api.post(`people/${person.id}/link`);
  const title = say("linkTitle", { name: person.name });
  await tell(title, [h("p", {}, say("linkText")), h("p", {}, copyable(url, title))]);
}

/** @param {Context} context @param {Person} person */
async function disable(context, person) {
  const { api, say, refresh } = context;
  const question = { title: say("disableTitle", { name: person.name }), body: h("p", {}, say("disableText")), yes: say("disable"), danger: true };
  if (!(await ask(question))) return;
  await attempt(async () => {
    await api.patch(`people/${person.id}`, { disabled: true });
    toast(say("didDisable", { name: person.name }), { undo: () => enable(context, person) });
    refresh();
  });
}

/** @param {Context} context @param {Person} person */
const enable = ({ api, say, refresh }, person) =>
  attempt(async () => {
    await api.patch(`people/${person.id}`, { disabled: false });
    toast(say("didEnable", { name: person.name }));
    refresh();
  });
