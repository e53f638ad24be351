// The browser extension: download, install, and a code that connects it to this server.

import { fill, h } from "../shared/dom.js";
import { button, card, heading } from "../lib/parts.js";
import { attempt } from "../lib/toasts.js";

/** @typedef {import("../types").Context} Context */

/** @type {import("../types").Page} */
export const page = {
  words: {
    zh: {
      title: "浏览器扩展",
      lead: "扩展把检查过的草稿放在聊天窗口旁边，按 Alt+J 填进输入框；发不发由客服决定。",
      step1: "一、下载",
      download: "下载扩展（zip）",
      downloadText: "适用于 Chrome、Edge 和其他 Chromium 浏览器。",
      step2: "二、安装",
      unpack: "把 zip 解压到一个固定的文件夹；以后更新时解压到同一处。",
      open: "在浏览器里打开扩展管理页：",
      developer: "打开右上角的“开发者模式”。",
      load: "点“加载已解压的扩展程序”，选中刚才的文件夹。",
      pin: "点地址栏右边的拼图图标，把“话术”固定住。",
      step3: "三、配对",
      pairText: "在扩展的设置页填上服务器地址，再输入配对码。配对码十分钟内有效，只能用一次；得到的密钥记在您名下，只能用于“{shop}”。",
      server: "服务器地址",
      makeCode: "要一个配对码",
      anotherCode: "再要一个",
      left: "还有 {minutes}:{seconds}",
      over: "已过期",
      try: "想先看看？",
      tryText: "演示工作台里有几位假想的顾客，装好扩展就能在那里试用。",
      openTry: "打开演示工作台",
    },
    en: {
      title: "Browser extension",
      lead: "The extension puts the checked draft beside the chat and into the box with Alt+J. Sending stays with the agent.",
      step1: "1. Download",
      download: "Download the extension (zip)",
      downloadText: "For Chrome, Edge and other Chromium browsers.",
      step2: "2. Install",
      unpack: "Unpack the zip into a folder that stays; later versions go into the same one.",
      open: "Open the browser's page of extensions:",
      developer: "Turn on “Developer mode” at the top right.",
      load: "Choose “Load unpacked” and that folder.",
      pin: "Behind the puzzle piece beside the address bar, pin “Huashu”.",
      step3: "3. Pair",
      pairText: "On the extension's options page give this server's address, then the code. It works once, within ten minutes; the key that comes of it is in your name and for “{shop}” only.",
      server: "Server address",
      makeCode: "Get a pairing code",
      anotherCode: "Get another one",
      left: "{minutes}:{seconds} left",
      over: "over",
      try: "Just looking?",
      tryText: "The demo workbench has a few made-up customers; with the extension installed you can try it there.",
      openTry: "Open the demo workbench",
    },
  },

  show(context) {
    const { say } = context;
    const steps = [say("unpack"), h("span", {}, say("open"), " ", h("code", {}, "chrome://extensions")), say("developer"), say("load"), say("pin")];
    return h(
      "div",
      {},
      heading(say("title"), say("lead")),
      h(
        "div",
        { class: "columns" },
        h(
          "div",
          {},
          card(say("step1"), h("p", {}, h("a", { class: "button primary", href: "../v1/extension.zip", download: "huashu-extension.zip" }, say("download"))), h("p", { class: "help" }, say("downloadText"))),
          card(say("step2"), h("ol", { class: "steps" }, ...steps.map((step) => h("li", {}, step)))),
        ),
        h(
          "div",
          {},
          card(say("step3"), ...pairing(context)),
          card(say("try"), h("p", { class: "quiet" }, say("tryText")), h("p", {}, h("a", { href: "../workbench/" }, say("openTry")))),
        ),
      ),
    );
  },
};

/** @param {Context} context */
function pairing({ api, shop, say, signal }) {
  const place = h("div", { class: "stack", "aria-live": "polite" });
  const more = button(say("makeCode"), { primary: true, onclick: () => void offer() });
  let timer = 0;

  async function offer() {
    clearInterval(timer);
    await attempt(async () => {
      const { code, expires_at: ends } = await api.post("pairings", { shop: shop.id });
      const left = h("span", { class: "quiet" });
      const shown = h("output", { class: "pairing-code" }, `${code.slice(0, 4)}-${code.slice(4)}`);
      fill(place, h("div", { class: "row" }, shown, left));
      const lapse = performance.now() + (Date.parse(ends) - Date.now());
      timer = setInterval(() => tick(shown, left, lapse), 1000);
      tick(shown, left, lapse);
      more.textContent = say("anotherCode");
    });
  }

  /** @param {HTMLElement} shown @param {HTMLElement} left @param {number} lapse */
  function tick(shown, left, lapse) {
    const seconds = Math.max(0, Math.round((lapse - performance.now()) / 1000));
    left.textContent = seconds ? say("left", { minutes: Math.floor(seconds / 60), seconds: String(seconds % 60).padStart(2, "0") }) : say("over");
    shown.classList.toggle("over", seconds === 0);
    if (seconds === 0) clearInterval(timer);
  }

  signal.addEventListener("abort", () => clearInterval(timer));
  return [
    h("p", { class: "quiet" }, say("pairText", { shop: shop.name })),
    h("p", {}, `${say("server")} `, h("code", {}, location.origin)),
    place,
    h("p", {}, more),
  ];
}
