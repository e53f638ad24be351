// Every editor of src/ as one script and one page in the folder that is given.

import { build } from "esbuild";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, parse } from "node:path";

const out = process.argv[2];
if (!out) throw new Error("usage: node build.js FOLDER");
mkdirSync(out, { recursive: true });
const sources = readdirSync(new URL("src", import.meta.url));
await build({
  absWorkingDir: new URL(".", import.meta.url).pathname,
  entryPoints: sources.map((name) => `src/${name}`),
  outdir: out,
  bundle: true,
  format: "esm",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"', global: "window", __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
  logLevel: "error",
});
for (const { name } of sources.map((source) => parse(source))) {
  const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${name}</title>
<style>[contenteditable]{border:1px solid;min-height:60px;padding:4px}output{display:block;white-space:pre-wrap}</style>
<div id="chat" data-chat="c1"><p id="title">顾客</p><ol id="list"><li class="customer">在吗</li></ol><div id="app"></div></div>
<script type="module" src="${name}.js"></script></html>\n`;
  writeFileSync(join(out, `${name}.html`), page);
}
