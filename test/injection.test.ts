import { describe, expect, type TestContext, test } from "vitest";
import type { Report } from "../src/core/report/model.ts";
import { formatEvent, formatHeader } from "../src/core/state/events.ts";
import { unprotectFormulas } from "../src/core/text/formulas.ts";
import type { Email } from "../src/core/values/address.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { escapeTerminal } from "../src/render/text/escape.ts";
import type { OrganizationSeed } from "../src/sandbox/organization/seed.ts";
import { changeRequests, startForTest } from "./support/call-sandbox.ts";
import {
  expectSameLines,
  expectSamePage,
  expectSameRecords,
  Folder,
  harmlessTexts,
  hostileTexts,
  quoted,
  unseen,
} from "./support/hostile.ts";
import type { Written } from "./support/io.ts";
import { payloads } from "./support/payloads.ts";

test("has more than 120 payloads, and no payload twice", () => {
  expect(payloads.length).toBeGreaterThan(120);
  expect(hostileTexts).toHaveLength(payloads.length);
});

/** The valid names of workspaces and groups (schemas/members.schema.json). */
const validName = /^(?!\s)[^\p{Cc}]{1,100}(?<!\s)$/u;

/**
 * Returns a file with one member for each text. The text is their name and their note, and also the name of their group and
 * workspace if it is valid as one.
 */
function membersFile(texts: readonly string[]): string {
  const names = texts.map((text, index) => (validName.test(text) ? text : `name ${index}`));
  const members = texts.map(
    (text, index) =>
      `  - {email: p${index}@example.com, name: ${quoted(text.slice(0, 200))}, note: ${quoted(text.slice(0, 1000))}, groups: [${quoted(names[index] ?? "")}]}\n`,
  );
  return [
    "organization: kwob3J\nsettings: {maxInvites: 1000}\nworkspaces:\n",
    ...names.map((name, index) => `  ${quoted(name)}: w${index}\n`),
    "groups:\n",
    ...names.map(name => `  ${quoted(name)}: [${quoted(name)}]\n`),
    "members:\n",
    ...members,
  ].join("");
}

const seed: OrganizationSeed = {
  organization: "kwob3J",
  owner: { email: "owner@example.com" },
  workspaces: hostileTexts.map((_, index) => ({ id: `w${index}`, name: "" })),
};

/** Creates a folder whose members.yaml contains every payload, and one with harmless texts in their place. */
function foldersFor(context: TestContext): readonly [hostile: Folder, harmless: Folder] {
  const [hostile, harmless] = [new Folder(context), new Folder(context)];
  hostile.write("members.yaml", membersFile(hostileTexts));
  harmless.write("members.yaml", membersFile(harmlessTexts));
  return [hostile, harmless];
}

/** Starts a sandbox whose rate limit no test reaches, and returns it with the environment variables to use it. */
async function tallyFor(seed: OrganizationSeed) {
  const sandbox = await startForTest({ seed, limit: 1_000_000 });
  return { sandbox, env: { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key } };
}

describe("hostile texts in members.yaml", () => {
  test("validates hostile names and notes like harmless ones, in every format", async context => {
    const [hostile, harmless] = foldersFor(context);
    for (const format of ["text", "json", "github", "sarif"]) {
      const line = `validate --format ${format}`;
      const [ours, plain] = [await hostile.run(line), await harmless.run(line)];
      expectSameLines(ours, plain);
      expect(ours).toEqual(plain);
    }
  });

  test("plans for hostile names and notes as for harmless ones, in every format", async context => {
    const [hostile, harmless] = foldersFor(context);
    expectSameLines(await hostile.run("plan"), await harmless.run("plan"));
    const [markdown, json] = ["plan --format markdown", "plan --format json"];
    expectSamePage(await hostile.run(markdown), await harmless.run(markdown));
    const [ours, plain] = [await hostile.run(json), await harmless.run(json)];
    const { basis: _, ...plan } = JSON.parse(ours.stdout);
    expect(plan).toEqual((({ basis: __, ...other }) => other)(JSON.parse(plain.stdout)));
  });

  test("prints an edited line with every payload as one line", async context => {
    const [hostile, harmless] = foldersFor(context);
    for (const folder of [hostile, harmless]) {
      const [head = "", ...members] = folder.read("members.yaml").split(/members:\n {2}- |^ {2}- /m);
      folder.write("members.yaml", `${head}members: [${members.map(one => one.trim()).join(", ")}]\n`);
    }
    for (const line of ["add z@example.com --workspace w1", "remove p0@example.com"]) {
      const [ours, plain] = [await hostile.run(line), await harmless.run(line)];
      expect(ours.stderr).toBe("Nothing was sent. To preview the changes, run rollcall plan.\n");
      expectSameLines(ours, plain);
    }
  });

  test("sends only addresses and workspaces in an apply, and records one object per line", async context => {
    const [hostile, harmless] = foldersFor(context);
    const written: Written[] = [];
    for (const folder of [hostile, harmless]) {
      const { sandbox, env } = await tallyFor(seed);
      written.push(await folder.run("apply --yes", { env }));
      const expected = hostileTexts.map((_, index) => [[`w${index}`], [`p${index}@example.com`]]);
      const sent = changeRequests(sandbox).map(({ method, path, body }) => {
        expect([method, path]).toEqual(["POST", "/organizations/kwob3J/invites"]);
        const { workspaceIds, emails, ...more } = JSON.parse(body);
        expect(more).toEqual({});
        return [workspaceIds, emails.split(/[,;\s]/)];
      });
      expect(sent.sort()).toEqual(expected.sort());
      for (const line of folder.read("members.state.jsonl").trimEnd().split("\n"))
        expect(JSON.parse(line)).toBeTypeOf("object");
    }
    expectSameLines(written[0] as Written, written[1] as Written);
    for (const line of ["state list", "state show p1@example.com", "apply --yes --no-live --format text"])
      expectSameLines(await hostile.run(line), await harmless.run(line));
  });
});

describe("hostile texts in a report", () => {
  test("reports hostile texts inertly in Markdown and CSV, and exactly in JSON", async context => {
    const [hostile, harmless] = foldersFor(context);
    for (const folder of [hostile, harmless])
      folder.write("members.state.jsonl", formatHeader("kwob3J", "lineage"));
    expectSamePage(await hostile.run("report"), await harmless.run("report"));
    const [csv, json] = ["report --format csv", "report --format json"];
    const records = expectSameRecords(await hostile.run(csv), await harmless.run(csv));
    const { members, workspaces } = JSON.parse((await hostile.run(json)).stdout) as Report;
    const people = new Map(members.map(({ email, name, note, groups }) => [email, { name, note, groups }]));
    const cells = new Map(records.map(([email, name]) => [email, unprotectFormulas(name ?? "")]));
    for (const [index, text] of hostileTexts.entries()) {
      const named = validName.test(text) ? text : `name ${index}`;
      const email = `p${index}@example.com` as Email;
      expect(people.get(email)).toEqual({
        name: text.slice(0, 200),
        note: text.slice(0, 1000),
        groups: [named],
      });
      expect(workspaces.find(({ id }) => id === `w${index}`)?.name).toBe(named);
      expect(cells.get(email)).toBe(escapeTerminal(text.slice(0, 200)));
    }
  });
});

describe("hostile command-line arguments", () => {
  /** Texts without spaces, because tests split a command line at spaces. */
  const words = hostileTexts.filter(text => text !== "" && !text.includes(" "));

  test("forgets a workspace with a hostile name and prints it on one line", async context => {
    const folder = new Folder(context);
    const names = words.filter(text => validName.test(text));
    const declared = names.map((name, index) => `  ${quoted(name)}: w${index}\n`).join("");
    folder.write("members.yaml", `organization: kwob3J\nworkspaces:\n${declared}members: []\n`);
    const grants = { email: "ada@example.com", workspaceIds: ["w0" as WorkspaceId] };
    const event = formatEvent({ event: "adopted", at: "2026-11-20T10:00:00.000Z", ...grants });
    for (const name of names) {
      folder.write("members.state.jsonl", formatHeader("kwob3J", "lineage") + event);
      const { exit, stdout } = await folder.run(`state forget ada@example.com --workspace=${name}`);
      expect([name, exit]).toEqual([name, 0]);
      expect(stdout).toMatch(/^Forgot [^\n]*\n$/);
      expect(stdout).not.toMatch(unseen);
    }
  });

  test("rejects hostile commands and option values without printing invisible characters", async context => {
    const folder = new Folder(context);
    for (const word of words.filter(text => !text.startsWith("-")))
      for (const line of [
        word,
        `validate --format=${word}`,
        `plan --timeout=${word}`,
        `state show ${word}`,
      ]) {
        const { exit, stdout, stderr } = await folder.run(line);
        expect([line, exit, stdout]).toEqual([line, 1, ""]);
        expect(stderr).not.toMatch(unseen);
      }
  });

  test("rejects hostile options of init in one line", async context => {
    const folder = new Folder(context);
    const given = ["--organization=kwob3J", "--workspace=a=b"];
    for (const word of words)
      for (const [index, line] of [
        `init --organization=${word}`,
        `init ${given.join(" ")} --owner=${word}!`,
        `init ${given.join(" ")} --action=${word}!`,
        `init ${given.join(" ")} --config=/${word}`,
        `init ${given[0]} --workspace=${word}!`,
      ].entries()) {
        const { exit, stdout, stderr } = await folder.run(line);
        expect([index, word, exit, stdout]).toEqual([index, word, 1, ""]);
        expect(stderr).toMatch(/^Error: [^\n]*\n$/);
        expect(stderr).not.toMatch(unseen);
      }
  });
});
