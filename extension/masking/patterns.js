// Regular expressions tried at a place of a text, with what stands before the place in view.

/** @param {RegExp} pattern global @param {string} text @param {number} from @param {number} [to] @returns {RegExpExecArray | null} */
export function search(pattern, text, from, to = text.length) {
  pattern.lastIndex = from;
  return pattern.exec(text.slice(0, to));
}

/** @param {RegExp} pattern sticky @param {string} text @param {number} at @param {number} [to] @returns {RegExpExecArray | null} */
export function startsAt(pattern, text, at, to = text.length) {
  pattern.lastIndex = at;
  return pattern.exec(text.slice(0, to));
}
