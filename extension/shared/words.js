// What pages say, in the reader's language. Each page brings its own words.

/** @typedef {"zh" | "en"} Language */
/** @typedef {Record<string, string>} Words */
/** @typedef {(key: string, values?: Record<string, string | number>) => string} Speak */

/**
 * The languages that a browser or a setting asks for, narrowed to the two that there are.
 * @param {string | null | undefined} wanted e.g. "zh-CN"
 * @returns {Language}
 */
export function languageOf(wanted) {
  return wanted && !wanted.toLowerCase().startsWith("zh") ? "en" : "zh";
}

/**
 * A function from keys to sentences; `{name}` in a sentence takes the value of that name.
 * @param {Record<Language, Words>} words both languages with the same keys
 * @param {Language} language
 * @returns {Speak}
 */
export function speaking(words, language) {
  return (key, values = {}) => {
    const sentence = words[language][key];
    if (sentence === undefined) throw new Error(`no words for “${key}” in ${language}`);
    return sentence.replace(/\{(\w+)\}/g, (slot, name) => (name in values ? String(values[name]) : slot));
  };
}
