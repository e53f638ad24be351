// A worker for the tests of the page's scripts: the real adapters, and a record of what the pages said.
import { adaptersFor, exportAdapters, forgetAdapter, importAdapters, keepAdapter, taughtAdapters } from "./adapters/registry.js";

const heard = [];
globalThis.heard = heard;
Object.assign(globalThis, { exportAdapters, forgetAdapter, importAdapters, keepAdapter, taughtAdapters });

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  heard.push({ ...message, tab: sender.tab.id, frame: sender.frameId });
  if (message.type === "page.hello") {
    adaptersFor(sender.url, "").then((adapters) => respond({ adapters, language: "zh" }));
    return true;
  }
  if (message.type === "page.teaching") chrome.tabs.sendMessage(sender.tab.id, { type: "teach.elsewhere" });
  if (message.type === "page.taught") {
    keepAdapter(message.adapter).then(respond);
    return true;
  }
  return false;
});
