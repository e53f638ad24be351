// Conversations from standard input, masked by the extension's code: for the tests that compare it with the server's.

import { readFileSync } from "node:fs";
import { findPersonal } from "../../../extension/masking/detect.js";
import { Masker } from "../../../extension/masking/masker.js";

const conversations = JSON.parse(readFileSync(0, "utf8"));
const answers = conversations.map((said) => {
  const masker = new Masker(said);
  said.forEach((text) => masker.mask(text)); // learn first: a name announced later is personal in earlier texts too
  const masked = said.map((text) => masker.mask(text));
  return {
    found: said.map((text) => findPersonal(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])),
    masked,
    restored: masked.map((text) => masker.restore(text)),
  };
});
console.log(JSON.stringify(answers));
