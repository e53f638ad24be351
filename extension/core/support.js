// Which words of a passage support a sentence: the longest stretches that both have.

const SHORTEST = 2;
const LONGEST_PASSAGE = 4000;

/** @typedef {{ text: string, held: boolean }} Stretch */

/**
 * The passage cut into stretches; `held` ones stand in the sentence too.
 * @param {string} passage
 * @param {string} sentence
 * @returns {Stretch[]}
 */
export function supporting(passage, sentence) {
  const text = passage.slice(0, LONGEST_PASSAGE);
  const held = new Array(text.length).fill(false);
  let left = sentence;
  for (let found = longestCommon(text, left, held); found.length >= SHORTEST; found = longestCommon(text, left, held)) {
    held.fill(true, found.at, found.at + found.length);
    left = left.replace(text.slice(found.at, found.at + found.length), "\u0000");
  }
  return stretches(text, held);
}

/**
 * @param {string} text @param {string} other @param {boolean[]} used
 * @returns {{ at: number, length: number }} of words, not of punctuation alone
 */
function longestCommon(text, other, used) {
  let best = { at: 0, length: 0 };
  let before = new Array(other.length + 1).fill(0);
  for (let row = 1; row <= text.length; row++) {
    const now = new Array(other.length + 1).fill(0);
    for (let column = 1; column <= other.length; column++) {
      if (used[row - 1] || text[row - 1] !== other[column - 1] || text[row - 1] === "\u0000") continue;
      now[column] = before[column - 1] + 1;
      if (now[column] > best.length && /[\p{L}\p{N}]{2}/u.test(text.slice(row - now[column], row))) {
        best = { at: row - now[column], length: now[column] };
      }
    }
    before = now;
  }
  return best;
}

/** @param {string} text @param {boolean[]} held @returns {Stretch[]} */
function stretches(text, held) {
  /** @type {Stretch[]} */
  const found = [];
  for (let at = 0; at < text.length; at++) {
    const last = found.at(-1);
    const is = held[at] ?? false;
    if (last && last.held === is) last.text += text[at];
    else found.push({ text: text.charAt(at), held: is });
  }
  return found;
}
