// Documents of the shop: upload with live progress, the list, and one document with its report and its passages.

import { fill, h } from "../shared/dom.js";
import { heading } from "../lib/parts.js";
import { attempt } from "../lib/toasts.js";
import { documentView } from "./documents/detail.js";
import { documentList } from "./documents/list.js";
import { uploadCard } from "./documents/upload-card.js";
import { uploadsOf } from "./documents/uploads.js";
import { WORDS } from "./documents/words.js";

/** @type {import("../types").Page} */
export const page = {
  words: WORDS,

  async show(context) {
    const { api, shop, say, signal, path, may } = context;
    const [document, tab] = path;
    if (document) return documentView(context, document, tab);
    const list = h("div", {});
    const look = async () => {
      const { documents } = await api.get("documents", { shop: shop.id }, signal);
      fill(list, documentList(context, documents));
    };
    await look();
    const parts = [heading(say("title"), say("lead"))];
    if (may("editor")) {
      const uploads = uploadsOf(context);
      parts.push(uploadCard(context, uploads));
      uploads.addEventListener("landed", () => void attempt(look), { signal });
      void attempt(() => uploads.recall());
    }
    return h("div", {}, ...parts, list);
  },
};
