import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, cpSync, openSync, readFileSync, readSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../src/sandbox/server.ts";
import { changeRequests } from "./support/call-sandbox.ts";
import { bundle, finished, manyMembers, TestFolder } from "./support/rollcall.ts";

let sandbox: Sandbox;
let workplace: TestFolder;
beforeEach(async () => {
  sandbox = await startSandbox();
  workplace = new TestFolder(sandbox);
});
afterEach(async () => {
  workplace.remove();
  await sandbox.close();
});

const members = `organization: kwob3J
workspaces:
  marketing: wLDNPp
  research: npe1DB
members:
  - email: ada@example.com
    workspaces: [marketing, research]
  - email: Grace@Example.com
    workspaces: [research]
`;

describe("the built program", () => {
  test("applies a plan of members.yaml, and then has nothing left to do", async () => {
    workplace.write("members.yaml", members);
    const validated = await workplace.run("validate");
    expect(validated).toEqual({
      exit: 0,
      stdout: "",
      stderr: "members.yaml: 2 members, no problems found.\n",
    });
    const planned = await workplace.run("plan --format json --out plan.json");
    expect([planned.exit, planned.stdout]).toEqual([0, workplace.read("plan.json")]);
    expect((await workplace.run("plan --detailed-exitcode")).exit).toBe(2);
    expect(sandbox.requests).toEqual([]);

    const applied = await workplace.run("apply plan.json --yes");
    expect([applied.exit, applied.stderr]).toEqual([0, ""]);
    expect(
      changeRequests(sandbox).map(({ method, path, body, headers }) => ({ method, path, body, headers })),
    ).toEqual(
      [
        { workspaceIds: ["npe1DB"], emails: "Grace@example.com" },
        { workspaceIds: ["npe1DB", "wLDNPp"], emails: "ada@example.com" },
      ].map(body => ({
        method: "POST",
        path: "/organizations/kwob3J/invites",
        body: JSON.stringify(body),
        headers: {
          authorization: `Bearer ${sandbox.key}`,
          "user-agent": "rollcall/0.1.0",
          "content-type": "application/json",
        },
      })),
    );
    expect((await workplace.run("plan --detailed-exitcode")).exit).toBe(0);
    expect(sandbox.organization.sentEmails.map(({ email }) => email)).toEqual([
      "Grace@example.com",
      "ada@example.com",
    ]);
  });

  test("sends a tally-version header if TALLY_API_VERSION is set", async () => {
    workplace.write("members.yaml", manyMembers(1));
    await workplace.run("apply --yes", { TALLY_API_VERSION: "2025-02-01" });
    expect(new Set(sandbox.requests.map(({ headers }) => headers["tally-version"]))).toEqual(
      new Set(["2025-02-01"]),
    );
  });

  test("plans in an empty environment, without an API key", async () => {
    const isolated = new TestFolder();
    isolated.write("members.yaml", members);
    const planned = await isolated.run("plan");
    expect([planned.exit, planned.stderr]).toEqual([0, ""]);
    isolated.remove();
  });

  test("masks the API key in everything it writes, even if Tally repeats it", async () => {
    workplace.write("members.yaml", members);
    sandbox.fault({
      method: "POST",
      fault: {
        kind: "answer",
        status: 400,
        body: JSON.stringify({ message: `bad ${sandbox.key}` }),
        effect: "none",
      },
    });
    sandbox.fault({
      method: "POST",
      nth: 2,
      fault: { kind: "answer", status: 403, body: `no ${sandbox.key}`, effect: "none" },
    });
    const applied = await workplace.run("apply --yes");
    expect(applied.stdout).toContain("Tally reported: bad ***");
    expect(applied.stdout).toContain("Tally reported: no ***");
    expect(`${applied.stdout}${applied.stderr}${workplace.read("members.state.jsonl")}`).not.toContain(
      sandbox.key,
    );
  });

  test("doesn't follow a redirect, which could send the API key elsewhere", async () => {
    const elsewhere = await startSandbox();
    workplace.write("members.yaml", members);
    const headers = { location: `${elsewhere.url}/organizations/kwob3J/invites` };
    sandbox.fault({
      method: "POST",
      times: 2,
      fault: { kind: "answer", status: 307, headers, effect: "none" },
    });
    // An apply that checks Tally first, and one that doesn't.
    expect((await workplace.run("apply --yes")).exit).toBe(1);
    expect((await workplace.run("apply --yes --no-live")).exit).toBe(1);
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  test("exits without an error if its output is never read", async () => {
    workplace.write("members.yaml", manyMembers(5000));
    const child = workplace.start(["plan"]);
    child.stdout?.destroy();
    expect(await finished(child)).toMatchObject({ exit: 0, stderr: "" });
  });
});

describe("rollcall demo and rollcall sandbox", () => {
  test("runs the demo from a copy of dist without installed packages", async () => {
    const bare = new TestFolder();
    cpSync(join(bundle, ".."), join(bare.folder, "dist"), { recursive: true });
    bare.write("package.json", '{ "type": "module" }');
    const { exit, stdout, stderr } = await finished(
      spawn(process.execPath, ["dist/rollcall.js", "demo"], { cwd: bare.folder, env: {} }),
    );
    bare.remove();
    expect([exit, stderr]).toEqual([0, ""]);
    const commands = stdout.split("\n").filter(line => line.startsWith("$ "));
    expect(commands).toEqual([
      "$ rollcall validate",
      "$ rollcall plan",
      "$ rollcall apply --yes",
      "$ rollcall plan",
      "$ rollcall plan --out plan.json",
      "$ rollcall apply plan.json --yes",
      "$ rollcall plan",
    ]);
    expect(stdout).toContain("Apply complete: 2 invited, 0 canceled, 0 removed.");
    expect(stdout).toContain("members.yaml:15:12 error: ada@example.com is listed twice");
  });

  test("serves a sandbox at the URL it prints for a shell, and exits when stopped", async () => {
    const child = workplace.start(["sandbox"]);
    const exited = finished(child);
    let printed = "";
    await new Promise<void>(resolve =>
      child.stdout?.on("data", chunk => {
        printed += chunk;
        if (/^export \w*KEY=.*\n/m.test(printed)) resolve();
      }),
    );
    const env = Object.fromEntries(
      [...printed.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    workplace.write("members.yaml", members);
    const applied = await workplace.run("apply --yes", env);
    expect(applied.exit).toBe(0);
    expect(sandbox.requests).toEqual([]);
    child.kill("SIGTERM");
    expect((await exited).exit).toBe(0);
  });
});

test("explains how to fix a sandbox port that is in use", async () => {
  const { port } = new URL(sandbox.url);
  const { exit, stdout, stderr } = await workplace.run(`sandbox --port ${port}`);
  expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
  expect(stderr).toMatch(
    /^Error: address already in use \S+ \(EADDRINUSE\)\..* Use another port, and run the command again\.\n$/,
  );
});

function start(args: readonly string[], stdout: "pipe" | number) {
  const env = { PATH: process.env["PATH"], TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key };
  const stdio: ("ignore" | "pipe" | number)[] = ["ignore", stdout, "pipe"];
  const child = spawn(process.execPath, [bundle, ...args], { cwd: workplace.folder, env, stdio });
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return { child, stderr: () => stderr };
}

describe("standard output", () => {
  test("writes its complete output to a slow reader of a non-blocking pipe", async () => {
    workplace.write("members.yaml", manyMembers(20_000));
    const pipe = join(workplace.folder, "pipe");
    expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
    const end = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    // Node makes the first three streams of a child process blocking. A stream that a shell passes on stays non-blocking.
    const stdio: ("ignore" | number)[] = ["ignore", "ignore", "ignore", end];
    const command = `exec "$0" "$1" plan >&3`;
    const child = spawn("sh", ["-c", command, process.execPath, bundle], { cwd: workplace.folder, stdio });
    const closed = once(child, "close");
    let shown = "";
    const buffer = Buffer.alloc(20_000);
    const read = () => {
      try {
        shown += buffer.subarray(0, readSync(end, buffer)).toString();
      } catch (error) {
        expect((error as NodeJS.ErrnoException).code).toBe("EAGAIN");
      }
    };
    const reading = setInterval(read, 5);
    expect(await closed).toEqual([0, null]);
    clearInterval(reading);
    for (let before = -1; before < shown.length; ) {
      before = shown.length;
      read();
    }
    closeSync(end);
    expect(shown).toContain("person19999@example.com");
    expect(shown).toMatch(/^Plan: 20,000 to invite, 0 to cancel, 0 to remove\..*unchanged\.\n$/ms);
  });

  test("exits without an error if the reader closes the output early", async () => {
    workplace.write("members.yaml", manyMembers(20_000));
    const { child, stderr } = start(["plan"], "pipe");
    child.stdout?.once("data", () => child.stdout?.destroy());
    expect(await once(child, "close")).toEqual([0, null]);
    expect(stderr()).toBe("");
  });

  test("reports a full output device in every command", async () => {
    workplace.write("members.yaml", members);
    for (const line of ["plan", "plan --format json", "fmt --check", "completion bash", "--version"]) {
      const full = openSync("/dev/full", "w");
      const { child, stderr } = start(line.split(" "), full);
      closeSync(full);
      expect([line, await once(child, "close")]).toEqual([line, [1, null]]);
      expect(stderr()).toBe(
        "Error: Couldn't write the result to standard output: no space left on device (ENOSPC).\n",
      );
    }
  });

  test("records all calls even if it can't write its output", async () => {
    workplace.write("members.yaml", manyMembers(2));
    const readOnly = openSync(join(workplace.folder, "members.yaml"), "r");
    const { child, stderr } = start(["apply", "--yes", "--quiet"], readOnly);
    closeSync(readOnly);
    expect(await once(child, "close")).toEqual([1, null]);
    expect(stderr()).toBe(
      "Error: Couldn't write the result to standard output: bad file descriptor (EBADF).\n",
    );
    const lines = readFileSync(join(workplace.folder, "members.state.jsonl"), "utf8").trim().split("\n");
    expect(lines.slice(1).map(line => JSON.parse(line).event)).toEqual([
      "intent",
      "outcome",
      "intent",
      "outcome",
    ]);
  });

  test("reports that its working folder was removed", () => {
    const script = `mkdir removed && cd removed && rmdir ../removed && exec "$0" "$1" plan`;
    const { status, stderr } = spawnSync("sh", ["-c", script, process.execPath, bundle], {
      cwd: workplace.folder,
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([
      1,
      "Error: the current folder: it was removed (ENOENT). Everything recorded so far is saved. Check that it exists, and run the command again.\n",
    ]);
  });

  test.for(["/dev/null", "members.yaml"])(
    "fails if it can't write its output, regardless of the plan: %s",
    async path => {
      workplace.write("members.yaml", manyMembers(2));
      const readOnly = openSync(resolve(workplace.folder, path), "r");
      const { child, stderr } = start(["plan", "--detailed-exitcode"], readOnly);
      closeSync(readOnly);
      expect(await once(child, "close")).toEqual([1, null]);
      expect(stderr()).toBe(
        "Error: Couldn't write the result to standard output: bad file descriptor (EBADF).\n",
      );
    },
  );
});
