// A text as the rules read it: width, case, invisible characters and spaces between ideographs undone, each letter still
// knowing where it came from. The server's server/reply/view.py reads alike; shared cases hold the two in step.

/** @typedef {{ text: string, origin: number[], ends: number[] }} View `text[i]` was written at [origin[i], ends[i]) */

const LATIN = /[a-z0-9]/;
const DIGIT = /[0-9]/;
const INVISIBLE = /[\p{Cf}\p{Mn}\p{Me}\p{Cc}]/u;

/** @param {string} text @returns {View} */
export function makeView(text) {
  /** @type {{ letter: string, start: number, end: number }[]} */
  const letters = [];
  let at = 0;
  for (const char of text) {
    for (const letter of folded(char)) letters.push({ letter, start: at, end: at + char.length });
    at += char.length;
  }
  const kept = letters.filter(({ letter }, index) => !/\s/.test(letter) || letter === "\n" || between(letters, index));
  return {
    text: kept.map(({ letter }) => letter).join(""),
    origin: kept.flatMap(({ letter, start }) => Array(letter.length).fill(start)),
    ends: kept.flatMap(({ letter, end }) => Array(letter.length).fill(end)),
  };
}

/** @param {string} char */
function folded(char) {
  if (char !== "\n" && INVISIBLE.test(char)) return "";
  return char.normalize("NFKC").toLowerCase();
}

/** @param {{ letter: string }[]} letters @param {number} index a space stays only between two words or numbers */
function between(letters, index) {
  const [before, after] = [letters[index - 1]?.letter ?? " ", letters[index + 1]?.letter ?? " "];
  return (LATIN.test(before) || DIGIT.test(before)) && LATIN.test(after);
}
