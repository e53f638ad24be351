// A text and what somebody made of it -> which of its lines say something else.

/** @typedef {{ before: string, after: string }} WordsChange */

/**
 * The lines that differ, each with what stands in its place; added ones go with the line before them.
 * @param {string} before @param {string} after @returns {WordsChange[]}
 */
export function changedLines(before, after) {
  const old = before.split("\n");
  const now = after.replaceAll("\r", "").split("\n");
  let head = 0;
  while (head < Math.min(old.length, now.length) && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const gone = old.slice(head, old.length - tail);
  const come = now.slice(head, now.length - tail);
  if (gone.length === 0 && come.length > 0) {
    const beside = old[head - 1] ?? old[head] ?? "";
    const lines = head > 0 ? [beside, ...come] : [...come, beside];
    return [{ before: beside, after: lines.join("\n") }];
  }
  if (gone.length === come.length) return gone.map((line, at) => ({ before: line, after: come[at] ?? "" }));
  const [first = "", ...rest] = gone;
  return [{ before: first, after: come.join("\n") }, ...rest.map((line) => ({ before: line, after: "" }))];
}
