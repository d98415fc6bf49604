import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type Sandbox, startSandbox } from "../src/sandbox/server.ts";
import { startRepository } from "./support/access-repository.ts";
import { commandTime, runIn } from "./support/io.ts";
import { filesUnder, leaksOf } from "./support/leaks.ts";
import { manyMembers } from "./support/rollcall.ts";

const key = "tly-zQ8/wK+v7Xm4=JtR2";
let sandbox: Sandbox;
let folder: string;
beforeEach(async () => {
  sandbox = await startSandbox({ now: commandTime, key });
  folder = mkdtempSync(join(tmpdir(), "rollcall-secrets-"));
  writeFileSync(join(folder, "members.yaml"), manyMembers(2));
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const env = (more: Readonly<Record<string, string>> = {}) => ({
  TALLY_API_URL: sandbox.url,
  TALLY_API_KEY: key,
  ...more,
});

describe("the API key", () => {
  test("finds the API key in every form with the search that each scenario runs", () => {
    const base64 = Buffer.from(`user:${key}`).toString("base64");
    const texts = [key, encodeURIComponent(key), Buffer.from(key).toString("base64"), base64].map(
      (text, index) => [String(index), `before ${text} after`] as const,
    );
    expect(leaksOf(key, [...texts, ["mask", `::add-mask::${key}\n`]])).toEqual(["0", "1", "2", "3"]);
  });

  test.each([
    ["verbatim", (text: string) => text],
    ["URL-encoded", encodeURIComponent],
    [
      "URL-encoded in lowercase",
      (text: string) => encodeURIComponent(text).replace(/%../g, code => code.toLowerCase()),
    ],
  ])("masks the API key if Tally returns it %s", async (_, form) => {
    const body = JSON.stringify({ message: `no such key: ${form(key)}`, errorType: `KEY ${form(key)}` });
    for (const method of ["GET", "POST"]) {
      sandbox.fault({ method, times: 9, fault: { kind: "answer", status: 409, body, effect: "none" } });
      const applied = await runIn(folder, "apply --yes", { env: env() });
      expect(`${applied.stdout}${applied.stderr}`).toContain("no such key: ***");
      const drift = await runIn(folder, "drift", { env: env() });
      expect(leaksOf(key, Object.entries({ ...applied, ...drift, exit: "" }))).toEqual([]);
    }
    expect(leaksOf(key, filesUnder(folder))).toEqual([]);
  });

  test("doesn't send the API key to the target of a redirect", async () => {
    const requests: string[] = [];
    const elsewhere = createServer((request, response) => {
      requests.push(`${request.url} ${JSON.stringify(request.headers)}`);
      response.end("[]");
    });
    await new Promise<void>(resolve => elsewhere.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void elsewhere.close());
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/users/me?key=`;
    for (const status of [301, 302, 303, 307, 308]) {
      sandbox.fault({ fault: { kind: "answer", status, headers: { location }, effect: "none" } });
      await runIn(folder, "apply --yes", { env: env() });
      sandbox.fault({
        method: "POST",
        fault: { kind: "answer", status, headers: { location }, effect: "none" },
      });
      await runIn(folder, "apply --yes --no-live", { env: env() });
    }
    expect(requests).toEqual([]);
  });

  test("masks the API key in a quoted line of a file and in a rejected setting", async () => {
    writeFileSync(join(folder, "members.yaml"), `organization: kwob3J\nTALLY_API_KEY=${key}: {}\n`);
    for (const [line, more] of [
      ["validate", {}],
      ["validate --format sarif", {}],
      ["validate --format github", {}],
      ["apply --yes", { TALLY_API_VERSION: key }],
      ["apply --yes", { TALLY_API_URL: `http://tally.example/${key}` }],
    ] as const) {
      if (line.startsWith("apply")) writeFileSync(join(folder, "members.yaml"), manyMembers(2));
      const { exit, stdout, stderr } = await runIn(folder, line, { env: env(more) });
      expect([line, exit, `${stdout}${stderr}`]).toEqual([line, 1, expect.stringContaining("***")]);
      expect(leaksOf(key, Object.entries({ stdout, stderr }))).toEqual([]);
    }
  });

  test("masks the API key in an unexpected error of Rollcall", async () => {
    const files = <Files>(real: Files): Files => ({
      ...real,
      read: async () => {
        throw new Error(`cannot ask https://tally.example/?key=${encodeURIComponent(key)} with ${key}`);
      },
    });
    const { exit, stderr } = await runIn(folder, "plan", { env: env(), files });
    expect(exit).toBe(1);
    expect(stderr).toContain("This is a bug in Rollcall");
    expect(stderr).toContain("/?key=*** with ***");
    expect(leaksOf(key, [["stderr", stderr]])).toEqual([]);
  });

  test.each([
    [`${key}\n`, "starts or ends with whitespace"],
    [` ${key}`, "starts or ends with whitespace"],
    [`"${key}"`, "quotation marks around"],
    [`Bearer ${key}`, "starts with Bearer"],
    [`${key} ${key}`, "whitespace, control characters, or non-ASCII characters"],
    [`tly-\u0007${key}`, "whitespace, control characters, or non-ASCII characters"],
    [`tly-é${key}`, "whitespace, control characters, or non-ASCII characters"],
    [key.repeat(500), "much longer than an API key"],
  ])("rejects an invalid API key without showing it: case %#", async (given, reason) => {
    const { exit, stdout, stderr } = await runIn(folder, "apply --yes", {
      env: env({ TALLY_API_KEY: given }),
    });
    expect([exit, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`Error: TALLY_API_KEY `);
    expect(stderr).toContain(reason);
    expect(leaksOf(key, [["stderr", stderr]])).toEqual([]);
    expect(sandbox.requests).toEqual([]);
  });
});

describe("the password of a proxy", () => {
  const password = "p@ss/w+rd:9";
  const variable = { HTTPS_PROXY: `http://ada:${encodeURIComponent(password)}@127.0.0.1:9` };

  test("masks a proxy password in the output of a command", async () => {
    const body = JSON.stringify({ message: `${password}, ${encodeURIComponent(password)}` });
    sandbox.fault({
      method: "GET",
      times: 9,
      fault: { kind: "answer", status: 409, body, effect: "none" },
    });
    const { stderr } = await runIn(folder, "drift", { env: env(variable) });
    expect(stderr).toContain("***, ***");
  });

  test("masks a proxy password in the logs of GitHub Actions", async context => {
    const repository = await startRepository(
      context,
      { "members.yaml": manyMembers(1) },
      {},
      { isBuilt: true },
    );
    const { stdout } = await repository.drift({ env: variable });
    expect(stdout).toContain(`::add-mask::${password}\n`);
  });
});

describe("the GitHub token", () => {
  test("masks the GitHub token in all output if GitHub returns it", async context => {
    const repository = await startRepository(
      context,
      { "members.yaml": manyMembers(1) },
      {},
      { isBuilt: true },
    );
    const pull = await repository.propose({ "members.yaml": manyMembers(2) });
    const { hub } = repository;
    hub.fail({ method: "GET", path: /git\/commits/, status: 422, body: { message: `no: ${hub.token}` } });
    const { exit, stdout, stderr, summary, outputs } = await repository.plan(pull);
    expect([exit, summary]).toEqual([1, expect.stringContaining("422")]);
    const shown = { stdout, stderr, summary, outputs: JSON.stringify(outputs) };
    expect(leaksOf(hub.token, Object.entries(shown))).toEqual([]);
  });
});
