import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  desiredOn,
  formatPlan,
  planChanges,
  readMembers,
  readState,
  renderPlanMarkdown,
  renderPlanText,
} from "../src/library.ts";
import { runIn } from "./support/io.ts";

const scenarios = join(import.meta.dirname, "scenarios");
const today = "2026-11-23";

/** Returns the files of a folder by path, as a program passes them to the library. */
function filesIn(folder: string): Record<string, Uint8Array> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(one => one.isFile());
  const paths = entries.map(one => join(one.parentPath, one.name));
  return Object.fromEntries(paths.map(path => [relative(folder, path), readFileSync(path)]));
}

/** The configurations of the scenarios: members.yaml, or the folder access. */
const configurations = readdirSync(scenarios).flatMap(name => {
  const paths = Object.keys(filesIn(join(scenarios, name, "given")));
  const file = paths.includes("members.yaml") ? ["members.yaml"] : [];
  const folder = paths.some(path => /^access\/[^./][^/]*\.ya?ml$/.test(path)) ? ["access"] : [];
  return [...file, ...folder].map(config => [name, config] as const);
});

const members = `organization: kwob3J
workspaces: {marketing: wLDNPp, research: npe1DB}
members:
  - {email: ada@example.com, workspaces: [marketing, research]}
  - {email: grace@example.com, name: Grace Hopper, workspaces: [research], expires: ${today}}
`;
const header = `{"format":"rollcall-state","version":1,"organization":"kwob3J","lineage":"00000000-0000-4000-8000-000000000000"}\n`;
const adopted = `{"event":"adopted","at":"2026-11-01T12:00:00.000Z","email":"ada@example.com","workspaceIds":["npe1DB"]}\n`;

async function read(files: Readonly<Record<string, string | Uint8Array>>) {
  const reading = await readMembers(files);
  if (!reading.ok) throw new Error(JSON.stringify(reading.diagnostics));
  return reading.config;
}

async function readRecorded(content: string | undefined) {
  const reading = await readState(content, "kwob3J");
  if (!reading.ok) throw new Error(JSON.stringify(reading.diagnostics));
  return reading.state;
}

describe("the library and the command line", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "rollcall-library-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("returns the diagnostics and the plan of the command line for every scenario", async () => {
    let plans = 0;
    for (const [name, config] of configurations) {
      const target = join(folder, `${name}-${config}`);
      cpSync(join(scenarios, name, "given"), target, { recursive: true });
      const files = filesIn(target);
      const reading = await readMembers(files, config);
      const found = reading.ok ? reading.warnings : reading.diagnostics;
      const { stdout } = await runIn(target, `validate --config ${config} --state none --format json`);
      const validated = JSON.parse(stdout) as { diagnostics: object[] };
      expect([name, ...found]).toEqual([name, ...validated.diagnostics]);

      if (!reading.ok) continue;
      const recorded = await readState(files["members.state.jsonl"], reading.config.organization);
      const line = `plan --config ${config} --state members.state.jsonl --format json`;
      const planned = await runIn(target, line);
      expect([name, recorded.ok]).toEqual([name, planned.stdout !== ""]);
      if (!recorded.ok) continue;
      const plan = planChanges({ config: reading.config, state: recorded.state, today });
      expect([name, formatPlan(plan)]).toEqual([name, planned.stdout]);
      plans += 1;
    }
    expect(configurations.length).toBeGreaterThan(150);
    expect(configurations.filter(([, config]) => config === "access").length).toBeGreaterThan(2);
    expect(plans).toBeGreaterThan(80);
  });

  test("renders a plan as the command line does, as text and as Markdown", async () => {
    const newcomers = Array.from(
      { length: 40 },
      (_, index) => `  - {email: new${index}@example.com, workspaces: [marketing]}\n`,
    );
    const many = members + newcomers.join("");
    writeFileSync(join(folder, "members.yaml"), many);
    const config = await read({ "members.yaml": many });
    const state = await readRecorded(undefined);
    const plan = planChanges({ config, state, today });
    const line = "plan --state none --format";
    const [text, markdown] = [await runIn(folder, `${line} text`), await runIn(folder, `${line} markdown`)];
    expect(renderPlanText(plan, config)).toBe(text.stdout);
    const narrow = renderPlanText(plan, config, 40).split("\n");
    expect(narrow.filter(line => line.includes("new") && line.length > 40)).toEqual([]);
    expect(renderPlanMarkdown(plan, config)).toBe(markdown.stdout);
  });
});

describe("readMembers", () => {
  test("reads a configuration from text, from bytes, or from a file with any name", async () => {
    const config = await read({ "who/access.yaml": members });
    expect(config.organization).toBe("kwob3J");
    expect(config.members.map(one => one.email)).toEqual(["ada@example.com", "grace@example.com"]);
    const { members: people } = await read({ "members.yaml": new TextEncoder().encode(members) });
    expect(people.map(one => one.email)).toEqual(config.members.map(one => one.email));
  });

  test("returns every mistake with its code, message, and location", async () => {
    const text = members.replace("ada@example.com", "ada@example.com;eve@example.com");
    const reading = await readMembers({ "members.yaml": text.replace("[research]", "[reserach]") });
    expect(reading).toMatchObject({
      ok: false,
      diagnostics: [
        { code: "invalid-address", severity: "error", file: "members.yaml", line: 4, column: 13 },
        { code: "unknown-workspace", severity: "error", file: "members.yaml", line: 5, column: 65 },
      ],
    });
    const sentences = reading.ok ? [] : reading.diagnostics.map(one => one.message);
    expect(sentences[1]).toContain('Did you mean "research"?');
  });

  test("reads only the given files that include matches", async () => {
    const main = members.replace("members:", "include: [teams/*.yaml]\nmembers:");
    const team = "members:\n  - {email: alan@example.com, workspaces: [research]}\n";
    const files = {
      "a/members.yaml": main,
      "a/teams/x.yaml": team,
      "a/teams/.y.yaml": team,
      "teams/z.yaml": "[",
    };
    const reading = await readMembers(files, "a/members.yaml");
    expect(reading.ok && reading.config.members.map(one => one.entries[0]?.file)).toEqual([
      "a/members.yaml",
      "a/teams/x.yaml",
      "a/members.yaml",
    ]);
    const without = await readMembers({ "members.yaml": main });
    expect(without).toMatchObject({ ok: true, warnings: [{ code: "include-matches-nothing", line: 3 }] });
  });

  test("reads the files of a folder, but not of its subfolders", async () => {
    const team = "members:\n  - {email: alan@example.com, workspaces: [research]}\n";
    const files = {
      "a/main.yaml": members,
      "a/more.yml": team,
      "a/b/c.yaml": "[",
      "a/read.me": "[",
      "d.yaml": "[",
    };
    const reading = await readMembers(files, "a/");
    expect(reading.ok && reading.config.members.length).toBe(3);
  });

  test.for([
    ["no files", {}, undefined, RangeError, "members.yaml is not among the given files: there are none"],
    [
      "two files without a main file",
      { "a.yaml": "", "b.yaml": "" },
      undefined,
      RangeError,
      "a.yaml, b.yaml",
    ],
    ["a main file that isn't given", { "a.yaml": "" }, "b.yaml", RangeError, "b.yaml is not among the given"],
    [
      "a folder without YAML",
      { "a/b.txt": "" },
      "a",
      RangeError,
      "a is a folder without a .yaml or .yml file",
    ],
    ["an undefined file", { "a.yaml": undefined }, undefined, TypeError, "a.yaml is neither text nor bytes"],
    [
      "a file that is an object",
      { "a.yaml": { a: 1 } },
      undefined,
      TypeError,
      "a.yaml is neither text nor bytes",
    ],
  ] as const)("throws when it reads members from %s", async ([, files, main, kind, message], { expect }) => {
    const reading = readMembers(files as Record<string, string>, main);
    await expect(reading).rejects.toThrow(kind);
    await expect(reading).rejects.toThrow(message);
  });

  test.for([
    ["no content", "", "empty-file"],
    ["a lone surrogate", "a: \ud800", "unknown-key"],
    ["bytes that aren't UTF-8", new Uint8Array([0xff, 0x61]), "not-utf8"],
    ["a NUL character", "organization: a\0", "control-character"],
    ["a list", "[]", "wrong-type"],
    ["invalid YAML", "a: [", "yaml-syntax"],
    ["the key __proto__", "__proto__: {members: []}", "unknown-key"],
  ] as const)("returns a diagnostic for a file with %s", async ([, content, code], { expect }) => {
    const reading = await readMembers({ "members.yaml": content });
    expect(reading.ok ? [] : reading.diagnostics.map(one => one.code)).toContain(code);
  });
});

describe("readState", () => {
  test("reads a missing state file as empty", async () => {
    expect((await readRecorded(undefined)).recorded.people.size).toBe(0);
    expect((await readRecorded(header + adopted)).recorded.people.size).toBe(1);
  });

  test.for([
    ["an empty file", "", "kwob3J", "state-empty", 1],
    ["a file of another organization", header, "other1", "state-organization", 1],
    ["a file with an invalid event", `${header}{}\n`, "kwob3J", "state-line", 2],
    ["a file in another format", "members: []\n", "kwob3J", "state-header", 1],
  ] as const)("rejects %s as the state file", async ([, text, organization, code, line], { expect }) => {
    expect(await readState(text, organization, "x.jsonl")).toMatchObject({
      ok: false,
      diagnostics: [{ code, file: "x.jsonl", line, severity: "error" }],
    });
  });

  test("warns about an incomplete last line in the state file", async () => {
    const reading = await readState(`${header}{"event":`, "kwob3J");
    expect(reading).toMatchObject({ ok: true, warnings: [{ code: "state-torn-line", line: 2 }] });
  });

  test("throws for a state file that is neither text nor bytes", async () => {
    await expect(readState(null as never, "kwob3J")).rejects.toThrow(TypeError);
  });
});

describe("the date of a plan", () => {
  test("grants access through the expiration date", async () => {
    const config = await read({ "members.yaml": members });
    const graceOn = (day: string) =>
      [...desiredOn(config, day).people.values()].find(one => one.email === "grace@example.com")
        ?.workspaceIds;
    expect([graceOn(today), graceOn("2026-11-24")]).toEqual([["npe1DB"], []]);
  });

  test.for(["2026-02-30", "23.11.2026", "2026-11-23T00:00:00Z", "", " 2026-11-23"])(
    "rejects the invalid date %j",
    async (day, { expect }) => {
      const config = await read({ "members.yaml": members });
      expect(() => desiredOn(config, day)).toThrow("expected YYYY-MM-DD, such as 2027-01-31");
    },
  );
});

describe("planChanges", () => {
  test("returns a plan as plain data that doesn't depend on the state file's line ends", async () => {
    const config = await read({ "members.yaml": members });
    const state = await readRecorded(header + adopted);
    const plan = planChanges({ config, state, today });
    expect(JSON.parse(formatPlan(plan))).toEqual(plan);
    expect(plan.calls.map(call => call.emails)).toEqual([["grace@example.com"], ["ada@example.com"]]);
    const windows = await readRecorded((header + adopted).replaceAll("\n", "\r\n"));
    expect(planChanges({ config, state: windows, today })).toEqual(plan);
  });

  test("rejects the state of another organization", async () => {
    const config = await read({ "members.yaml": members.replace("kwob3J", "other1") });
    const state = await readRecorded(header);
    expect(() => planChanges({ config, state, today })).toThrow(
      "the state is for organization kwob3J, not other1",
    );
  });
});
