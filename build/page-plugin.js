import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { rolldown } from "rolldown";

const pageId = "virtual:page";
const folder = new URL("../src/report-page/", import.meta.url);

/**
 * Gives `virtual:page`: the script and the style of the report's page (src/report-page), made small, and the digests by which its
 * content security policy knows them. The page holds both, so the program needs no file beside it.
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
  // Either would end, or never end, the element that it stands in.
  for (const text of [script, style]) {
    if (/<(\/script|\/style|!--)/i.test(text))
      throw new Error("The page has an end of an element in its code");
  }
  return { script, style, scriptDigest: digest(script), styleDigest: digest(style) };
}

async function scriptText() {
  const bundle = await rolldown({ input: new URL("main.ts", folder).pathname, platform: "browser" });
  const { output } = await bundle.generate({ format: "iife", minify: true, comments: { legal: false } });
  await bundle.close();
  if (output.length !== 1) throw new Error("The script of the page has become several files");
  return output[0].code.trim();
}

/** Only comments and spaces that mean nothing: what is left is what was written. */
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
