import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, type TestContext } from "vitest";
import { type MembersContext, runIn, type Written } from "./io.ts";
import { activeIn, linksIn, type Page, readMarkdown, referencesIn, structureOf } from "./markdown.ts";
import { payloads } from "./payloads.ts";

/** Every payload once, and as many texts, at least as long, that mean nothing anywhere. */
export const hostileTexts: readonly string[] = [...new Set(payloads.map(({ text }) => text))];
export const harmlessTexts: readonly string[] = hostileTexts.map((text, index) =>
  `harmless ${index}`.padEnd(text.length, "h"),
);

/** A folder that is gone when the test ends. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "rollcall-injection-"));

  constructor({ onTestFinished }: Pick<TestContext, "onTestFinished">) {
    onTestFinished(() => rmSync(this.path, { recursive: true }));
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.path, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.path, file), "utf8");
  }

  run(line: string, around: MembersContext = {}): Promise<Written> {
    return runIn(this.path, line, around);
  }
}

/** A text as a scalar that YAML and JSON read alike, in ASCII. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[^ -~]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** What a terminal would act on, or show in a way that nobody sees. The style of an emoji shows. */
export const unseen =
  /(?!\n)\p{Cc}|\p{Cf}|\p{Cs}|[\u2028\u2029]|(?!(?<=\p{Emoji})(?:\ufe0e|\ufe0f))\p{Default_Ignorable_Code_Point}/u;

/** Nothing on the terminal but what is seen, on as many lines as harmless texts take. */
export function expectSameLines(hostile: Written, harmless: Written): void {
  for (const stream of ["stdout", "stderr"] as const) {
    expect(hostile[stream]).not.toMatch(unseen);
    expect(hostile[stream].split("\n")).toHaveLength(harmless[stream].split("\n").length);
  }
  expect(hostile.exit).toBe(harmless.exit);
}

/** Markdown that is made of what harmless texts make, and in which nothing links, mentions or runs. */
export function expectSamePage(hostile: Written, harmless: Written): Page {
  const page = readMarkdown(hostile.stdout);
  expect(structureOf(page)).toEqual(structureOf(readMarkdown(harmless.stdout)));
  expect([activeIn(page), linksIn(page), referencesIn(page)]).toEqual([[], [], []]);
  expect(hostile.exit).toBe(harmless.exit);
  return page;
}

/** CSV of as many lines as harmless texts make, which shows all that is in it, and in which nothing is calculated. */
export function expectSameRecords(hostile: Written, harmless: Written): readonly string[][] {
  const csv = hostile.stdout.replace(/^\ufeff/, "");
  expect(csv.replaceAll("\r\n", "")).not.toMatch(unseen);
  expect(csv.replaceAll("\r\n", "")).not.toContain("\n");
  expect(csv.split("\r\n")).toHaveLength(harmless.stdout.split("\r\n").length);
  expect(hostile.exit).toBe(harmless.exit);
  const records: string[][] = parse(csv);
  expect(records.flat().filter(cell => /^\s*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
  return records;
}

/** What a cell of a report was made from: an apostrophe stands before what a spreadsheet would calculate. */
export function meantBy(cell: string): string {
  return cell.replace(/(^|;)'(?=['"\s]*[=+\-@＝＋－＠])/g, "$1");
}
