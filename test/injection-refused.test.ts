import { describe, expect, test } from "vitest";
import { escapeTerminal } from "../src/render/text/escape.ts";
import { Folder, hostileTexts, quoted, unseen } from "./support/hostile.ts";
import { commandsIn } from "./support/workflow-log.ts";

interface Found {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly details: object;
  readonly related?: object;
}

const annotationsShown = 10;

/** What validate finds, once all four formats say the same of it and none is more than it was meant to be. */
async function findingsIn(folder: Folder, text: string): Promise<readonly Found[]> {
  folder.write("members.yaml", text);
  const [plain, json, github, sarif] = await Promise.all(
    ["text", "json", "github", "sarif"].map(format => folder.run(`validate --format ${format}`)),
  );
  const found: readonly Found[] = JSON.parse(json?.stdout ?? "").diagnostics;
  expect([text, json?.exit]).toEqual([text, found.some(one => one.severity === "error") ? 1 : 0]);
  for (const { file, line, column } of found) {
    expect(file).toBe("members.yaml");
    expect(Math.min(line, column)).toBeGreaterThan(0);
  }
  const shown = `${plain?.stdout}${plain?.stderr}${github?.stdout}`;
  expect(shown).not.toMatch(unseen);
  expect(shown).not.toContain("mistake in Rollcall");
  const heads = plain?.stdout
    .split("\n")
    .filter(line => /^members\.yaml:\d+:\d+ (?:error|warning): /.test(line));
  expect(heads).toHaveLength(found.length);
  expect(heads).toEqual(found.map(headOf));
  expect(commandsIn(github?.stdout ?? "").map(({ name, message }) => [name, message])).toEqual(
    commandsFor(found),
  );
  const results: readonly { message: { text: string } }[] = JSON.parse(sarif?.stdout ?? "").runs[0].results;
  expect(results).toHaveLength(found.length);
  for (const { message } of results) expect(message.text).not.toMatch(/\[[^\]]*\]\(/);
  return found;
}

function headOf({ file, line, column, severity, message, code }: Found): string {
  return `${file}:${line}:${column} ${severity}: ${escapeTerminal(message)}  [${code}]`;
}

/** The commands that were meant: ten of a kind are shown, or nine and how many more there are. */
function commandsFor(found: readonly Found[]): readonly (readonly [string, string])[] {
  return (["error", "warning"] as const).flatMap(severity => {
    const all = found.filter(one => one.severity === severity);
    const most = all.length > annotationsShown ? annotationsShown - 1 : all.length;
    const more = all.length - most;
    return [
      ...all.slice(0, most).map(one => [severity, escapeTerminal(one.message).slice(0, 4000)] as const),
      ...(more > 0 ? [[severity, `and ${more} more. See the log of this step.`] as const] : []),
    ];
  });
}

const head = "organization: kwob3J\nworkspaces: {a: w}\ngroups: {g: [a]}\nmembers:\n";
const headLines = head.split("\n").length - 1;

interface Field {
  readonly name: string;
  readonly line: (text: string, index: number) => string;
  /** The text as the details of a diagnostic hold it. */
  readonly holds?: (text: string) => object;
  readonly takes?: (text: string) => boolean;
}

const fields: readonly Field[] = [
  {
    name: "an address",
    line: text => `{email: ${text}, workspaces: [a]}`,
    takes: text => /^[\w.]+@(?:[\w-]+\.)+\w+$/.test(text),
  },
  {
    name: "a key",
    line: (text, index) => `{email: p${index}@example.com, workspaces: [a], ${text}: 1}`,
    holds: text => ({ key: text }),
  },
  {
    name: "a workspace of a member",
    line: (text, index) => `{email: p${index}@example.com, workspaces: [${text}]}`,
    holds: text => ({ name: text }),
  },
  {
    name: "a group of a member",
    line: (text, index) => `{email: p${index}@example.com, groups: [${text}]}`,
    holds: text => ({ name: text }),
  },
  {
    name: "a day",
    line: (text, index) => `{email: p${index}@example.com, workspaces: [a], expires: ${text}}`,
    takes: text => text === "2026-11-23",
  },
];

describe("what is refused is refused at its place, in every format, and is shown as text", () => {
  test.for(fields)("$name", async ({ line, holds, takes }, context) => {
    const folder = new Folder(context);
    const all = hostileTexts.map((text, index) => `  - ${line(quoted(text), index)}\n`);
    expect((await findingsIn(folder, head + all.join(""))).length).toBeGreaterThan(100);
    for (let start = 0; start < hostileTexts.length; start += annotationsShown) {
      const texts = hostileTexts.slice(start, start + annotationsShown);
      const lines = texts.map((text, index) => `  - ${line(quoted(text), index)}\n`);
      const found = await findingsIn(folder, head + lines.join(""));
      for (const [index, text] of texts.entries()) {
        const here = found.filter(one => one.line === headLines + 1 + index && one.severity === "error");
        expect([text, here.length > 0]).toEqual([text, takes?.(text) !== true]);
        if (holds)
          expect(here.map(({ details }) => details)).toContainEqual(expect.objectContaining(holds(text)));
      }
    }
  });
});

/** Where each text may stand once in a file, the text quoted. */
const onceQuoted = (text: string) => `organization: ${text}
workspaces: {a: ${text}}
settings:
  removals: ${text}
  maxRemovals: ${text}
  protected: [${text}]
  allowedDomains: [${text}]
include: [${text}]
members: []
`;
const validId = /^[\w-]{1,64}$/;

test("an organization, the id of a workspace and settings that are none are refused at their line", async context => {
  const folder = new Folder(context);
  for (const text of hostileTexts) {
    const found = await findingsIn(folder, onceQuoted(quoted(text)));
    const lines = new Set(found.map(({ line }) => line));
    const refused = [
      ...(validId.test(text) ? [] : [1, 2]),
      4,
      5,
      ...(/^\S+@\S+\.\w+$/.test(text) ? [] : [6]),
    ];
    expect([text, refused.filter(line => !lines.has(line))]).toEqual([text, []]);
  }
});

/** Where a text may stand as it is: whatever YAML makes of it. */
const asWritten: readonly (readonly [name: string, file: (text: string, index: number) => string])[] = [
  ["a value", text => `${head}  - {email: p@example.com, workspaces: [a]}\n    note: ${text}\n`],
  [
    "a tag, an anchor or an alias",
    (text, index) => `organization: ${"!&*"[index % 3]}${text} kwob3J\nworkspaces: {a: w}\nmembers: []\n`,
  ],
  ["the end of the file", text => `${head}  - {email: p@example.com, workspaces: [a]}\n${text}`],
];

test.for(asWritten)(
  "what stands in a file unquoted as %s gets a place or a meaning",
  async ([, file], context) => {
    const folder = new Folder(context);
    for (const [index, text] of hostileTexts.entries()) await findingsIn(folder, file(text, index));
  },
);
