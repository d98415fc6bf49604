import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Sandbox } from "../src/sandbox/server.ts";
import { changesAt, startForTest } from "./support/call-sandbox.ts";
import { expectSameLines, Folder, harmlessTexts, hostileTexts, unseen } from "./support/hostile.ts";

const head = "organization: kwob3J\nworkspaces: {marketing: wLDNPp}\n";
const oneMember = `${head}members:\n  - {email: ada@example.com, workspaces: [marketing]}\n`;
/** The first one is sent what it asks for, since an apply stops where nobody is. */
const manyMembers = `${head}settings: {maxInvites: 1000, maxEmailsPerCall: 1}
members:
  - {email: ada@example.com, workspaces: [marketing]}
${hostileTexts.map((_, index) => `  - {email: p${index}@example.com, workspaces: [marketing]}\n`).join("")}`;

/** Texts with five payloads in each. */
function inFives(texts: readonly string[]): readonly string[] {
  const short = texts.map(text => text.slice(0, 80));
  return short.flatMap((_, index) => (index % 5 === 0 ? [short.slice(index, index + 5).join(" ")] : []));
}

function accessTo(sandbox: Sandbox): Readonly<Record<string, string>> {
  return { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key };
}

function refusal(text: string) {
  const body = JSON.stringify({ message: text, errorType: "VALIDATION" });
  return { kind: "answer", status: 400, body, effect: "none" } as const;
}

describe("what Tally says when it refuses", () => {
  test("is text in the log and one object a line in the record, and nobody else is asked for", async context => {
    const places = [hostileTexts, harmlessTexts].map(async texts => {
      const folder = new Folder(context);
      folder.write("members.yaml", manyMembers);
      const sandbox = await startForTest({ limit: 1_000_000 });
      for (const [index, text] of texts.entries())
        sandbox.fault({ method: "POST", nth: index + 2, fault: refusal(text) });
      const written = await folder.run("apply --yes", { env: accessTo(sandbox) });
      return { folder, sandbox, written };
    });
    const [hostile, harmless] = await Promise.all(places);
    if (!hostile || !harmless) throw new Error("there are two");
    expectSameLines(hostile.written, harmless.written);
    const asked = changesAt(hostile.sandbox).map(({ body }) => JSON.parse(body).emails);
    const wanted = ["ada@example.com", ...hostileTexts.map((_, index) => `p${index}@example.com`)];
    expect(asked.sort()).toEqual(wanted.sort());
    const lines = hostile.folder.read("members.state.jsonl").trimEnd().split("\n");
    expect(lines.filter(line => JSON.parse(line).result === "rejected")).toHaveLength(hostileTexts.length);
    for (const line of ["state list", "plan", "validate"])
      expectSameLines(await hostile.folder.run(line), await harmless.folder.run(line));
    const json = await hostile.folder.run("apply --yes --no-live --format json", {
      env: accessTo(hostile.sandbox),
    });
    expect(JSON.parse(json.stdout)).toBeTypeOf("object");
  });

  test("is one line when it lets nobody look", async context => {
    const folder = new Folder(context);
    folder.write("members.yaml", oneMember);
    const sandbox = await startForTest({ limit: 1_000_000 });
    for (const text of hostileTexts) {
      sandbox.fault({ path: /users\/me/, fault: refusal(text) });
      const { exit, stdout, stderr } = await folder.run("drift", { env: accessTo(sandbox) });
      expect([text, exit, stdout]).toEqual([text, 1, ""]);
      expect(stderr).toMatch(/^Error: [^\n]*\n$/);
      expect(stderr).not.toMatch(unseen);
    }
  });
});

describe("what the environment holds", () => {
  test.for(["TALLY_API_URL", "TALLY_API_KEY", "TALLY_API_VERSION"])(
    "%s is refused in one line where it is none",
    async (name, context) => {
      const folder = new Folder(context);
      folder.write("members.yaml", oneMember);
      const sandbox = await startForTest({ limit: 1_000_000 });
      const isOne = (text: string) =>
        name === "TALLY_API_URL"
          ? URL.canParse(text)
          : name === "TALLY_API_KEY"
            ? /^[!-~]+$/.test(text)
            : /^[\w.-]+$/.test(text);
      for (const text of hostileTexts.filter(other => !isOne(other))) {
        const { exit, stderr } = await folder.run("drift", { env: { ...accessTo(sandbox), [name]: text } });
        expect([text, exit]).toEqual([text, 1]);
        expect(stderr).toMatch(/^Error: [^\n]*\n$/);
        expect(stderr).not.toMatch(unseen);
      }
      expect(sandbox.requests).toEqual([]);
    },
  );

  test("a key of whatever can be seen is one header and never shown", async context => {
    const folder = new Folder(context);
    folder.write("members.yaml", oneMember);
    const sandbox = await startForTest({ limit: 1_000_000 });
    const asked = new Set<string>();
    for (const text of hostileTexts.filter(other => /^[!-~]{8,}$/.test(other))) {
      const before = sandbox.requests.length;
      const { exit, stdout, stderr } = await folder.run("drift", {
        env: { ...accessTo(sandbox), TALLY_API_KEY: text },
      });
      expect([text, exit]).toEqual([text, 1]);
      expect(stdout + stderr).not.toContain(text);
      // One in quotation marks, or far longer than a key, is refused before anything is asked.
      const [request] = sandbox.requests.slice(before);
      if (!request) continue;
      asked.add(text);
      expect(request).toMatchObject({ path: "/users/me", headers: { authorization: `Bearer ${text}` } });
    }
    expect(asked.size).toBeGreaterThan(20);
  });

  test("a commit and a run are recorded in one line of a file that reads again", async context => {
    const folder = new Folder(context);
    folder.write("members.yaml", oneMember);
    const sandbox = await startForTest({ limit: 1_000_000 });
    for (const text of [...inFives(hostileTexts), "a".repeat(5000)]) {
      rmSync(join(folder.path, "members.state.jsonl"), { force: true });
      const github = {
        GITHUB_SHA: text,
        GITHUB_SERVER_URL: text,
        GITHUB_REPOSITORY: text,
        GITHUB_RUN_ID: text,
      };
      const env = { ...accessTo(sandbox), GITHUB_ACTIONS: "true", ...github };
      expect([text, (await folder.run("apply --yes", { env })).exit]).toEqual([text, 0]);
      const { exit, stdout } = await folder.run("state show ada@example.com");
      expect([text, exit]).toEqual([text, 0]);
      expect(stdout).not.toMatch(unseen);
      for (const line of folder.read("members.state.jsonl").trimEnd().split("\n"))
        expect(JSON.parse(line)).toBeTypeOf("object");
    }
  });
});
