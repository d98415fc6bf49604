import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { madeDocuments } from "../build/docs.js";
import { type DiagnosticCode, severityOf } from "../src/core/diagnostics/diagnostic.ts";
import { sentenceCodes } from "./support/codes.ts";
import { readExpected } from "./support/scenario.ts";

const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const made = madeDocuments();

test.for([...made.keys()])("%s is what npm run docs makes", (path, { expect }) => {
  expect(read(path)).toBe(made.get(path));
});

describe("the examples of the diagnostics", () => {
  /** What the commands of a scenario show of a code, in the order of the commands. */
  const runsOf = (code: string) => {
    const transcript = readExpected(`diagnostic-${code}`).get("transcript.txt") ?? "";
    const runs = transcript.split(/^\$ /m).filter(run => run.startsWith("rollcall "));
    return runs.map(run => ({
      given: /(wrong|right)/.exec(run)?.[1],
      codes: [...run.matchAll(/ (?:error|warning): .* {2}\[([a-z-]+\d?)\]$/gm)].map(match => match[1]),
      exit: /^exit code (\d)/m.exec(run)?.[1],
    }));
  };

  test.for(sentenceCodes)("show how %s comes about, and how it is mended", (code, { expect }) => {
    const [wrong, right] = runsOf(code);
    const isError = severityOf(code as DiagnosticCode) === "error";
    expect(wrong).toMatchObject({ given: "wrong", exit: isError ? "1" : "0" });
    expect(wrong?.codes).toContain(code);
    expect(right).toEqual({ given: "right", codes: [], exit: "0" });
  });

  test("have a section each, that a link can lead to", () => {
    const headings = [...read("docs/diagnostics.md").matchAll(/^## (.*)$/gm)].map(match => match[1]);
    expect(headings).toEqual([...sentenceCodes].sort());
  });
});
