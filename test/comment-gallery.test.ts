import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canBrowse, chromiumNote, startBrowser } from "./support/chromium.ts";
import { commentKinds } from "./support/comment-kinds.ts";
import { commentPage } from "./support/comment-page.ts";

/** The width of a comment on each device with the margins of the page, in pixels. */
const widths = { desktop: 932, phone: 390 } as const;
const kinds = commentKinds();

/** The folder for the screenshots of `npm run gallery`. */
const gallery = join(import.meta.dirname, "..", ".cache", "gallery");
/** Whether to save the pages and screenshots. */
const isGallery = Boolean(process.env["GALLERY"]);
/** The maximum height of a screenshot in pixels. Nobody looks at taller ones. */
const maxHeight = 6000;

/** What a person sees on a page, as measured by support/measure-page.js. */
interface Glance {
  /** The first line of text. */
  readonly first: string;
  /** All text outside code. */
  readonly prose: string;
  /** The number of lines of text above the first section that can be opened. */
  readonly lines: number;
  /** The number of open sections. */
  readonly open: number;
  /** By how many pixels the page is wider than the viewport. */
  readonly tooWide: number;
  /** In pixels. */
  readonly height: number;
}

const script = readFileSync(join(import.meta.dirname, "support", "measure-page.js"), "utf8");
const openAll = 'for (const one of document.querySelectorAll("details")) one.open = true';

/** Measures a page, and saves a screenshot of it for the gallery. */
async function glanceAt(page: Page, name: string): Promise<Glance> {
  const seen = (await page.evaluate(script)) as Glance;
  if (isGallery && seen.height < maxHeight)
    await page.screenshot({ path: join(gallery, `${name}.png`), fullPage: true });
  return seen;
}

describe.runIf(canBrowse)(`the layout of comments, ${chromiumNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    if (isGallery) {
      rmSync(gallery, { recursive: true, force: true });
      mkdirSync(gallery, { recursive: true });
    }
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test.each(["desktop", "phone"] as const)(
    "shows the effect first and the details folded on a %s",
    async device => {
      const page = await browser.newPage({ viewport: { width: widths[device], height: 400 } });
      for (const { name, markdown, head, lines } of kinds) {
        const html = commentPage(markdown);
        if (isGallery) writeFileSync(join(gallery, `${name}.html`), html);
        await page.setContent(html);
        const seen = await glanceAt(page, `${name}-${device}`);
        expect(seen.first, name).toBe(head);
        expect(seen.open, name).toBe(0);
        expect(seen.lines, name).toBeLessThanOrEqual(lines[device]);
        // No Markdown or HTML syntax is visible.
        expect(seen.prose, name).not.toMatch(/\*\*|`|\]\(|^#+ |<\/?[a-z]|&#?\w+;|\|.*\|/m);
        await page.evaluate(openAll);
        const opened = await glanceAt(page, `${name}-${device}-open`);
        // The page itself never scrolls sideways. Tables and code may.
        expect([seen.tooWide, opened.tooWide], name).toEqual([0, 0]);
      }
      await page.close();
    },
  );
});
