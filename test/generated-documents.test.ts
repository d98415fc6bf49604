import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generatedDocuments } from "../build/docs.js";
import { type DiagnosticCode, severityOf } from "../src/core/diagnostics/diagnostic.ts";
import { sentenceCodes } from "./support/codes.ts";
import { readExpected } from "./support/scenario.ts";

const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const generated = generatedDocuments();

test.for([...generated.keys()])("keeps %s up to date with npm run docs", (path, { expect }) => {
  expect(read(path)).toBe(generated.get(path));
});

describe("the examples in docs/diagnostics.md", () => {
  /** Returns what each command in the scenario of a code shows, in order. */
  const runsOf = (code: string) => {
    const transcript = readExpected(`diagnostic-${code}`).get("transcript.txt") ?? "";
    const runs = transcript.split(/^\$ /m).filter(run => run.startsWith("rollcall "));
    return runs.map(run => ({
      given: /(wrong|right)/.exec(run)?.[1],
      codes: [...run.matchAll(/ (?:error|warning): .* {2}\[([a-z-]+\d?)\]$/gm)].map(match => match[1]),
      exit: /^exit code (\d)/m.exec(run)?.[1],
    }));
  };

  test.for(sentenceCodes)("shows a mistake that causes %s and its fix", (code, { expect }) => {
    const [wrong, right] = runsOf(code);
    const isError = severityOf(code as DiagnosticCode) === "error";
    expect(wrong).toMatchObject({ given: "wrong", exit: isError ? "1" : "0" });
    expect(wrong?.codes).toContain(code);
    expect(right).toEqual({ given: "right", codes: [], exit: "0" });
  });

  test("has a section for each diagnostic code in docs/diagnostics.md", () => {
    const headings = [...read("docs/diagnostics.md").matchAll(/^## (.*)$/gm)].map(match => match[1]);
    expect(headings).toEqual([...sentenceCodes].sort());
  });
});
