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

/** The files of a folder by their paths, as a program would hand them over. */
function filesIn(folder: string): Record<string, Uint8Array> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(one => one.isFile());
  const paths = entries.map(one => join(one.parentPath, one.name));
  return Object.fromEntries(paths.map(path => [relative(folder, path), readFileSync(path)]));
}

/** The configurations of the scenarios: a members.yaml, or a folder. */
const configurations = readdirSync(scenarios).flatMap(name => {
  const paths = Object.keys(filesIn(join(scenarios, name, "given")));
  const whole = paths.includes("members.yaml") ? ["members.yaml"] : [];
  const folder = paths.some(path => /^access\/[^./][^/]*\.ya?ml$/.test(path)) ? ["access"] : [];
  return [...whole, ...folder].map(config => [name, config] as const);
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

describe("the library says what the command line says", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "rollcall-library-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("of the files of every scenario: the same diagnostics, and the same plan byte for byte", async () => {
    let plans = 0;
    for (const [name, config] of configurations) {
      const place = join(folder, `${name}-${config}`);
      cpSync(join(scenarios, name, "given"), place, { recursive: true });
      const files = filesIn(place);
      const reading = await readMembers(files, config);
      const found = reading.ok ? reading.warnings : reading.diagnostics;
      const { stdout } = await runIn(place, `validate --config ${config} --state none --format json`);
      const said = JSON.parse(stdout) as { diagnostics: object[]; summary: { leftOut?: number } };
      if (said.summary.leftOut === undefined) expect([name, ...found]).toEqual([name, ...said.diagnostics]);
      else expect(found).toHaveLength(said.diagnostics.length + said.summary.leftOut);

      if (!reading.ok) continue;
      const recorded = await readState(files["members.state.jsonl"], reading.config.organization);
      const line = `plan --config ${config} --state members.state.jsonl --format json`;
      const planned = await runIn(place, line);
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

  test("in the words of a plan, as text and as Markdown", async () => {
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
  test("gives a configuration, from text or bytes, and from one file under any name", async () => {
    const config = await read({ "who/access.yaml": members });
    expect(config.organization).toBe("kwob3J");
    expect(config.members.map(one => one.email)).toEqual(["ada@example.com", "grace@example.com"]);
    const { members: people } = await read({ "members.yaml": new TextEncoder().encode(members) });
    expect(people.map(one => one.email)).toEqual(config.members.map(one => one.email));
  });

  test("gives every mistake with its code, sentence and place", async () => {
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

  test("reads what include names among the given files, and nothing else", async () => {
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

  test("reads the files of a folder, and none further down", async () => {
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
    [
      "no file at all",
      {},
      undefined,
      RangeError,
      "members.yaml is not among the given files: there are none",
    ],
    ["two files and no main one", { "a.yaml": "", "b.yaml": "" }, undefined, RangeError, "a.yaml, b.yaml"],
    [
      "a main file that is not given",
      { "a.yaml": "" },
      "b.yaml",
      RangeError,
      "b.yaml is not among the given",
    ],
    [
      "a folder without YAML",
      { "a/b.txt": "" },
      "a",
      RangeError,
      "a is a folder without a .yaml or .yml file",
    ],
    [
      "a file that is nothing",
      { "a.yaml": undefined },
      undefined,
      TypeError,
      "a.yaml is neither text nor bytes",
    ],
    [
      "a file that is a value",
      { "a.yaml": { a: 1 } },
      undefined,
      TypeError,
      "a.yaml is neither text nor bytes",
    ],
  ] as const)("throws for %s", async ([, files, main, kind, words], { expect }) => {
    const reading = readMembers(files as Record<string, string>, main);
    await expect(reading).rejects.toThrow(kind);
    await expect(reading).rejects.toThrow(words);
  });

  test.for([
    ["nothing in it", "", "empty-file"],
    ["half a pair of surrogates", "a: \ud800", "unknown-key"],
    ["bytes that are no text", new Uint8Array([0xff, 0x61]), "not-utf8"],
    ["a NUL", "organization: a\0", "control-character"],
    ["a list", "[]", "wrong-type"],
    ["YAML that does not parse", "a: [", "yaml-syntax"],
    ["a name of every object", "__proto__: {members: []}", "unknown-key"],
  ] as const)("answers with a diagnostic for a file with %s", async ([, content, code], { expect }) => {
    const reading = await readMembers({ "members.yaml": content });
    expect(reading.ok ? [] : reading.diagnostics.map(one => one.code)).toContain(code);
  });
});

describe("readState", () => {
  test("takes no file for nothing sent", async () => {
    expect((await readRecorded(undefined)).recorded.people.size).toBe(0);
    expect((await readRecorded(header + adopted)).recorded.people.size).toBe(1);
  });

  test.for([
    ["an empty file", "", "kwob3J", "state-empty", 1],
    ["another organization", header, "other1", "state-organization", 1],
    ["a line that is no event", `${header}{}\n`, "kwob3J", "state-line", 2],
    ["something else", "members: []\n", "kwob3J", "state-header", 1],
  ] as const)("refuses %s", async ([, text, organization, code, line], { expect }) => {
    expect(await readState(text, organization, "x.jsonl")).toMatchObject({
      ok: false,
      diagnostics: [{ code, file: "x.jsonl", line, severity: "error" }],
    });
  });

  test("warns of a torn last line", async () => {
    const reading = await readState(`${header}{"event":`, "kwob3J");
    expect(reading).toMatchObject({ ok: true, warnings: [{ code: "state-torn-line", line: 2 }] });
  });

  test("throws for what is neither text nor bytes", async () => {
    await expect(readState(null as never, "kwob3J")).rejects.toThrow(TypeError);
  });
});

describe("a day", () => {
  test("decides who is desired: the last day of access is one of access", async () => {
    const config = await read({ "members.yaml": members });
    const graceOn = (day: string) =>
      [...desiredOn(config, day).people.values()].find(one => one.email === "grace@example.com")
        ?.workspaceIds;
    expect([graceOn(today), graceOn("2026-11-24")]).toEqual([["npe1DB"], []]);
  });

  test.for(["2026-02-30", "23.11.2026", "2026-11-23T00:00:00Z", "", " 2026-11-23"])(
    "is refused where it is written as %j",
    async (day, { expect }) => {
      const config = await read({ "members.yaml": members });
      expect(() => desiredOn(config, day)).toThrow("is no day of the calendar; write one as YYYY-MM-DD");
    },
  );
});

describe("planChanges", () => {
  test("gives inert data: it survives being stored, and line ends of the state file do not count", async () => {
    const config = await read({ "members.yaml": members });
    const state = await readRecorded(header + adopted);
    const plan = planChanges({ config, state, today });
    expect(JSON.parse(formatPlan(plan))).toEqual(plan);
    expect(plan.calls.map(call => call.emails)).toEqual([["grace@example.com"], ["ada@example.com"]]);
    const windows = await readRecorded((header + adopted).replaceAll("\n", "\r\n"));
    expect(planChanges({ config, state: windows, today })).toEqual(plan);
  });

  test("refuses a state of another organization, whatever it was read for", async () => {
    const config = await read({ "members.yaml": members.replace("kwob3J", "other1") });
    const state = await readRecorded(header);
    expect(() => planChanges({ config, state, today })).toThrow(
      "the state is of organization kwob3J, not of other1",
    );
  });
});
