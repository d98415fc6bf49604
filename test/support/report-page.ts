import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import type { Report } from "../../src/core/report/model.ts";
import { renderReportHtml } from "../../src/render/report/html.ts";

/** The page of a report, open in a browser. */
export interface OpenPage {
  readonly page: Page;
  /** The requests, console messages, errors, dialogs, and popups of the page. Must stay empty. */
  readonly noise: string[];
}

/** Opens the page of a report and passes it to `use`. Then checks that there was no request, console message, error, dialog, or popup. */
export async function withReportPage(
  browser: Browser,
  report: Report | string,
  use: (open: OpenPage) => Promise<void>,
  options: BrowserContextOptions & { readonly fragment?: string } = {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-page-"));
  const file = join(folder, "report.html");
  writeFileSync(file, typeof report === "string" ? report : renderReportHtml(report, deflateSync));
  const { fragment = "", ...rest } = options;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...rest });
  try {
    const page = await context.newPage();
    const noise: string[] = [];
    page.on("request", request => {
      if (request.url().split("#")[0] !== `file://${file}`) noise.push(`requests ${request.url()}`);
    });
    page.on("console", message => noise.push(`logs ${message.text()}`));
    page.on("pageerror", error => noise.push(`fails: ${error.message}`));
    page.on("dialog", dialog => {
      noise.push(`opens a dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => undefined);
    });
    page.on("popup", popup => noise.push(`opens ${popup.url()}`));
    await page.goto(`file://${file}${fragment}`);
    if (options.javaScriptEnabled !== false) await page.locator(".page").waitFor();
    await use({ page, noise });
    expect(noise).toEqual([]);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true });
  }
}

/** Returns the names in the first column that are in the document, in order. */
export function namesIn(page: Page): Promise<string[]> {
  return page.locator("tr.person th .name").allTextContents();
}

/** Counts the pages and the table rows in a PDF of Chromium, whose structure tree has an element for each row. */
export function countPdf(pdf: Buffer): { readonly pages: number; readonly rows: number } {
  const text = pdf.toString("latin1");
  return { pages: text.match(/\/Type \/Page\b/g)?.length ?? 0, rows: text.match(/\/S \/TR\b/g)?.length ?? 0 };
}
