// A download that the page has in hand becomes a file of the reader's.

import { h } from "../../shared/dom.js";

const KEPT_MS = 60_000; // browsers read the address after the click; none takes longer

/** @param {Blob} blob @param {string} name */
export function saveFile(blob, name) {
  const url = URL.createObjectURL(blob);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
