import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Sandbox } from "../src/sandbox/server.ts";
import { changeRequests, startForTest } from "./support/call-sandbox.ts";
import { expectSameLines, Folder, harmlessTexts, hostileTexts, unseen } from "./support/hostile.ts";

const head = "organization: kwob3J\nworkspaces: {marketing: wLDNPp}\n";
const oneMember = `${head}members:\n  - {email: ada@example.com, workspaces: [marketing]}\n`;
/** Tally accepts the first member, because an apply stops if it accepts nobody. */
const manyMembers = `${head}settings: {maxInvites: 1000, maxEmailsPerCall: 1}
members:
  - {email: ada@example.com, workspaces: [marketing]}
${hostileTexts.map((_, index) => `  - {email: p${index}@example.com, workspaces: [marketing]}\n`).join("")}`;

/** Returns texts that combine five payloads each. */
function inFives(texts: readonly string[]): readonly string[] {
  const short = texts.map(text => text.slice(0, 80));
  return short.flatMap((_, index) => (index % 5 === 0 ? [short.slice(index, index + 5).join(" ")] : []));
}

function accessTo(sandbox: Sandbox): Readonly<Record<string, string>> {
  return { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key };
}

function rejection(text: string) {
  const body = JSON.stringify({ message: text, errorType: "VALIDATION" });
  return { kind: "answer", status: 400, body, effect: "none" } as const;
}

describe("error messages from Tally", () => {
  test("escapes hostile error messages, records each on one line, and invites the rest", async context => {
    const runs = [hostileTexts, harmlessTexts].map(async texts => {
      const folder = new Folder(context);
      folder.write("members.yaml", manyMembers);
      const sandbox = await startForTest({ limit: 1_000_000 });
      for (const [index, text] of texts.entries())
        sandbox.fault({ method: "POST", nth: index + 2, fault: rejection(text) });
      const written = await folder.run("apply --yes", { env: accessTo(sandbox) });
      return { folder, sandbox, written };
    });
    const [hostile, harmless] = await Promise.all(runs);
    if (!hostile || !harmless) throw new Error("expected two runs");
    expectSameLines(hostile.written, harmless.written);
    const invited = changeRequests(hostile.sandbox).map(({ body }) => JSON.parse(body).emails);
    const expected = ["ada@example.com", ...hostileTexts.map((_, index) => `p${index}@example.com`)];
    expect(invited.sort()).toEqual(expected.sort());
    const lines = hostile.folder.read("members.state.jsonl").trimEnd().split("\n");
    expect(lines.filter(line => JSON.parse(line).result === "rejected")).toHaveLength(hostileTexts.length);
    for (const line of ["state list", "plan", "validate"])
      expectSameLines(await hostile.folder.run(line), await harmless.folder.run(line));
    const json = await hostile.folder.run("apply --yes --no-live --format json", {
      env: accessTo(hostile.sandbox),
    });
    expect(JSON.parse(json.stdout)).toBeTypeOf("object");
  });

  test("prints a hostile error message on one line if Tally rejects the check", async context => {
    const folder = new Folder(context);
    folder.write("members.yaml", oneMember);
    const sandbox = await startForTest({ limit: 1_000_000 });
    for (const text of hostileTexts) {
      sandbox.fault({ path: /users\/me/, fault: rejection(text) });
      const { exit, stdout, stderr } = await folder.run("drift", { env: accessTo(sandbox) });
      expect([text, exit, stdout]).toEqual([text, 1, ""]);
      expect(stderr).toMatch(/^Error: [^\n]*\n$/);
      expect(stderr).not.toMatch(unseen);
    }
  });
});

describe("environment variables", () => {
  test.for(["TALLY_API_URL", "TALLY_API_KEY", "TALLY_API_VERSION"])(
    "rejects an invalid %s in one line",
    async (name, context) => {
      const folder = new Folder(context);
      folder.write("members.yaml", oneMember);
      const sandbox = await startForTest({ limit: 1_000_000 });
      const isValid = (text: string) =>
        name === "TALLY_API_URL"
          ? URL.canParse(text)
          : name === "TALLY_API_KEY"
            ? /^[!-~]+$/.test(text)
            : /^[\w.-]+$/.test(text);
      for (const text of hostileTexts.filter(other => !isValid(other))) {
        const { exit, stderr } = await folder.run("drift", { env: { ...accessTo(sandbox), [name]: text } });
        expect([text, exit]).toEqual([text, 1]);
        expect(stderr).toMatch(/^Error: [^\n]*\n$/);
        expect(stderr).not.toMatch(unseen);
      }
      expect(sandbox.requests).toEqual([]);
    },
  );

  test("sends a printable API key in one header and never prints it", async context => {
    const folder = new Folder(context);
    folder.write("members.yaml", oneMember);
    const sandbox = await startForTest({ limit: 1_000_000 });
    const sentKeys = new Set<string>();
    for (const text of hostileTexts.filter(other => /^[!-~]{8,}$/.test(other))) {
      const before = sandbox.requests.length;
      const { exit, stdout, stderr } = await folder.run("drift", {
        env: { ...accessTo(sandbox), TALLY_API_KEY: text },
      });
      expect([text, exit]).toEqual([text, 1]);
      expect(stdout + stderr).not.toContain(text);
      // Rollcall rejects a quoted or very long key before it sends a request.
      const [request] = sandbox.requests.slice(before);
      if (!request) continue;
      sentKeys.add(text);
      expect(request).toMatchObject({ path: "/users/me", headers: { authorization: `Bearer ${text}` } });
    }
    expect(sentKeys.size).toBeGreaterThan(20);
  });

  test("records a hostile commit and run on one line that can be read back", async context => {
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
