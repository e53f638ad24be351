// Which words of a question a text holds, shown in it: part of why it was found.

import { h } from "../shared/dom.js";

const CHINESE = /\p{Script=Han}/u;
const WORDS = /\p{Script=Han}+|[\p{L}\p{N}][\p{L}\p{N}.-]*/gu;

/**
 * The text with what it shares with the question marked: two Chinese characters in a row, or a whole other word.
 * @param {string} text @param {string} question
 * @returns {(string | HTMLElement)[]}
 */
export function marked(text, question) {
  const terms = termsOf(question);
  const lower = text.toLowerCase();
  const shared = new Array(text.length).fill(false);
  for (const term of terms) {
    for (let at = lower.indexOf(term); at >= 0; at = lower.indexOf(term, at + 1)) shared.fill(true, at, at + term.length);
  }
  const pieces = [];
  for (let start = 0, end; start < text.length; start = end) {
    for (end = start + 1; end < text.length && shared[end] === shared[start]; ) end += 1;
    const piece = text.slice(start, end);
    pieces.push(shared[start] ? h("mark", {}, piece) : piece);
  }
  return pieces;
}

/** @param {string} question @returns {Set<string>} */
function termsOf(question) {
  const words = [...question.toLowerCase().matchAll(WORDS)].map(([word]) => word);
  const terms = words.flatMap((word) => {
    if (!CHINESE.test(word)) return word.length > 1 ? [word] : [];
    return Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  });
  return new Set(terms);
}
