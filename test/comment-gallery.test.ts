import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canBrowse, startBrowser, whereBrowsed } from "./support/chromium.ts";
import { commentKinds } from "./support/comment-kinds.ts";
import { pageOf } from "./support/github-look.ts";

/** A comment on a desk and on a phone, with the margin of the page. */
const widths = { desktop: 932, phone: 390 } as const;
const kinds = commentKinds();

/** Where `npm run gallery` puts pictures. */
const gallery = join(import.meta.dirname, "..", ".cache", "gallery");
const isForLooking = Boolean(process.env["GALLERY"]);
/** A taller picture is not looked at. */
const tallest = 6000;

/** What a person sees of a page. `lines`: of text, before the first part that opens. `prose`: all text outside code. */
interface Glance {
  readonly first: string;
  readonly prose: string;
  readonly lines: number;
  readonly open: number;
  readonly tooWide: number;
  readonly height: number;
}

const script = readFileSync(join(import.meta.dirname, "support", "glance.js"), "utf8");
const openAll = 'for (const one of document.querySelectorAll("details")) one.open = true';

async function glanceAt(page: Page, picture: string): Promise<Glance> {
  const seen = (await page.evaluate(script)) as Glance;
  if (isForLooking && seen.height < tallest)
    await page.screenshot({ path: join(gallery, `${picture}.png`), fullPage: true });
  return seen;
}

describe.runIf(canBrowse)(
  `a comment says what will happen first, its details folded, ${whereBrowsed}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      if (isForLooking) {
        rmSync(gallery, { recursive: true, force: true });
        mkdirSync(gallery, { recursive: true });
      }
      browser = await startBrowser();
    });
    afterAll(() => browser.close());

    test.each(["desktop", "phone"] as const)("as wide as on a %s", async device => {
      const page = await browser.newPage({ viewport: { width: widths[device], height: 400 } });
      for (const { name, markdown, head, lines } of kinds) {
        const html = pageOf(markdown);
        if (isForLooking) writeFileSync(join(gallery, `${name}.html`), html);
        await page.setContent(html);
        const seen = await glanceAt(page, `${name}-${device}`);
        expect(seen.first, name).toBe(head);
        expect(seen.open, name).toBe(0);
        expect(seen.lines, name).toBeLessThanOrEqual(lines[device]);
        // Neither Markdown nor HTML is seen as such.
        expect(seen.prose, name).not.toMatch(/\*\*|`|\]\(|^#+ |<\/?[a-z]|&#?\w+;|\|.*\|/m);
        await page.evaluate(openAll);
        const opened = await glanceAt(page, `${name}-${device}-open`);
        // Tables and code scroll by themselves.
        expect([seen.tooWide, opened.tooWide], name).toEqual([0, 0]);
      }
      await page.close();
    });
  },
);
