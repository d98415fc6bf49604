import { describe, expect, test } from "vitest";
import { ellipsize, escapeTerminal } from "../src/render/text/escape.ts";
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

/** Returns what validate finds in a text, after checking that all four formats agree and escape it. */
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
  expect(shown).not.toContain("bug in Rollcall");
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

/** Returns the expected workflow commands: up to ten of each severity, or nine and the number of the rest. */
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
  /** Returns the part of a diagnostic's details that contains the text. */
  readonly detailsOf?: (text: string) => object;
  /** Whether a text is valid as this field. By default, none is. */
  readonly isValid?: (text: string) => boolean;
}

const fields: readonly Field[] = [
  {
    name: "an email address",
    line: text => `{email: ${text}, workspaces: [a]}`,
    isValid: text => /^[\w.]+@(?:[\w-]+\.)+\w+$/.test(text),
  },
  {
    name: "a key of a member",
    line: (text, index) => `{email: p${index}@example.com, workspaces: [a], ${text}: 1}`,
    // The error about a merge key names it in its text only.
    detailsOf: text => (text === "<<" ? {} : { key: text }),
  },
  {
    name: "a member's workspace",
    line: (text, index) => `{email: p${index}@example.com, workspaces: [${text}]}`,
    detailsOf: text => ({ name: text }),
  },
  {
    name: "a member's group",
    line: (text, index) => `{email: p${index}@example.com, groups: [${text}]}`,
    detailsOf: text => ({ name: text }),
  },
  {
    name: "a date",
    line: (text, index) => `{email: p${index}@example.com, workspaces: [a], expires: ${text}}`,
    isValid: text => text === "2026-11-23",
  },
];

describe("hostile fields of a member", () => {
  test.for(fields)(
    "rejects hostile text as $name at its line, in every format",
    async ({ line, detailsOf, isValid }, context) => {
      const folder = new Folder(context);
      const all = hostileTexts.map((text, index) => `  - ${line(quoted(text), index)}\n`);
      expect((await findingsIn(folder, head + all.join(""))).length).toBeGreaterThan(100);
      for (let start = 0; start < hostileTexts.length; start += annotationsShown) {
        const texts = hostileTexts.slice(start, start + annotationsShown);
        const lines = texts.map((text, index) => `  - ${line(quoted(text), index)}\n`);
        const found = await findingsIn(folder, head + lines.join(""));
        for (const [index, text] of texts.entries()) {
          const here = found.filter(one => one.line === headLines + 1 + index && one.severity === "error");
          expect([text, here.length > 0]).toEqual([text, isValid?.(text) !== true]);
          if (detailsOf)
            expect(here.map(({ details }) => details)).toContainEqual(
              expect.objectContaining(detailsOf(ellipsize(text))),
            );
        }
      }
    },
  );
});

/** Returns a file with a quoted text in each field outside the members. */
const fileWith = (text: string) => `organization: ${text}
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

test("rejects invalid organizations, workspace IDs, and settings at their lines", async context => {
  const folder = new Folder(context);
  for (const text of hostileTexts) {
    const found = await findingsIn(folder, fileWith(quoted(text)));
    const lines = new Set(found.map(({ line }) => line));
    const rejectedLines = [
      ...(validId.test(text) ? [] : [1, 2]),
      4,
      5,
      ...(/^\S+@\S+\.\w+$/.test(text) ? [] : [6]),
    ];
    expect([text, rejectedLines.filter(line => !lines.has(line))]).toEqual([text, []]);
  }
});

/** Files with a text that isn't quoted, so that YAML interprets it. */
const unquoted: readonly (readonly [name: string, file: (text: string, index: number) => string])[] = [
  ["an unquoted value", text => `${head}  - {email: p@example.com, workspaces: [a]}\n    note: ${text}\n`],
  [
    "a tag, an anchor, or an alias",
    (text, index) => `organization: ${"!&*"[index % 3]}${text} kwob3J\nworkspaces: {a: w}\nmembers: []\n`,
  ],
  ["the last line of a file", text => `${head}  - {email: p@example.com, workspaces: [a]}\n${text}`],
];

test.for(unquoted)("escapes hostile text as %s in every format", async ([, file], context) => {
  const folder = new Folder(context);
  for (const [index, text] of hostileTexts.entries()) await findingsIn(folder, file(text, index));
});
