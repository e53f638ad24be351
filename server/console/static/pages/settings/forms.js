// Name, platform, voice and offers; what the shop asks of its service.

import { fill, h } from "../../shared/dom.js";
import { field, input, select, tick } from "../../lib/fields.js";

/** @typedef {import("../../types").Context} Context */

const PLATFORMS = ["tmall", "taobao", "jd", "pdd", "douyin", "kuaishou"];
const TIMES = ["reply_limit_s", "slow_after_s", "slow_times", "long_reception_s", "live_s"];
const RISKS = ["rules", "aftersale", "prices"];
const LONGEST_DAYS = 3650;
const LONGEST = 86_400; // seconds, as the server demands

/**
 * @param {Context} context
 * @param {import("../settings.js").Rules} rules changed in place
 * @param {any[]} voices
 * @param {() => void} changed
 */
export function basicsForm({ say }, rules, voices, changed) {
  const name = input({ value: rules.name, required: true, maxLength: 200, oninput: () => ((rules.name = name.value), changed()) });
  const listed = PLATFORMS.includes(rules.platform) || rules.platform === "" ? PLATFORMS : [...PLATFORMS, rules.platform];
  const words = (/** @type {string} */ id) => (PLATFORMS.includes(id) ? say(id) : id);
  const platform = select([["", say("noPlatform")], ...listed.map((id) => /** @type {[string, string]} */ ([id, words(id)]))], rules.platform, {
    onchange: () => ((rules.platform = platform.value), changed()),
  });
  const about = h("div", { class: "small quiet" });
  const describe = () => {
    const voice = voices.find((each) => each.id === rules.voice);
    const emoji = voice?.emoji.length ? say("emoji", { emoji: voice.emoji.join(" ") }) : say("noEmoji");
    fill(about, voice && `${voice.description} ${say("addressed", { address: voice.address, count: voice.max_chars })}，${emoji}`);
  };
  const voice = select(voices.map((each) => [each.id, each.name]), rules.voice, {
    onchange: () => ((rules.voice = voice.value), describe(), changed()),
  });
  describe();
  const offers = tick(say("offersTick"), rules.offers, {
    help: say("offersHelp"),
    onchange: () => ((rules.offers = offers.box.checked), changed()),
  });
  return [
    field(say("name"), name),
    field(say("platform"), platform, { help: say("platformHelp") }),
    field(say("voice"), voice, { help: say("voiceHelp") }),
    about,
    h("h3", {}, say("offers")),
    offers.element,
  ];
}

/** @param {Context} context @param {import("../settings.js").Values["publishing"]} publishing changed in place @param {() => void} changed */
export function publishingForm({ me, shop, shops, say }, publishing, changed) {
  const risk = (/** @type {string} */ name) => {
    const { box, element } = tick(say(`risk_${name}`), publishing.second_person.includes(name), {
      onchange: () => {
        const others = publishing.second_person.filter((each) => each !== name);
        publishing.second_person = box.checked ? [...others, name].sort() : others;
        changed();
      },
    });
    return element;
  };
  const days = h("input", { type: "number", min: 0, max: LONGEST_DAYS, step: 1, value: publishing.review_days, required: true });
  days.addEventListener("input", () => {
    if (days.checkValidity()) publishing.review_days = days.valueAsNumber;
    changed();
  });
  const others = shops.filter(({ id }) => id !== shop.id).map((each) => /** @type {[string, string]} */ ([each.id, each.name]));
  const brand = select([["", say("noBrand")], ...others], publishing.brand ?? "", {
    disabled: me.shop !== null,
    onchange: () => ((publishing.brand = brand.value || null), changed()),
  });
  return [
    h("h3", {}, say("second_person")),
    h("p", { class: "help" }, say("secondHelp")),
    h("div", { class: "stack settings-ticks" }, ...RISKS.map(risk)),
    field(say("review_days"), days),
    others.length > 0 && field(say("brand"), brand, { help: say("brandHelp") }),
  ];
}

/** @param {Context} context @param {Record<string, any>} service changed in place @param {() => void} changed */
export function serviceForm({ say }, service, changed) {
  const choice = (/** @type {string} */ key, /** @type {string} */ help) => {
    const { box, element } = tick(say(key), service[key], { help, onchange: () => ((service[key] = box.checked), changed()) });
    return element;
  };
  const number = (/** @type {string} */ key) => {
    const box = h("input", { type: "number", min: 1, max: LONGEST, step: 1, value: service[key], required: true });
    box.addEventListener("input", () => {
      if (box.checkValidity()) service[key] = box.valueAsNumber;
      changed();
    });
    return field(say(key), box);
  };
  return [choice("masking", say("maskingHelp")), choice("reports", ""), choice("keeps_texts", say("keepsHelp")), ...TIMES.map(number)];
}
