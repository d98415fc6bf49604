import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import cspell from "../cspell.json" with { type: "json" };
import { documents, proseOf, readDocument } from "./support/documents.ts";
import { readExpected, scenarioNames } from "./support/scenario.ts";

const root = join(import.meta.dirname, "..");

/** Phrases that confuse readers, each with a replacement. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(a|the|this|no|each|whole|without) look\b/i, "check Tally; live data"],
  [/\blook(s|ed|ing)? (at Tally|into)\b/i, "check Tally; investigate"],
  [/\bbec(ame|omes?) of\b/i, "the result of"],
  [/\b(stands|stand) (in|at|on|there|here|first|twice|behind|under|above)\b/i, "is, appears"],
  [/(?<!there )\bis none\b/i, "is invalid, isn't a …"],
  [/\b(of|to|for|by|from|with|about) who(m)?\b(?! (is|has|needs)|\/)/i, "rewrite: people who …"],
  [/\b(the|by|a) record\b(?! of)/i, "the state file"],
  [/\bfor ever\b/i, "forever"],
  [/\ball the same\b|\bin vain\b|\bby itself\b/i, "anyway; gave up; automatically"],
  [/\bgo(es)? by (the|what)\b/i, "uses"],
  [/\btaken? for\b/i, "treated as"],
  [/\baddress of (the|its|Tally)/i, "URL"],
  [/\b(Let|Shall) [a-z]+ [a-z]+/, "use the imperative or must"],
  [/^(Is|Are|Was|Do|Does|Did|Shall) [^.?]+\? /, "If …, …"],
  [/\b(Tally|GitHub) answer(s|ed)\b/i, "returned"],
  [/\bfrom (its|that|the|then|this)\b[^.]{0,25} on\b(?! (a|the)\b)/i, "starting …"],
  [/, too[.,;:]/i, "also"],
];
const banned = [
  ...phrases,
  ...cspell.flagWords.map(entry => {
    const [word = "", instead = ""] = entry.split("->");
    return [new RegExp(`\\b${word}\\b`, "i"), instead] as const;
  }),
];

/** Returns the banned phrases in a text with their lines. Code, quoted messages, and lines with wording-ignore are exempt. */
function findingsIn(path: string, text: string): readonly string[] {
  return text.split("\n").flatMap((line, index) => {
    if (line.startsWith("> ") || line.includes("wording-ignore")) return [];
    const prose = line.replaceAll(/`[^`]*`/g, "");
    return banned.flatMap(([pattern, instead]) => {
      const found = pattern.exec(prose)?.[0];
      return found === undefined ? [] : [`${path}:${index + 1}: "${found}" -> ${instead}`];
    });
  });
}

function filesIn(folder: string, extension: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter(name => name.endsWith(extension))
    .map(name => join(folder, name));
}

function findingsInFiles(paths: readonly string[]): readonly string[] {
  return paths.flatMap(path => findingsIn(path, readFileSync(join(root, path), "utf8")));
}

describe("the wording", () => {
  test.for(documents)("has no banned phrases in %s", (path, { expect }) => {
    const text = readDocument(path);
    // The examples in this document contain mistakes on purpose.
    expect(findingsIn(path, path === "docs/diagnostics.md" ? proseOf(text) : text)).toEqual([]);
  });

  test.for([
    ["src", ".ts"],
    ["build", ".js"],
    ["schemas", ".json"],
    ["examples", ".yml"],
  ] as const)("has no banned phrases in %s", ([folder, extension], { expect }) => {
    expect(findingsInFiles(filesIn(folder, extension))).toEqual([]);
  });

  test("has no banned phrases in action.yml and the configuration of the tools", () => {
    const tools = readdirSync(root).filter(name => name.endsWith(".config.js"));
    expect(findingsInFiles(["action.yml", ...tools])).toEqual([]);
  });

  test.for(scenarioNames)("has no banned phrases in the outputs of %s", (name, { expect }) => {
    const texts = [...readExpected(name)].filter(([file]) => /\.(txt|md)$/.test(file));
    expect(texts.flatMap(([file, text]) => findingsIn(file, text))).toEqual([]);
  });

  test("finds banned phrases in sentences, but not in code or quoted messages", () => {
    expect(findingsIn("x.md", "Fine.\nWithout a look nothing is sent.")).toEqual([
      'x.md:2: "a look" -> check Tally; live data',
    ]);
    expect(findingsIn("x.md", "Somebody left.")).toEqual(['x.md:1: "Somebody" -> someone']);
    expect(findingsIn("x.md", "> Without a look nothing is sent.\n`a look`")).toEqual([]);
  });
});

test("limits each change in the changelog to one line of at most 200 characters", () => {
  const changes = readDocument("CHANGELOG.md").split("\n").slice(4);
  expect(changes.filter(line => !/^(- .{1,198}|#.*|[A-Z][\w ]+:|)$/.test(line))).toEqual([]);
});
