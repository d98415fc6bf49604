import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, type TestContext } from "vitest";
import { type MembersContext, runIn, type Written } from "./io.ts";
import { activeIn, linksIn, type Page, readMarkdown, referencesIn, structureOf } from "./markdown.ts";
import { payloads } from "./payloads.ts";

/** Every payload once. */
export const hostileTexts: readonly string[] = [...new Set(payloads.map(({ text }) => text))];

/** As many texts, at least as long, that have no special meaning anywhere. */
export const harmlessTexts: readonly string[] = hostileTexts.map((text, index) =>
  `harmless ${index}`.padEnd(text.length, "h"),
);

/** A temporary folder that is removed when the test ends. */
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

  run(line: string, context: MembersContext = {}): Promise<Written> {
    return runIn(this.path, line, context);
  }
}

/** Returns a text as an ASCII scalar that YAML and JSON read the same. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[^ -~]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Characters that control a terminal or are invisible. The variation selector of an emoji is allowed, because it is visible. */
export const unseen =
  /(?!\n)\p{Cc}|\p{Cf}|\p{Cs}|[\u2028\u2029]|(?!(?<=\p{Emoji})(?:\ufe0e|\ufe0f))\p{Default_Ignorable_Code_Point}/u;

/** Checks that output has no invisible characters, and as many lines as with harmless texts. */
export function expectSameLines(hostile: Written, harmless: Written): void {
  for (const stream of ["stdout", "stderr"] as const) {
    expect(hostile[stream]).not.toMatch(unseen);
    expect(hostile[stream].split("\n")).toHaveLength(harmless[stream].split("\n").length);
  }
  expect(hostile.exit).toBe(harmless.exit);
}

/** Checks that Markdown has the same structure as with harmless texts, without links, mentions, or active content. */
export function expectSamePage(hostile: Written, harmless: Written): Page {
  const page = readMarkdown(hostile.stdout);
  expect(structureOf(page)).toEqual(structureOf(readMarkdown(harmless.stdout)));
  expect([activeIn(page), linksIn(page), referencesIn(page)]).toEqual([[], [], []]);
  expect(hostile.exit).toBe(harmless.exit);
  return page;
}

/** Checks that CSV has as many lines as with harmless texts, no invisible characters, and no formulas. */
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
