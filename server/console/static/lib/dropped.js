// Files out of what was dropped or chosen: those of folders too, however deep, under their path.

/**
 * A file with the name that it is uploaded under: its path below the folder that was dropped, or just its own.
 * @typedef {{ file: File, name: string }} Picked
 */

/** Of a file chooser, which gives the files of a folder with their paths. @param {Iterable<File>} files @returns {Picked[]} */
export const chosenFiles = (files) => visible([...files].map((file) => ({ file, name: file.webkitRelativePath || file.name })));

/**
 * Of a drop. The browser forgets what was dropped when the event is over, so entries are taken at once.
 * @param {DataTransfer} dropped @returns {Promise<Picked[]>}
 */
export function droppedFiles(dropped) {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return Promise.resolve(chosenFiles(dropped.files));
  return filesOf(entries.filter((entry) => entry !== null));
}

/** @param {FileSystemEntry[]} entries @returns {Promise<Picked[]>} in the order of their paths */
export async function filesOf(entries) {
  const found = await Promise.all(entries.filter(({ name }) => shown(name)).map(filesUnder));
  return found.flat();
}

/** @param {FileSystemEntry} entry @returns {Promise<Picked[]>} */
async function filesUnder(entry) {
  if (entry.isDirectory) return filesOf(await inside(/** @type {FileSystemDirectoryEntry} */ (entry)));
  const one = /** @type {FileSystemFileEntry} */ (entry);
  const file = await new Promise((resolve, reject) => one.file(resolve, reject));
  return [{ file, name: entry.fullPath.replace(/^\//, "") }];
}

/** Everything in a folder: the browser gives a hundred at a time. @param {FileSystemDirectoryEntry} folder */
async function inside(folder) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const all = [];
  for (;;) {
    const some = await new Promise((/** @type {(some: FileSystemEntry[]) => void} */ resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all.sort((one, other) => one.fullPath.localeCompare(other.fullPath, "zh"));
    all.push(...some);
  }
}

/** @param {Picked[]} picked */
const visible = (picked) => picked.filter(({ name }) => name.split("/").every(shown));

/** Not what systems and Word leave beside documents. @param {string} name */
const shown = (name) => !name.startsWith(".") && !name.startsWith("~$");
