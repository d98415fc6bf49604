import { describe, expect, type TestContext, test } from "vitest";
import { fullNameOf, nameWorkspaces } from "../src/core/import/names.ts";
import type { Report } from "../src/core/report/model.ts";
import { formatEvent, formatHeader, type StateEvent } from "../src/core/state/events.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import type { OrganizationSeed } from "../src/sandbox/organization/seed.ts";
import { changeRequests, startForTest } from "./support/call-sandbox.ts";
import {
  expectSameLines,
  expectSamePage,
  expectSameRecords,
  Folder,
  harmlessTexts,
  hostileTexts,
  unseen,
} from "./support/hostile.ts";
import { readNow } from "./support/sources.ts";

/** Returns an organization in which each text is the name of a workspace and of a person, and part of an invite's email address. */
function seedOf(texts: readonly string[]): OrganizationSeed {
  return {
    organization: "kwob3J",
    owner: { email: "owner@example.com" },
    people: texts.map((name, index) => ({ email: `p${index}@example.com`, name })),
    workspaces: texts.map((name, index) => ({
      id: `w${index}`,
      // Rollcall shows only the ID of a workspace without a name.
      name: name.trim() === "" ? "blank" : name,
      members: [`p${index}@example.com`],
      invites: [`i${index}@example.com`, `x${index}${name}`],
    })),
  };
}

async function tallyOf(seed: OrganizationSeed) {
  const sandbox = await startForTest({ seed, limit: 1_000_000 });
  return { sandbox, env: { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key } };
}

/** Creates two folders with the same members.yaml, one with a Tally that has every payload, and one with harmless texts in their place. */
async function startBoth(context: TestContext, members: string, isUsed = (_: string) => true) {
  const used = (texts: readonly string[]) => texts.filter((_, index) => isUsed(hostileTexts[index] ?? ""));
  const both = [hostileTexts, harmlessTexts].map(used).map(async texts => {
    const folder = new Folder(context);
    folder.write("members.yaml", members);
    const { sandbox, env } = await tallyOf(seedOf(texts));
    return { sandbox, run: (line: string) => folder.run(line, { env }), folder };
  });
  const [hostile, harmless] = await Promise.all(both);
  if (!hostile || !harmless) throw new Error("expected two folders");
  return { hostile, harmless };
}

const nobody = "organization: kwob3J\nworkspaces: {a: w0}\nmembers: []\n";

describe("hostile names and email addresses from Tally", () => {
  test("shows hostile names in drift with the same lines, elements, and findings", async context => {
    const { hostile, harmless } = await startBoth(context, nobody);
    expectSameLines(await hostile.run("drift"), await harmless.run("drift"));
    const [markdown, json] = ["drift --format markdown", "drift --format json"];
    expectSamePage(await hostile.run(markdown), await harmless.run(markdown));
    const [ours, plain] = [await hostile.run(json), await harmless.run(json)];
    expect(JSON.parse(ours.stdout).summary).toEqual(JSON.parse(plain.stdout).summary);
    for (const line of ["plan --live", "plan --live --format json", "apply --yes"])
      expectSameLines(await hostile.run(line), await harmless.run(line));
    expect(changeRequests(hostile.sandbox)).toEqual([]);
  });

  test("reports hostile names inertly in Markdown and CSV, and exactly in JSON", async context => {
    // A blank name counts as no name.
    const isName = (text: string) => text.trim() !== "";
    const { hostile, harmless } = await startBoth(context, nobody, isName);
    expectSamePage(await hostile.run("report --live"), await harmless.run("report --live"));
    const [csv, json] = ["report --live --format csv", "report --live --format json"];
    expectSameRecords(await hostile.run(csv), await harmless.run(csv));
    const { workspaces } = JSON.parse((await hostile.run(json)).stdout) as Report;
    const shown = seedOf(hostileTexts.filter(isName)).workspaces.map(({ id, name }) => [id, name]);
    expect(new Map(workspaces.map(({ id, name }) => [id as string, name]))).toEqual(
      new Map([...shown, ["w0", "a"]] as [string, string][]),
    );
    expect(changeRequests(hostile.sandbox)).toEqual([]);
  });

  test.for([
    ["import --force", "members.yaml", ["members", "organization", "workspaces"]],
    [
      "import --config new.yaml --state new.jsonl",
      "new.yaml",
      ["members", "organization", "settings", "workspaces"],
    ],
  ] as const)(
    "reads the same hostile names from YAML after rollcall %s",
    async ([line, file, keys], context) => {
      const { hostile } = await startBoth(context, nobody);
      const ours = await hostile.run(line);
      expect(ours.stdout + ours.stderr).not.toMatch(unseen);
      expect(ours.exit).toBe(0);
      const text = hostile.folder.read(file);
      expect(text.replace(/\u200c|\u200d|\ufe0e|\ufe0f/g, "")).not.toMatch(unseen);
      const { source, diagnostics } = readNow("members.yaml", new TextEncoder().encode(text));
      expect(diagnostics).toEqual([]);
      const value = source.value as {
        workspaces: Readonly<Record<string, string>>;
        members: readonly { email: string; name?: string }[];
      };
      expect(Object.keys(value).sort()).toEqual(keys);
      const ids = new Map(seedOf(hostileTexts).workspaces.map(({ id, name }) => [id as WorkspaceId, name]));
      expect(new Map(Object.entries(value.workspaces).map(([name, id]) => [id, name]))).toEqual(
        nameWorkspaces(ids, file === "members.yaml" ? new Map([["w0" as WorkspaceId, "a"]]) : undefined),
      );
      const names = new Map(value.members.map(({ email, name }) => [email, name]));
      for (const [index, name] of hostileTexts.entries())
        expect([name, names.get(`p${index}@example.com`)]).toEqual([name, fullNameOf(name)]);
      expect([...names.keys()].filter(email => !/^[\w.]+@(?:[\w-]+\.)+\w+$/.test(email))).toEqual([]);
      expect((await hostile.run(`validate --config ${file}`)).exit).toBe(0);
    },
  );
});

const [header, at] = [formatHeader("kwob3J", "lineage"), "2026-11-20T10:00:00.000Z"];

/** Returns a state file that has each text as an error message from Tally, as a commit, and as a run. */
function stateOf(texts: readonly string[]): string {
  const [email, workspaceIds] = ["p1@example.com", ["w0" as WorkspaceId]];
  const events = texts.flatMap((text, index): StateEvent[] => {
    const [call, commit, run] = [`c${index}`, text.slice(0, 100), text.slice(0, 500)];
    const problem = text.slice(0, 500);
    return [
      { event: "intent", at, call, action: "invite", emails: [email], workspaceIds, commit, run },
      { event: "outcome", at, call, result: "rejected", status: 400, problem },
      { event: "adopted", at, email, workspaceIds, commit, run },
    ];
  });
  return header + events.map(formatEvent).join("");
}

const oneMember =
  "organization: kwob3J\nworkspaces: {a: w0}\nmembers:\n  - {email: p1@example.com, workspaces: [a]}\n";

describe("hostile texts in the state file", () => {
  test("shows a hostile state file in as many lines as a harmless one", async context => {
    const [hostile, harmless] = [new Folder(context), new Folder(context)];
    for (const [folder, texts] of [
      [hostile, hostileTexts],
      [harmless, harmlessTexts],
    ] as const) {
      folder.write("members.yaml", oneMember);
      folder.write("members.state.jsonl", stateOf(texts));
      const lines = folder.read("members.state.jsonl").trimEnd().split("\n");
      expect(lines.map(line => typeof JSON.parse(line))).toEqual(Array(texts.length * 3 + 1).fill("object"));
    }
    for (const line of ["state list", "state show p1@example.com", "validate", "plan", "state compact"])
      expectSameLines(await hostile.run(line), await harmless.run(line));
  });

  test("reports hostile commits and runs with the same elements and records", async context => {
    const [hostile, harmless] = [new Folder(context), new Folder(context)];
    for (const [folder, texts] of [
      [hostile, hostileTexts],
      [harmless, harmlessTexts],
    ] as const) {
      const people = texts
        .map((_, index) => `  - {email: p${index}@example.com, workspaces: [a]}\n`)
        .join("");
      folder.write("members.yaml", `organization: kwob3J\nworkspaces: {a: w0}\nmembers:\n${people}`);
      const workspaceIds = ["w0" as WorkspaceId];
      const events = texts.map((text, index): StateEvent => {
        const origin = { commit: text.slice(0, 100), run: text.slice(0, 500) };
        return { event: "adopted", at, email: `p${index}@example.com`, workspaceIds, ...origin };
      });
      folder.write("members.state.jsonl", header + events.map(formatEvent).join(""));
    }
    expectSamePage(await hostile.run("report"), await harmless.run("report"));
    const csv = "report --format csv";
    expectSameRecords(await hostile.run(csv), await harmless.run(csv));
  });

  test("rejects a hostile header, call, event, or line of the state file at its line", async context => {
    const folder = new Folder(context);
    folder.write("members.yaml", oneMember);
    const files = [
      (text: string) => JSON.stringify({ ...JSON.parse(header), organization: text }),
      (text: string) => header + JSON.stringify({ event: "outcome", at, call: text, result: "done" }),
      (text: string) => header + JSON.stringify({ event: text, at }),
      (text: string) => `${header}${text}\n${header}`,
    ];
    const texts = hostileTexts.filter(text => !/^[\w-]+$/.test(text) && text.trim() !== "");
    for (const [index, text] of texts.entries()) {
      folder.write("members.state.jsonl", `${files[index % files.length]?.(text)}\n`);
      const { exit, stdout, stderr } = await folder.run("plan");
      expect([text, exit, stdout]).toEqual([text, 1, ""]);
      expect(stderr).toMatch(/^members\.state\.jsonl:\d+:1 error: /);
      expect(stderr).not.toMatch(unseen);
    }
  });
});
