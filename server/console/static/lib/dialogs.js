// Questions that wait for an answer, in the browser's own dialog element: focus stays inside, Escape says no.

import { h } from "../shared/dom.js";
import { button, explain } from "./parts.js";
import { part } from "./words.js";

/** @typedef {import("../shared/dom.js").Child} Child */

/**
 * Ask before something happens.
 * @param {{ title: string, body?: Child | Child[], yes: string, danger?: boolean }} question
 * @returns {Promise<boolean>}
 */
export async function ask({ title, body, yes, danger = false }) {
  const answer = await open(title, body, [
    { text: part("cancel"), value: "" },
    { text: yes, value: "yes", primary: !danger, danger },
  ]);
  return answer === "yes";
}

/**
 * A form in a dialog. It closes when `save` has succeeded; what `save` raises is shown in it.
 * @param {{ title: string, body: Child | Child[], yes: string, save: () => Promise<unknown> }} form
 * @returns {Promise<boolean>} whether it was saved
 */
export function edit({ title, body, yes, save }) {
  return new Promise((resolve) => {
    const trouble = h("div", { class: "trouble", role: "alert" });
    const submit = button(yes, { primary: true, type: "submit" });
    const dialog = frame(title, [body, trouble].flat(), [cancelButton(), submit]);
    dialog.querySelector("form")?.addEventListener("submit", async (event) => {
      event.preventDefault();
      submit.disabled = true;
      try {
        await save();
        dialog.close("yes");
      } catch (error) {
        trouble.replaceChildren(explain(error));
      }
      submit.disabled = false;
    });
    show(dialog, (answer) => resolve(answer === "yes"));
  });
}

/** Something to read. @param {string} title @param {Child | Child[]} body */
export const tell = (title, body) => open(title, body, [{ text: part("close"), value: "", primary: true }]);

/**
 * @param {string} title @param {Child | Child[]} body
 * @param {{ text: string, value: string, primary?: boolean, danger?: boolean }[]} answers
 * @returns {Promise<string>} the value of the answer chosen, "" for none
 */
function open(title, body, answers) {
  const buttons = answers.map(({ text, value, ...kind }) => button(text, { ...kind, type: "submit", value }));
  const dialog = frame(title, [body].flat(), buttons);
  return new Promise((resolve) => show(dialog, resolve));
}

/** @param {string} title @param {Child[]} body @param {HTMLButtonElement[]} buttons */
function frame(title, body, buttons) {
  const name = h("h2", { id: `dialog-${crypto.randomUUID()}` }, title);
  const form = h("form", { method: "dialog" }, name, ...body, h("div", { class: "actions" }, ...buttons));
  return h("dialog", { "aria-labelledby": name.id }, form);
}

/** @param {HTMLDialogElement} dialog @param {(answer: string) => void} then */
function show(dialog, then) {
  dialog.addEventListener("close", () => {
    dialog.remove();
    then(dialog.returnValue);
  });
  document.body.append(dialog);
  dialog.showModal();
}

function cancelButton() {
  return button(part("cancel"), {
    onclick: (/** @type {Event & { currentTarget: HTMLElement }} */ event) => event.currentTarget.closest("dialog")?.close(""),
  });
}
