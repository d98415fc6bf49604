import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import type { Report } from "../../src/core/report/model.ts";
import { renderReportHtml } from "../../src/render/report/html.ts";

/** A report's page as a file that a browser opens. */
export interface OpenPage {
  readonly page: Page;
  /** What the page asked for, said on the console, failed at or asked the reader, which is nothing. */
  readonly noise: string[];
}

/** Opens the page of a report, hands it over, and holds it to silence: no request, no line on the console, no error, no dialog. */
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
      if (request.url().split("#")[0] !== `file://${file}`) noise.push(`asks for ${request.url()}`);
    });
    page.on("console", message => noise.push(`says ${message.text()}`));
    page.on("pageerror", error => noise.push(`fails: ${error.message}`));
    page.on("dialog", dialog => {
      noise.push(`asks ${dialog.message()}`);
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

/** The names in the first column, from above, as far as they are in the document. */
export function namesIn(page: Page): Promise<string[]> {
  return page.locator("tr.person th .name").allTextContents();
}

/** How many pages a PDF of Chromium has, and how many rows the tables in it have (its structure names each). */
export function countPdf(pdf: Buffer): { readonly pages: number; readonly rows: number } {
  const text = pdf.toString("latin1");
  return { pages: text.match(/\/Type \/Page\b/g)?.length ?? 0, rows: text.match(/\/S \/TR\b/g)?.length ?? 0 };
}
