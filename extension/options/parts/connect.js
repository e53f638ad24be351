// Server and key, or a pairing code in place of the key; tested at once, with an error that says what to do.

import { Server, ServerError } from "../../core/server.js";
import { addressOf } from "../../core/settings.js";
import { fill, h } from "../../shared/dom.js";
import { choice, field } from "../fields.js";
import { demoLink } from "./demo_link.js";

/** @import { Context } from "../context.d.ts" */
/** @import * as Api from "../../types/api.d.ts" */

const PLATFORMS = ["tmall", "taobao", "jd", "pdd", "douyin", "kuaishou"];

/** @param {Context} context @param {(shop: Api.ExtensionOut) => void} connected */
export function connectPart({ speak, settings, change, say }, connected) {
  const address = h("input", { type: "url", value: settings.server, required: true, inputMode: "url", autocomplete: "url", spellcheck: false, placeholder: "http://127.0.0.1:8710" });
  const code = h("input", { type: "text", autocomplete: "one-time-code", spellcheck: false, maxLength: 40, class: "code" });
  const key = h("input", { type: "password", value: settings.key, autocomplete: "off", spellcheck: false });
  const eye = h("button", { type: "button", class: "small" }, speak("key.show"));
  const result = h("div", { class: "result", role: "status", "aria-live": "polite" });
  const shops = h("div", {});
  eye.addEventListener("click", () => {
    key.type = key.type === "password" ? "text" : "password";
    eye.textContent = speak(key.type === "password" ? "key.show" : "key.hide");
  });
  const pairing = h("form", { novalidate: true }, field(speak("code"), code, speak("code.help")), h("button", { type: "submit", class: "primary" }, speak("code.go")));
  pairing.addEventListener("submit", (event) => (event.preventDefault(), void pair()));
  const keyed = h("form", { novalidate: true }, field(speak("key"), key, speak("key.help")), h("div", { class: "row" }, h("button", { type: "submit" }, speak("save")), eye));
  keyed.addEventListener("submit", (event) => (event.preventDefault(), void save()));
  const element = h("section", {}, h("h2", {}, speak("connect")), h("p", { class: "quiet" }, speak("connect.help")),
    field(speak("server"), address, speak("server.help")), pairing, h("p", { class: "or" }, speak("or")), keyed, result, shops,
    field(speak("platform"), choice(settings.platform, [["", speak("platform.own")], ...PLATFORMS.map((one) => /** @type {[string, string]} */ ([one, speak(`platform.${one}`)]))], (platform) => void change({ platform }))));
  if (settings.server) void test();
  return element;

  /** @returns {string | null} */
  function server() {
    const whole = addressOf(address.value);
    if (!whole) {
      tell("bad", speak(whole === null ? "server.bad" : "server.missing"));
      address.focus();
      return null;
    }
    address.value = whole;
    return whole;
  }

  async function pair() {
    const where = server();
    if (!where) return;
    if (!code.value.trim()) return code.focus();
    tell("busy", speak("testing"));
    try {
      const paired = await new Server({ server: where, key: "" }).redeem(code.value.trim());
      key.value = paired.key;
      code.value = "";
      await change({ server: where, key: paired.key, shop: paired.shop });
      await test();
    } catch (error) {
      if (error instanceof ServerError && error.kind !== "offline" && error.kind !== "failed") tell("bad", speak("code.refused"));
      else explain(error);
    }
  }

  async function save() {
    const where = server();
    if (!where) return;
    await change({ server: where, key: key.value.trim(), shop: "" });
    await test();
  }

  async function test() {
    tell("busy", speak("testing"));
    const current = new Server({ server: settings.server, key: settings.key });
    try {
      const shop = await current.extension(settings.shop);
      tell("good", speak("test.ok", { name: shop.name, role: speak(`role.${shop.role}`), shop: shop.shop.name }),
        h("p", { class: "quiet" }, speak("next"), " ", demoLink({ speak, say }, settings.server)));
      connected(shop);
    } catch (error) {
      if (error instanceof ServerError && error.kind === "refused") return chooseShop(current, error);
      explain(error);
    }
  }

  /** A key for several shops needs one of them. @param {Server} current @param {ServerError} refusal */
  async function chooseShop(current, refusal) {
    try {
      const { shops: all } = await current.shops();
      if (!all.length || settings.shop) return explain(refusal);
      tell("busy", speak("test.shop"));
      fill(shops, field(speak("shop"), choice("", [["", "—"], ...all.map((one) => /** @type {[string, string]} */ ([one.id, one.name]))], (shop) => void change({ shop }).then(test))));
    } catch (error) {
      explain(error);
    }
  }

  /** @param {unknown} error */
  function explain(error) {
    if (!(error instanceof ServerError)) throw error;
    tell("bad", speak(`test.${error.kind}`, { message: error.message }));
  }

  /** @param {"good" | "bad" | "busy"} state @param {string} words @param {Node} [more] */
  function tell(state, words, more) {
    result.dataset["state"] = state;
    fill(result, h("p", {}, words), more);
  }
}
