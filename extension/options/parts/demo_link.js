// The way to the server's demo workbench. On this machine it is read as it is; a server elsewhere is asked for once, when
// its demo is opened.

import { siteOf } from "../../adapters/matching.js";
import { workbenchAt } from "../../adapters/registry.js";
import { h } from "../../shared/dom.js";

/** @param {Pick<import("../context.d.ts").Context, "speak" | "say">} context @param {string} server */
export function demoLink({ speak, say }, server) {
  const address = `${server}/workbench/`;
  const pattern = workbenchAt(server);
  const link = h("a", { href: address, target: "_blank", rel: "noreferrer" }, speak("next.demo"));
  if (pattern) link.addEventListener("click", (event) => (event.preventDefault(), void open(pattern)));
  return link;

  /** @param {string} needed */
  async function open(needed) {
    const granted = await chrome.permissions.request({ origins: [siteOf(needed)] });
    if (!granted) return say(speak("next.denied"));
    await chrome.runtime.sendMessage({ type: "options.allowed" }); // from now on its pages are read
    await chrome.tabs.create({ url: address });
  }
}
