// The adapters that came along and those that were taught; out to a file and in again.

import { builtInAdapters, exportAdapters, forgetAdapter, importAdapters, keepAdapter, taughtAdapters } from "../../adapters/registry.js";
import { siteOf } from "../../adapters/matching.js";
import { fill, h } from "../../shared/dom.js";

/** @import { Context } from "../context.d.ts" */
/** @import { Adapter } from "../../types/adapter.d.ts" */

/** @param {Context} context */
export function adaptersPart({ speak, say, settings }) {
  const list = h("ul", { class: "adapters" });
  const notice = h("p", { class: "notice", role: "status" });
  const file = h("input", { type: "file", accept: "application/json,.json", hidden: true, "aria-label": speak("adapters.import") });
  file.addEventListener("change", () => void read());
  const element = h("section", {}, h("h2", {}, speak("adapters")), h("p", { class: "quiet" }, speak("adapters.help")), list, notice,
    h("div", { class: "row" }, h("button", { type: "button", onclick: () => file.click() }, speak("adapters.import")), h("button", { type: "button", onclick: () => void save() }, speak("adapters.export")), file));
  notice.hidden = true;
  void show();
  return element;

  async function show() {
    const [taught, built] = await Promise.all([taughtAdapters(), builtInAdapters(settings.server)]);
    const rows = await Promise.all([...taught.map((one) => row(one, true)), ...built.map((one) => row(one, false))]);
    fill(list, rows);
  }

  /** @param {Adapter} adapter @param {boolean} taught */
  async function row(adapter, taught) {
    const allowed = !taught || (await chrome.permissions.contains({ origins: origins(adapter) }));
    return h("li", {}, h("strong", {}, adapter.name), h("span", { class: "tag" }, speak(taught ? "adapters.taught" : "adapters.built")),
      h("span", { class: "tag", dataset: { verified: String(adapter.evidence.verified) } }, speak(adapter.evidence.verified ? "adapters.verified" : "adapters.unverified")),
      h("p", { class: "quiet" }, adapter.matches.join("  ")),
      adapter.evidence.note ? h("p", { class: "quiet" }, adapter.evidence.note) : null,
      taught ? h("div", { class: "row" },
        allowed ? null : h("button", { type: "button", onclick: () => void allow(adapter) }, speak("adapters.grant")),
        h("button", { type: "button", class: "small", onclick: () => void remove(adapter) }, speak("adapters.remove"))) : null);
  }

  /** @param {Adapter} adapter */
  async function allow(adapter) {
    const granted = await chrome.permissions.request({ origins: origins(adapter) });
    say(speak(granted ? "adapters.granted" : "adapters.denied"));
    await show();
  }

  /** @param {Adapter} adapter */
  async function remove(adapter) {
    await forgetAdapter(adapter.id);
    notice.hidden = false;
    fill(notice, speak("adapters.removed", { name: adapter.name }), " ", h("button", { type: "button", class: "small", onclick: () => void undo(adapter) }, speak("adapters.undo")));
    await show();
  }

  /** @param {Adapter} adapter */
  async function undo(adapter) {
    await keepAdapter(adapter);
    notice.hidden = true;
    await show();
  }

  async function read() {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    const { kept, problems } = await importAdapters(await chosen.text());
    file.value = "";
    notice.hidden = false;
    fill(notice, speak("adapters.imported", { count: kept }), problems.length ? ` ${speak("adapters.refused", { problems: problems.join("；") })}` : null);
    await show();
  }

  async function save() {
    const address = URL.createObjectURL(new Blob([await exportAdapters()], { type: "application/json" }));
    h("a", { href: address, download: "huashu-adapters.json" }).click();
    URL.revokeObjectURL(address);
  }
}

/** @param {Adapter} adapter */
function origins(adapter) {
  return adapter.matches.map(siteOf);
}
