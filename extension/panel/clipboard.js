/** @import { Context } from "./context.d.ts" */

/** @param {string} text @param {Context} context */
export async function copy(text, context) {
  await navigator.clipboard.writeText(text);
  context.say("copy.done");
}
