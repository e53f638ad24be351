// The page's scripts in the order in which they run: for the manifest's content_scripts (tests hold both equal) and for
// chrome.scripting.executeScript where an agent asks for the extension on another page.

export const CONTENT_FILES = [
  "content/times.js",
  "content/reading.js",
  "content/chat.js",
  "content/editor.js",
  "content/inserting.js",
  "content/sending.js",
  "content/identity.js",
  "content/words.js",
  "content/ground.js",
  "content/room.js",
  "content/strip.js",
  "content/watching.js",
  "content/asking.js",
  "content/reporting.js",
  "content/session.js",
  "content/page.js",
];

/** On top of the content files, when an agent teaches a workbench. */
export const PICKER_FILES = [
  "picker/words.js",
  "picker/signatures.js",
  "picker/inferring.js",
  "picker/telling_apart.js",
  "picker/view.js",
  "picker/pointing.js",
  "picker/picker.js",
];
