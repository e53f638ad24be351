// What an agent changed in a reply, put into the passage that the reply was made of.

/** The text with the changed facts where they stand in it. @param {string} text @param {{ kind: string, before: string, after: string }[]} changes */
export function withChanges(text, changes) {
  const facts = changes.filter(({ kind }) => kind === "fact").map(({ before, after }) => ({ before: bare(before), after: bare(after) }));
  return facts.reduce((words, { before, after }) => (before && after ? words.replace(before, () => after) : words), text);
}

/** Without what a reply puts around the words of a passage: signs, and the particles before them. @param {string} words */
const bare = (words) => words.replace(/^[\s，,。；;！!~～]+|[哦呢呀啦哈]*[\s，,。；;！!~～]+$/gu, "");
