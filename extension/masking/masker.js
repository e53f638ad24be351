// Placeholders for personal data before anything is uploaded, and the way back in the draft. The same value always gets
// the same placeholder; the values never leave the browser. One masker serves one conversation.

import { findPersonal, KINDS } from "./detect.js";

// Models sometimes change the brackets or add a space; the word and the number they keep.
const PLACEHOLDER = new RegExp(`[〔\\[［【(（<《「{]\\s?(${KINDS.join("|")})\\s?(\\d{1,3})\\s?[〕\\]］】)）>》」}]`, "g");
const SHORTEST_REPEAT = 2; // a one-letter value would be found everywhere

export class Masker {
  /** @type {Map<string, string>} */
  #values = new Map();
  /** @type {Map<string, string>} */
  #placeholders = new Map();
  #reserved;

  /** @param {string[]} [written] texts in which placeholders may already stand: those are not handed out */
  constructor(written = []) {
    this.#reserved = new Set(written.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map(placeholderOf)));
  }

  /** @param {string} text @returns {string} what is personal in it, and what was learnt to be, replaced */
  mask(text) {
    let done = 0;
    let masked = "";
    for (const { kind, start, end } of findPersonal(text)) {
      masked += this.#known(text.slice(done, start)) + this.#learn(text.slice(start, end), kind);
      done = end;
    }
    return masked + this.#known(text.slice(done));
  }

  /** @param {string} text @returns {string} every placeholder that was handed out replaced by its value */
  restore(text) {
    return text.replace(PLACEHOLDER, (...match) => this.#values.get(placeholderOf(/** @type {string[]} */ (match))) ?? match[0]);
  }

  /** @param {string} value @param {string} kind */
  #learn(value, kind) {
    const known = this.#placeholders.get(value);
    if (known !== undefined) return known;
    let number = 1;
    while (this.#values.has(`〔${kind}${number}〕`) || this.#reserved.has(`〔${kind}${number}〕`)) number += 1;
    const placeholder = `〔${kind}${number}〕`;
    this.#placeholders.set(value, placeholder);
    this.#values.set(placeholder, value);
    return placeholder;
  }

  /** @param {string} text a name announced once is personal wherever it stands */
  #known(text) {
    const known = [...this.#placeholders.keys()].filter((value) => value.length >= SHORTEST_REPEAT && text.includes(value));
    if (known.length === 0) return text;
    const longestFirst = known.sort((one, other) => other.length - one.length).map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return text.replace(new RegExp(longestFirst.join("|"), "g"), (value) => this.#placeholders.get(value) ?? value);
  }
}

/** @param {ArrayLike<string>} match @returns {string} the placeholder as we write it */
function placeholderOf(match) {
  return `〔${match[1]}${Number(match[2])}〕`;
}
