import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import stateSchema from "../schemas/state.schema.json" with { type: "json" };
import { readConfig } from "../src/core/config/read-config.ts";
import { readPlan } from "../src/core/plan/read-plan.ts";
import { readState } from "../src/core/state/read-state.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import { formatYaml } from "../src/core/yaml/format/format.ts";
import { startSandbox } from "../src/sandbox/server.ts";
import { commandLinesIn, type Helps, helpOfEach, mistakesIn } from "./support/command-line.ts";
import {
  anchorsOf,
  blocksOf,
  documents,
  guides,
  isWorkflow,
  linksOf,
  proseOf,
  readDocument,
} from "./support/documents.ts";
import { commandTime, runIn } from "./support/io.ts";
import { readMarkdown, textIn } from "./support/markdown.ts";
import { readExpected } from "./support/scenario.ts";
import { readNow } from "./support/sources.ts";

const root = join(import.meta.dirname, "..");

describe("the documents", () => {
  test.for(documents)("names only existing files, headings, and scenarios in %s", (file, { expect }) => {
    const text = readDocument(file);
    const paths = [...text.matchAll(/`((?:src|test|schemas|build|dist)\/[\w./-]+)`/g)].map(
      match => match[1] ?? "",
    );
    const scenarios = [...text.matchAll(/scenarios? ((?:`[a-z0-9-]+`(?:, )?)+)/g)].flatMap(match =>
      [...(match[1] ?? "").matchAll(/`([^`]+)`/g)].map(name => `test/scenarios/${name[1]}`),
    );
    expect([...paths, ...scenarios].filter(path => !existsSync(join(root, path)))).toEqual([]);
    expect(linksOf(text).filter(link => !isValidLink(file, link))).toEqual([]);
  });

  test.for([
    ["guide-edit.md#split-the-file", true],
    ["../README.md#how-it-decides", true],
    ["#guides", true],
    ["guide-edit.md#split-a-file", false],
    ["guide.md", false],
    ["#nothing", false],
  ] as const)("determines whether the link %s is valid: %s", ([link, isValid], { expect }) => {
    expect(isValidLink("docs/README.md", link)).toBe(isValid);
  });

  test("links to every document from docs/README.md", () => {
    const linked = new Set(linksOf(readDocument("docs/README.md")).map(link => link.split("#")[0]));
    const inDocs = documents.filter(path => path.startsWith("docs/")).map(path => path.slice("docs/".length));
    expect(inDocs.filter(name => name !== "README.md" && !linked.has(name))).toEqual([]);
  });
});

function isValidLink(file: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? file : posix.join(posix.dirname(file), path);
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || anchorsOf(readDocument(target)).has(anchor);
}

/** Returns the fenced blocks of a language in the guides, each with the path of its document. */
function blocksIn(language: string): (readonly [string, string])[] {
  return guides.flatMap(path =>
    blocksOf(readDocument(path))
      .filter(block => block.language === language)
      .map(({ text }) => [path, text] as const),
  );
}

describe("the fenced blocks of the guides", () => {
  test("uses only languages that a test checks", () => {
    // package.test.ts runs the TypeScript, which needs the package. hooks.test.ts reads the hooks, which are yml.
    const checked = new Set(["", "csv", "diff", "json", "jsonl", "sh", "text", "ts", "yaml", "yml"]);
    const languages = guides.flatMap(path => blocksOf(readDocument(path)).map(({ language }) => language));
    expect(languages.filter(language => !checked.has(language))).toEqual([]);
  });

  test("shows as YAML only workflows and members files without errors or warnings", () => {
    const files = blocksIn("yaml").filter(([, text]) => !isWorkflow(text));
    expect(files.length).toBeGreaterThan(5);
    for (const [path, text] of files)
      expect([path, text, diagnosticsOf(path, text)]).toEqual([path, text, []]);
  });

  test("shows only formatted members files", () => {
    const files = blocksIn("yaml").filter(([, text]) => !isWorkflow(text));
    for (const [, text] of files) expect(formatYaml(text)).toEqual({ ok: true, value: text });
  });

  test("shows as a diff only the edit of a scenario", () => {
    const scenario = join(root, "test/scenarios/action-one-invite/given");
    const textOf = (folder: string) => readFileSync(join(scenario, folder, "members.yaml"), "utf8");
    const [before, after] = [textOf("main"), textOf("newcomer")];
    const added = after.slice(before.length).replaceAll(/^(?=.)/gm, "+");
    const kept = before.slice(before.indexOf("members:\n")).replaceAll(/^(?=.)/gm, " ");
    expect(after.startsWith(before)).toBe(true);
    expect(blocksIn("diff")).toEqual([["README.md", kept + added]]);
  });

  test("shows as JSON only valid plans", () => {
    const plans = blocksIn("json");
    expect(plans.length).toBeGreaterThan(0);
    for (const [, text] of plans) expect(readPlan(text)).toHaveProperty("plan");
  });

  test("shows as JSON Lines only valid state files", () => {
    const states = blocksIn("jsonl");
    expect(states.length).toBeGreaterThan(0);
    const validate = new Ajv2020.default({ allowUnionTypes: true }).compile(stateSchema);
    for (const [path, text] of states) {
      expect(readState(path, text, undefined)).toMatchObject({ ok: true, warnings: [] });
      for (const line of text.trimEnd().split("\n"))
        expect([line, validate(JSON.parse(line))]).toEqual([line, true]);
    }
  });
});

test.for([
  ["README.md", "action-one-invite"],
  ["docs/guide-review.md", "action-plan-comments"],
] as const)("shows in %s a comment that Rollcall writes", ([path, scenario]) => {
  const quoted = [...readDocument(path).matchAll(/^> ?(.*)$/gm)].map(match => match[1]);
  const textOf = (markdown: string) => textIn(readMarkdown(markdown)).replaceAll(/\s+/g, " ").trim();
  const comments = readExpected(scenario).get("comments.md") ?? "";
  // Without the footer, which names the commit and the run.
  const texts = comments
    .split(/^(?=<!-- )/m)
    .map(comment => textOf(comment.replace(/ Plan <code>HEX.*/, "")));
  const beforeDetails = texts.map(text => text.replace(/ Grants before and after:.*/, ""));
  expect([...texts, ...beforeDetails]).toContain(textOf(quoted.join("\n")));
});

/** Returns the diagnostics of a members file or an included file. */
function diagnosticsOf(path: string, text: string): readonly unknown[] {
  const source = readNow(path, new TextEncoder().encode(text));
  const isIncluded = !/^organization:/m.test(text);
  const main = isIncluded
    ? readNow(
        "main.yaml",
        new TextEncoder().encode(
          "organization: kwob3J\nworkspaces: { marketing: wLDNPp, research: npe1DB }\nmembers: []\n",
        ),
      )
    : source;
  const reading = readConfig({ main, included: isIncluded ? [source] : [], diagnostics: [] }, toAsciiDomain);
  return reading.ok ? reading.warnings : reading.problem;
}

describe("the commands in the documents", () => {
  let helps: Helps;
  let folder: string;
  beforeAll(async () => {
    helps = await helpOfEach(root);
    folder = mkdtempSync(join(tmpdir(), "rollcall-documents-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.for(documents)("names only existing commands and options in %s", (path, { expect }) => {
    const text = readDocument(path);
    const blocks = blocksOf(text).filter(({ language }) => language === "sh");
    const lines = commandLinesIn(
      blocks.map(block => block.text),
      proseOf(text),
    );
    expect(lines.flatMap(line => mistakesIn(line, helps))).toEqual([]);
  });

  test("lists every command in the README", () => {
    const names = [...helps.keys()].filter(name => name !== "" && name !== "state");
    const rows = readDocument("README.md")
      .split("\n")
      .filter(line => line.startsWith("| `rollcall"));
    const missing = names.filter(name => !rows.some(row => row.includes(name.replace("state ", ""))));
    expect(names.length).toBeGreaterThan(10);
    expect(missing).toEqual([]);
  });

  test("lists every option in docs/commands.md", () => {
    const text = readDocument("docs/commands.md");
    const options = [...helps.values()].flatMap(help => [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)]);
    const names = new Set(options.map(match => match[1] ?? ""));
    expect(names.size).toBeGreaterThan(20);
    expect([...names].filter(name => !text.includes(`\`${name}`))).toEqual([]);
  });

  test.for([
    ["rollcall", 0],
    ["rollcall state resolve 4f1c --as not-sent --state-branch x", 0],
    ["rollcall aply", 1],
    ["rollcall state fold", 1],
    ["rollcall plan --as sent", 1],
    ["rollcall plan --liv", 1],
    ["rollcall plan --format sarif", 1],
    ["rollcall state resolve --as done", 1],
  ] as const)("finds the mistakes in the command line %s: %d", ([line, faults], { expect }) => {
    expect(mistakesIn(line, helps)).toHaveLength(faults);
  });

  test("finds command lines in shell blocks and in backticks", () => {
    expect(commandLinesIn(["a && rollcall plan --live # x\n"], "Run `rollcall drift` or `rollcall`")).toEqual(
      ["rollcall plan --live", "rollcall drift"],
    );
  });

  test("has the options that the README and the guides mention without a command", () => {
    const all = [...helps.values()].join("\n");
    const options = guides.flatMap(path => [...proseOf(readDocument(path)).matchAll(/`(--[a-z-]+)/g)]);
    expect(options.length).toBeGreaterThan(30);
    expect(options.map(match => match[1] ?? "").filter(option => !all.includes(option))).toEqual([]);
  });

  test("edits the file in the editing guide with the commands shown there", async () => {
    const blocks = blocksOf(readDocument("docs/guide-edit.md"));
    const [file] = blocks.filter(({ language }) => language === "yaml");
    const [edits] = blocks.filter(({ language }) => language === "sh");
    const editFolder = mkdtempSync(join(folder, "edit-"));
    writeFileSync(join(editFolder, "members.yaml"), file?.text ?? "");
    const now = Date.parse("2026-11-23T12:00:00Z");
    for (const line of edits?.text.trimEnd().split("\n") ?? []) {
      const words = line.replace(/^rollcall /, "").replaceAll(/"[^"]*"/g, "Grace");
      expect([line, await runIn(editFolder, words, { now })]).toMatchObject([line, { exit: 0 }]);
    }
    expect(readFileSync(join(editFolder, "members.yaml"), "utf8")).toBe(
      file?.text.replace(/^ {2}- email: grace.*/ms, ""),
    );
  });

  test("imports the CSV list shown in the recipes", async () => {
    const [list] = blocksIn("csv");
    const sandbox = await startSandbox({ now: commandTime });
    try {
      writeFileSync(join(folder, "people.csv"), list?.[1] ?? "");
      const env = { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key };
      const imported = await runIn(folder, "import --csv people.csv", { env });
      expect(imported).toMatchObject({ exit: 0 });
      expect(readFileSync(join(folder, "members.yaml"), "utf8")).toContain("grace@example.com");
    } finally {
      await sandbox.close();
    }
  });
});

describe("the examples", () => {
  const folders = readdirSync(join(root, "examples")).filter(
    name => name !== "workflows" && name !== "report",
  );

  // If a plan.txt were missing, the last test would write it and pass.
  test("has a plan.txt in each folder of examples, except workflows and report", () => {
    expect(folders.filter(name => !existsSync(join(root, "examples", name, "plan.txt")))).toEqual([]);
  });

  test.for(folders)("keeps the example %s formatted", async (name, { expect }) => {
    const folder = join(root, "examples", name);
    const line = existsSync(join(folder, "access")) ? "fmt --check --config access" : "fmt --check";
    expect(await runIn(folder, line)).toMatchObject({ exit: 0, stdout: "All files are formatted.\n" });
  });

  test.for(folders)("plans the example %s as its plan.txt shows", async (name, { expect }) => {
    const folder = join(root, "examples", name);
    const line = existsSync(join(folder, "access")) ? "plan --config access" : "plan";
    // Use a copy, because other folders of this repository have state files for the same organization.
    const copy = mkdtempSync(join(tmpdir(), "rollcall-example-"));
    cpSync(folder, copy, { recursive: true });
    const planned = await runIn(copy, line, { now: Date.parse("2026-11-23T12:00:00Z") });
    rmSync(copy, { recursive: true });
    expect([planned.exit, planned.stderr]).toEqual([0, ""]);
    await expect(planned.stdout).toMatchFileSnapshot(join(folder, "plan.txt"));
  });
});
