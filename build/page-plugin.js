import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { rolldown } from "rolldown";

const pageId = "virtual:page";
const folder = new URL("../src/report-page/", import.meta.url);

/**
 * Provides `virtual:page`: the minified script and style of the report page (src/report-page), and the digests that allow them in its
 * content security policy. The program contains both, so it needs no other files.
 */
export function pagePlugin() {
  return {
    name: "rollcall-page",
    resolveId: id => (id === pageId ? `\0${pageId}` : undefined),
    load: async id => (id === `\0${pageId}` ? `export default ${JSON.stringify(await page())};` : undefined),
  };
}

async function page() {
  const script = await scriptText();
  const style = styleText(readFileSync(new URL("page.css", folder), "utf8"));
  // Such a text would end the surrounding element too early, or never.
  for (const text of [script, style]) {
    if (/<(\/script|\/style|!--)/i.test(text))
      throw new Error("The code of the page contains a tag that would break its element");
  }
  return { script, style, scriptDigest: digest(script), styleDigest: digest(style) };
}

async function scriptText() {
  const bundle = await rolldown({ input: new URL("main.ts", folder).pathname, platform: "browser" });
  const { output } = await bundle.generate({ format: "iife", minify: true, comments: { legal: false } });
  await bundle.close();
  if (output.length !== 1) throw new Error("The script of the page was built into several files");
  return output[0].code.trim();
}

/** Removes comments and insignificant whitespace from CSS. Everything else stays the same. */
function styleText(css) {
  return css
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .trim();
}

function digest(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
