import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { deflateSync } from "node:zlib";
import { rolldown } from "rolldown";
import { pagePlugin } from "./page-plugin.js";

const root = new URL("..", import.meta.url).pathname;
const target = join(root, "examples", "report");

/** Builds and imports the functions that make a report page and start the browser of the tests. */
async function loadSources() {
  const folder = mkdtempSync(join(root, "node_modules", ".screenshots-"));
  try {
    const lines = [
      ["renderReportHtml", "src/render/report/html.ts"],
      ["makeReport", "test/support/reports.ts"],
      ["setup, startBrowser", "test/support/chromium.ts"],
    ].map(([names, path]) => `export { ${names} } from ${JSON.stringify(join(root, path))};`);
    writeFileSync(join(folder, "entry.ts"), lines.join("\n"));
    const bundle = await rolldown({
      input: join(folder, "entry.ts"),
      platform: "node",
      external: ["playwright-core"],
      plugins: [pagePlugin()],
    });
    // The bundle is written here so that its imports find the packages.
    await bundle.write({ file: join(root, "test", "support", ".screenshots.mjs"), format: "esm" });
    await bundle.close();
    return await import(pathToFileURL(join(root, "test", "support", ".screenshots.mjs")).href);
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(join(root, "test", "support", ".screenshots.mjs"), { force: true });
  }
}

const { renderReportHtml, makeReport, setup, startBrowser } = await loadSources();
const folder = mkdtempSync(join(tmpdir(), "rollcall-screenshots-"));
setup();
const browser = await startBrowser();
try {
  mkdirSync(target, { recursive: true });
  const file = join(folder, "report.html");
  writeFileSync(file, renderReportHtml(makeReport(60, 12), deflateSync));
  const shoot = async (name, colorScheme, fragment, prepare) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
    await page.goto(`file://${file}${fragment}`);
    await prepare(page);
    await page.screenshot({ path: join(target, name) });
    await page.close();
    console.log(join("examples", "report", name));
  };
  const point = page => page.locator("td.left-over").first().click();
  await shoot("report-light.png", "light", "", point);
  await shoot("report-dark.png", "dark", "#state=left-over,soon", point);
  await shoot("growth.png", "light", "#view=growth", page => page.locator(".lane .apply").nth(10).focus());
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
