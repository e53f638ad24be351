// Which of a report's notes ask for an editor's eye; the others only say how a file was read.

/** @typedef {import("./types").ReportNote} ReportNote */

const FOR_INFORMATION = new Set([
  "metadata", "encoding_guessed", "wrong_name", "comments_skipped", "recognised_pages", "pictures_without_text", "cell_pictures",
]);

/** @param {import("./types").Version} version @returns {ReportNote[]} */
export function notesOf(version) {
  return version.report?.notes ?? version.notes.map((note) => ({ ...note, place: "", count: 0 }));
}

/** @param {ReportNote} note */
export const isRemark = ({ code }) => !FOR_INFORMATION.has(code);

/** @param {import("./types").Version} version */
export const remarks = (version) => notesOf(version).filter(isRemark);
