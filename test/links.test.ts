import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DiagnosticCode } from "../src/core/diagnostics/diagnostic.ts";
import { diagnosticUrl } from "../src/render/diagnostics/json.ts";
import { supportsHyperlinks } from "../src/render/text/style.ts";
import { runIn } from "./support/io.ts";

const root = join(import.meta.dirname, "..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-links-"));
  writeFileSync(join(folder, "members.yaml"), "organization: kwob3J\nworkspaces: { marketing: wLDNPp }\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("supportsHyperlinks", () => {
  test.for([
    { WT_SESSION: "7b1f" },
    { TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.1.2" },
    { TERM_PROGRAM: "vscode", TERM_PROGRAM_VERSION: "1.72.0" },
    { TERM_PROGRAM: "vscode", TERM_PROGRAM_VERSION: "2.0.0" },
    { TERM_PROGRAM: "WezTerm", TERM_PROGRAM_VERSION: "20240203-110809-5046fc22" },
    { TERM_PROGRAM: "ghostty" },
    { VTE_VERSION: "7600" },
    { TERM: "xterm-kitty" },
  ])("detects support for links with %j", (env, { expect }) => expect(supportsHyperlinks(env)).toBe(true));

  test.for([
    {},
    { TERM: "xterm-256color" },
    { TERM: "linux", VTE_VERSION: "7600" },
    { TERM: "dumb", WT_SESSION: "7b1f" },
    { TERM: "screen-256color", VTE_VERSION: "7600" },
    { TERM: "tmux-256color", TERM_PROGRAM: "tmux", WT_SESSION: "7b1f" },
    { TERM_PROGRAM: "Apple_Terminal", TERM_PROGRAM_VERSION: "455" },
    { TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.0.9" },
    { TERM_PROGRAM: "iTerm.app" },
    { TERM_PROGRAM: "vscode", TERM_PROGRAM_VERSION: "1.71.9" },
    { TERM_PROGRAM: "__proto__", TERM_PROGRAM_VERSION: "9" },
    { VTE_VERSION: "5000" },
    { VTE_VERSION: "0.50.0" },
    { VTE_VERSION: "new" },
    { CI: "true", TERM: "xterm-kitty" },
  ])("detects no support for links with %j", (env, { expect }) =>
    expect(supportsHyperlinks(env)).toBe(false),
  );
});

describe("the code of a diagnostic", () => {
  const env = { TERM: "xterm-kitty" };
  const terminal = { isTerminal: true, env };
  const url = diagnosticUrl("missing-key");

  test("links a diagnostic code to its documentation on a terminal that shows links", async () => {
    const link = `[\u001b]8;;${url}\u001b\\missing-key\u001b]8;;\u001b\\]`;
    expect((await runIn(folder, "validate", terminal)).stdout).toContain(link);
    expect((await runIn(folder, "plan", terminal)).stderr).toContain(link);
  });

  test.for([
    ["a pipe", "validate", { isTerminal: false, env }],
    ["a terminal without link support", "validate", { isTerminal: true, env: { TERM: "xterm" } }],
    ["--no-color", "validate --no-color", terminal],
    ["NO_COLOR", "validate", { isTerminal: true, env: { ...env, NO_COLOR: "1" } }],
    ["a CI log", "validate", { isTerminal: true, env: { ...env, CI: "true" } }],
    ["JSON", "validate --format json", terminal],
    ["SARIF", "validate --format sarif", terminal],
    ["workflow commands", "validate --format github", terminal],
  ] as const)("prints a diagnostic code without a link for %s", async ([, line, context], { expect }) => {
    const { stdout, exit } = await runIn(folder, line, context);
    expect(stdout).toContain("missing-key");
    expect([exit, stdout.includes("\u001b]")]).toEqual([1, false]);
  });

  test("includes the documentation URL of a diagnostic code in JSON and SARIF", async () => {
    const json = JSON.parse((await runIn(folder, "validate --format json")).stdout);
    expect(json.diagnostics[0]).toMatchObject({ code: "missing-key", url });
    const sarif = JSON.parse((await runIn(folder, "validate --format sarif")).stdout);
    expect(sarif.runs[0].tool.driver.rules[0]).toMatchObject({ id: "missing-key", helpUri: url });
  });
});

test("links to the repository from which the example workflows use the Action", () => {
  const folder = join(root, "examples/workflows");
  const used = readdirSync(folder).flatMap(name => {
    const text = readFileSync(join(folder, name), "utf8");
    return [...text.matchAll(/uses: ([^/\s]+\/rollcall)@/g)].map(match => match[1]);
  });
  expect(used.length).toBeGreaterThan(0);
  const code: DiagnosticCode = "missing-key";
  const urls = used.map(name => `https://github.com/${name}/blob/main/docs/diagnostics.md#${code}`);
  expect(new Set(urls)).toEqual(new Set([diagnosticUrl(code)]));
});
