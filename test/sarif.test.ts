import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fingerprintLines } from "../src/render/diagnostics/fingerprint.ts";
import { runIn } from "./support/io.ts";
import { type SarifLog, sarifProblems } from "./support/sarif.ts";
import { scenarioNames } from "./support/scenario.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-sarif-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Validates the files of a folder, and returns the log and the texts of the files by path. */
async function validate(root: string): Promise<{ text: string; log: SarifLog; texts: Map<string, string> }> {
  const { stdout } = await runIn(root, "validate --format sarif");
  const names = readdirSync(root, { recursive: true, withFileTypes: true }).filter(one => one.isFile());
  const paths = names.map(one => join(one.parentPath, one.name));
  const texts = new Map(
    paths.map(path => [relative(root, path), readFileSync(path, "utf8").replace(/^\ufeff/, "")]),
  );
  return { text: stdout, log: JSON.parse(stdout) as SarifLog, texts };
}

/** Writes a members file into the folder, validates it, and returns the fingerprint of each result with its rule. */
async function fingerprintsOf(text: string): Promise<readonly string[]> {
  writeFileSync(join(folder, "members.yaml"), text);
  const { log, texts } = await validate(folder);
  expect(sarifProblems(log, texts)).toEqual([]);
  const results = log.runs[0]?.results ?? [];
  return results.map(one => `${one.ruleId} ${one.partialFingerprints.primaryLocationLineHash}`);
}

const head = "organization: kwob3J\nworkspaces: { marketing: wLDNPp }\nmembers:\n";
const entry = (email: string) => `  - email: ${email}\n    workspaces: [marketing]\n`;

describe("the SARIF log of validate", () => {
  const examples = scenarioNames.filter(
    name =>
      name.startsWith("diagnostic-") &&
      existsSync(join(import.meta.dirname, "scenarios", name, "given/wrong/members.yaml")),
  );

  test("has what GitHub's code scanning requires, for each kind of mistake", async () => {
    const rules = new Set<string>();
    for (const name of examples) {
      const root = join(folder, name);
      cpSync(join(import.meta.dirname, "scenarios", name, "given/wrong"), root, { recursive: true });
      const { log, texts } = await validate(root);
      expect([name, sarifProblems(log, texts)]).toEqual([name, []]);
      for (const { ruleId } of log.runs[0]?.results ?? []) rules.add(ruleId);
      rmSync(root, { recursive: true });
    }
    expect(rules.size).toBeGreaterThan(40);
  });

  test("stays below the limits of code scanning for a file with 20,000 mistakes", async () => {
    const members = Array.from({ length: 20_000 }, (_, index) => entry(`person${index}@example`));
    writeFileSync(join(folder, "members.yaml"), head + members.join(""));
    const { text, log, texts } = await validate(folder);
    expect(sarifProblems(log, texts)).toEqual([]);
    expect(gzipSync(text).length).toBeLessThan(1_000_000);
  });

  test("has the same fingerprints if lines are added before a mistake or indented", async () => {
    const wrong = `${entry("ada@example")}${entry("bob@example.com")}    expires: tomorrow\n`;
    const before = await fingerprintsOf(head + wrong);
    expect(before).toHaveLength(2);
    expect(new Set(before).size).toBe(2);
    expect(await fingerprintsOf(head + entry("carl@example.com") + wrong)).toEqual(before);
    expect(await fingerprintsOf(head + wrong.replaceAll(/^/gm, "  ").trimEnd())).toEqual(
      await fingerprintsOf(head + wrong.trimEnd()),
    );
    expect(await fingerprintsOf((head + wrong).replaceAll("\n", "\r\n"))).toEqual(before);
    expect(await fingerprintsOf(head + wrong.replace("ada@", "adam@"))).not.toEqual(before);
  });

  test("has different fingerprints for the same mistake in equal lines", async () => {
    const filler = Array.from({ length: 9 }, () => entry("ada@example")).join("");
    const found = await fingerprintsOf(head + filler + filler);
    expect(found).toHaveLength(18);
    expect(new Set(found).size).toBe(18);
  });
});

// From src/fingerprints.test.ts of github/codeql-action, which compares its own fingerprints with those in a log.
test.for([
  ["", ["c129715d7a2bc9a3:1"]],
  [
    " a\nb\n  \t\tc\n d",
    ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
  ],
  [
    " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
    [
      "e9496ae3ebfced30:1",
      "fb7c023a8b9ccb3f:1",
      "ce8ba1a563dcdaca:1",
      "e20e36e16fcb0cc8:1",
      "b3edc88f2938467e:1",
      "c8e28b0b4002a3a0:1",
      "c129715d7a2bc9a3:1",
    ],
  ],
  [
    "Lorem ipsum dolor sit amet.\n".repeat(10),
    [
      ...["1", "2", "3", "4", "5", "6"].map(number => `a7f2ff13bc495cf2:${number}`),
      ...["a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1"],
      "c129715d7a2bc9a3:1",
    ],
  ],
] as const)("calculates the fingerprints of the upload action for %j", ([text, expected], { expect }) => {
  const lines = new Set(expected.map((_, index) => index + 1));
  expect([...fingerprintLines(text, lines).values()]).toEqual(expected);
});
