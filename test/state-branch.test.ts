import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Plan } from "../src/core/plan/model.ts";
import { formatEvent, formatHeader, type StateEvent } from "../src/core/state/events.ts";
import { readState } from "../src/core/state/read-state.ts";
import { isBranchName } from "../src/core/values/branch-name.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { nodeFiles } from "../src/io/files/node-files.ts";
import type { BranchReadResult, Io, PutResult, StateBranch } from "../src/io/io.ts";
import { BranchStore } from "../src/reconcile/stores/branch.ts";
import { renderCommitMessage } from "../src/render/state/commit-message.ts";
import { type Sandbox, startSandbox } from "../src/sandbox/server.ts";
import { after } from "./support/clock.ts";
import { commandTime, runIn, type Written } from "./support/io.ts";
import { bundle, type Finished, finished, manyMembers } from "./support/rollcall.ts";

const branch = "members-state";
const stateFile = "members.state.jsonl";
const on = `--state-branch ${branch}`;
const apply = `apply --yes --no-live ${on}`;

let sandbox: Sandbox;
/** The requests that change something. */
const calls = () => sandbox.requests.filter(({ method }) => method !== "GET");
/** The folder of the bare repository and its clones. */
let root: string;
let env: Record<string, string>;

beforeAll(() => {
  try {
    execFileSync("git", ["--version"]);
  } catch {
    throw new Error("These tests need git on the PATH.");
  }
});
beforeEach(async () => {
  sandbox = await startSandbox({ now: commandTime, limit: 10_000 });
  env = { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key };
  root = mkdtempSync(join(tmpdir(), "rollcall-test-"));
  git(root, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await sandbox.close();
  rmSync(root, { recursive: true, force: true });
});

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

const origin = () => join(root, "origin.git");

/** Creates a clone with a configured committer. */
function cloneAs(name: string, ...options: readonly string[]): string {
  git(root, "clone", "--quiet", ...options, `file://${encodeURI(origin())}`, name);
  const folder = join(root, name);
  git(folder, "config", "user.name", "Ada");
  git(folder, "config", "user.email", "ada@example.com");
  return folder;
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** Creates the first clone and pushes a members.yaml. */
function begin(people: number, file = "members.yaml"): string {
  const folder = cloneAs("laptop");
  write(folder, file, manyMembers(people));
  git(folder, "checkout", "--quiet", "-B", "main");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "-m", "Members");
  git(folder, "push", "--quiet", "origin", "main");
  return folder;
}

const run = (folder: string, line: string): Promise<Written> => runIn(folder, line, { env });
/** Runs a command line half an hour later, when no earlier call can still be delivered. */
const runLater = (folder: string, line: string): Promise<Written> =>
  runIn(folder, line, { env, now: Date.parse("2026-11-23T12:30:00Z") });
const planIn = async (folder: string): Promise<Plan> =>
  JSON.parse((await run(folder, `plan --format json ${on}`)).stdout) as Plan;

const start = (folder: string, line: string, more: Record<string, string> = {}): ChildProcess =>
  spawn(process.execPath, [bundle, ...line.split(" ")], {
    cwd: folder,
    env: { ...process.env, ...env, ...more },
    detached: true,
  });

/** Returns the events on the branch at origin. Throws if the state file there is invalid. */
function eventsAtOrigin(path = stateFile): readonly StateEvent[] {
  const reading = readState(path, git(origin(), "show", `${branch}:${path}`), "kwob3J");
  if (!reading.ok) throw new Error(`the state file is invalid: ${JSON.stringify(reading.problem)}`);
  return reading.value.events;
}
const kindsAtOrigin = () => eventsAtOrigin().map(({ event }) => event);
const refsAtOrigin = () => git(origin(), "for-each-ref", "--format=%(refname)").trim().split("\n");
const addressesSent = () =>
  calls()
    .map(({ body }) => (JSON.parse(body) as { emails: string }).emails)
    .toSorted();
const person = (index: number) => `person${index}@example.com`;

function hook(name: string, script: string, repository = origin()): void {
  const path = join(repository, "hooks", name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

/** Commits a change to the state branch from a separate clone and pushes it. */
function commitToBranch(name: string, path: string, change: (text: string) => string | undefined): void {
  const folder = cloneAs(name, `--branch=${branch}`);
  const before = existsSync(join(folder, path)) ? readFileSync(join(folder, path), "utf8") : "";
  const after = change(before);
  if (after === undefined) rmSync(join(folder, path));
  else write(folder, path, after);
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "-m", "By hand");
  git(folder, "push", "--quiet");
}

async function untilRequests(count: number): Promise<void> {
  while (calls().length < count) await sleep(5);
}

/** Runs an apply, and holds back its first call to Tally until `meanwhile` has finished. */
async function applyWhile(folder: string, meanwhile: () => unknown): Promise<Written> {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  let arrive = () => {};
  const arrived = new Promise<void>(resolve => {
    arrive = resolve;
  });
  const gate = createServer(socket => {
    const held = new Transform({
      transform: (chunk: Buffer, _, done) => {
        const isCall = chunk.toString("latin1").startsWith("POST");
        if (isCall) arrive();
        void (isCall ? opened : Promise.resolve()).then(() => done(null, chunk));
      },
    });
    const tally = connect(Number(new URL(sandbox.url).port), "127.0.0.1");
    socket.pipe(held).pipe(tally).pipe(socket);
  });
  gate.listen(0, "127.0.0.1").unref();
  await once(gate, "listening");
  const { port } = gate.address() as AddressInfo;
  const around = { env: { ...env, TALLY_API_URL: `http://127.0.0.1:${port}` } };
  const applying = runIn(folder, apply, around);
  await arrived;
  await meanwhile();
  open();
  return applying;
}

describe("a state branch", () => {
  test("stops if main has the state file, until the file is moved as documented", async () => {
    const folder = begin(2);
    expect(await run(folder, "apply --yes --no-live")).toMatchObject({ exit: 0 });
    git(folder, "add", stateFile);
    git(folder, "commit", "--quiet", "-m", "State");
    git(folder, "push", "--quiet", "origin", "main");
    for (const line of [`plan ${on}`, `apply --yes --no-live ${on}`]) {
      const { exit, stderr } = await run(folder, line);
      expect(exit).toBe(1);
      expect(stderr).toContain(`${branch}:${stateFile} doesn't exist, but main:${stateFile} has the state`);
    }
    const recipes = readFileSync(join(import.meta.dirname, "..", "docs/recipes.md"), "utf8");
    const [, script = ""] = /```sh\n((?:(?!```)[\s\S])*Move the state[\s\S]*?)```/.exec(recipes) ?? [];
    execFileSync("sh", ["-e", "-c", script], { cwd: folder, stdio: "pipe" });
    expect(await planIn(folder)).toMatchObject({ summary: { people: 0, unchanged: 2 } });
    expect(await run(folder, `apply --yes --no-live ${on}`)).toMatchObject({ exit: 0, stderr: "" });
    expect(calls()).toHaveLength(2);
  });

  test.for([
    ["a symbolic link", `120000 ${stateFile}`, `${stateFile} is a symbolic link to old/state.jsonl;`],
    ["a folder", `100644 ${stateFile}/one`, `${stateFile} is a folder, but`],
    ["a submodule", `160000 ${stateFile}`, `${stateFile} is a git submodule;`],
    ["in a folder that is a symbolic link", "120000 access", "access is a symbolic link to old/state.jsonl;"],
  ] as const)("rejects a state file that is %s", async ([, entry, sentence]) => {
    const folder = begin(1);
    const path = entry.includes("access") ? `access/${stateFile}` : stateFile;
    const [mode = "", name = ""] = entry.split(" ");
    const writer = cloneAs("writer");
    write(writer, "target", "old/state.jsonl");
    const id =
      mode === "160000" ? "0".repeat(39).concat("1") : git(writer, "hash-object", "-w", "target").trim();
    git(writer, "checkout", "--quiet", "--orphan", branch);
    git(writer, "read-tree", "--empty");
    git(writer, "update-index", "--add", "--cacheinfo", `${mode},${id},${name}`);
    git(writer, "commit", "--quiet", "-m", "State");
    git(writer, "push", "--quiet", "origin", branch);
    for (const command of ["plan", "apply --yes --no-live"]) {
      const { exit, stderr } = await run(folder, `${command} ${on} --state ${path}`);
      expect([exit, stderr]).toEqual([
        1,
        expect.stringContaining(`Error: Couldn't read the state file: ${sentence}`),
      ]);
    }
    expect(sandbox.requests).toEqual([]);
  });

  test("plans with an empty state if the branch is missing, and doesn't create it", async () => {
    const laptop = begin(2);
    const planned = await run(laptop, `plan ${on}`);
    expect([planned.exit, planned.stderr]).toEqual([0, ""]);
    expect(planned.stdout).toContain("person0@example.com");
    expect(await run(laptop, `report ${on}`)).toMatchObject({ exit: 1, stdout: "" });
    expect(refsAtOrigin()).toEqual(["refs/heads/main"]);
  });

  test("creates a branch with only the state file, and leaves the clone unchanged", async () => {
    const laptop = begin(2);
    write(laptop, "members.yaml", `${manyMembers(2)}# not committed\n`);
    write(laptop, "staged.txt", "staged\n");
    git(laptop, "add", "staged.txt");
    const snapshot = () => [
      readFileSync(join(laptop, ".git", "index")).toString("hex"),
      git(laptop, "status", "--porcelain=v2", "--branch"),
      git(laptop, "symbolic-ref", "HEAD"),
      git(laptop, "branch", "--list"),
      git(laptop, "ls-files", "--others"),
    ];
    snapshot();
    const before = snapshot();
    const applied = await run(laptop, apply);
    expect([applied.exit, applied.stderr]).toEqual([0, ""]);
    expect(snapshot()).toEqual(before);
    expect(refsAtOrigin()).toEqual(["refs/heads/main", `refs/heads/${branch}`, `refs/rollcall/${branch}`]);
    expect(git(origin(), "ls-tree", "-r", "--name-only", branch)).toBe(`${stateFile}\n`);
    expect(kindsAtOrigin()).toEqual(["intent", "intent", "outcome", "outcome"]);
    expect(git(origin(), "log", "--format=%s", branch)).toBe(
      "Record results of 2 calls\nRecord 2 calls to send\n",
    );
  });

  test.for([
    ["next to members.yaml", "teams", "members.yaml", "", "teams/members.state.jsonl"],
    ["named by --state", "teams", "members.yaml", " --state ../kept/state.jsonl", "kept/state.jsonl"],
    [
      "next to the file of --config",
      ".",
      "teams/members.yaml",
      " --config teams/members.yaml",
      "teams/members.state.jsonl",
    ],
    [
      "in a folder with spaces and accents",
      "Équipe à nous",
      "members.yaml",
      "",
      `Équipe à nous/${stateFile}`,
    ],
  ] as const)(
    "keeps a state file %s at its path in the repository",
    async ([, folder, file, options, path]) => {
      const laptop = begin(1, join(folder, file));
      const inside = join(laptop, folder);
      expect(await run(inside, apply + options)).toMatchObject({ exit: 0, stderr: "" });
      expect(git(origin(), "ls-tree", "-rz", "--name-only", branch)).toBe(`${path}\0`);
      const planned = await run(inside, `plan --detailed-exitcode ${on}${options}`);
      expect(planned).toMatchObject({ exit: 0, stderr: "" });
    },
  );

  test("accepts an absolute --state path, and rejects a path outside the repository", async () => {
    const laptop = begin(1, "teams/members.yaml");
    const inside = join(laptop, "teams");
    expect(await run(inside, `${apply} --state ${join(laptop, "state.jsonl")}`)).toMatchObject({ exit: 0 });
    expect(git(origin(), "ls-tree", "-r", "--name-only", branch)).toBe("state.jsonl\n");
    expect(await run(inside, `plan ${on} --state ../../state.jsonl`)).toEqual({
      exit: 1,
      stdout: "",
      stderr: "Error: Couldn't reach members-state:../../state.jsonl: it is outside the repository.\n",
    });
  });

  test("reads and edits the state from a second clone", async () => {
    const laptop = begin(2);
    const desktop = cloneAs("desktop");
    await run(laptop, apply);
    expect(await run(desktop, `plan --detailed-exitcode ${on}`)).toMatchObject({ exit: 0, stderr: "" });
    expect(await run(desktop, `validate ${on}`)).toMatchObject({
      exit: 0,
      stderr: `members.yaml, ${branch}:${stateFile}: 2 members, no problems found.\n`,
    });
    expect((await run(desktop, `state list ${on}`)).stdout).toContain(person(1));
    expect((await run(desktop, `state show ${person(1)} ${on}`)).stdout).toContain("to research (npe1DB)");
    const reported = await run(desktop, `report --format csv ${on}`);
    expect(reported.stdout).toMatch(/\nperson1@example\.com,,research,npe1DB,recorded,yes,/);
    expect(await run(desktop, `state forget ${person(1)} ${on}`)).toMatchObject({ exit: 0, stderr: "" });
    expect((await planIn(laptop)).people.map(({ email }) => email)).toEqual([person(1)]);

    sandbox.fault({ method: "POST", fault: { kind: "reset", effect: "before" } });
    expect((await run(laptop, apply)).exit).toBe(1);
    expect((await planIn(desktop)).unconfirmed).toHaveLength(1);
    expect(await run(desktop, `state resolve --as sent ${on}`)).toMatchObject({ exit: 0, stderr: "" });
    expect(await run(laptop, `plan --detailed-exitcode ${on}`)).toMatchObject({ exit: 0 });
    expect(git(origin(), "ls-tree", "-r", "--name-only", branch)).toBe(`${stateFile}\n`);
  });

  test("appends to a state with CRLF and a torn last line without duplicating lines", async () => {
    const laptop = begin(3);
    sandbox.fault({ method: "POST", nth: 2, fault: { kind: "answer", status: 401, effect: "none" } });
    await run(laptop, apply);
    const lines = eventsAtOrigin().length;
    commitToBranch("windows", stateFile, text => `${text.replaceAll("\n", "\r\n")}{"event":"int`);
    await run(laptop, apply);
    expect(eventsAtOrigin()).toHaveLength(lines + 4);
    expect(new Set(eventsAtOrigin().map(event => JSON.stringify(event))).size).toBe(lines + 4);
  });
});

describe("two writers at the same time", () => {
  test("keeps the lines of both if one applies in the middle of the other's long run", async () => {
    const laptop = begin(25);
    const desktop = cloneAs("desktop");
    write(desktop, "members.yaml", manyMembers(1).replace(person(0), "grace@example.com"));
    const { exit, stdout, stderr } = await applyWhile(laptop, async () =>
      expect((await run(desktop, apply)).stdout).toContain(
        "\nApply incomplete: 1 invited, 0 canceled, 0 removed.\n",
      ),
    );
    expect(exit).toBe(0);
    expect(stdout).toContain("Apply complete: 25 invited, 0 canceled, 0 removed.");
    expect(stderr).toContain("changed during this run. Planning again.");
    const everyone = ["grace@example.com", ...Array.from({ length: 25 }, (_, index) => person(index))];
    expect(addressesSent()).toEqual(everyone.toSorted());
    expect(eventsAtOrigin()).toHaveLength(2 * 26);
    expect((await planIn(laptop)).unconfirmed).toEqual([]);
  });

  /** Runs a shell command before origin receives each push from a clone. */
  function beforeEachPush(folder: string, command: string): void {
    const script = join(root, "receive.sh");
    writeFileSync(script, `#!/bin/sh\n{ ${command}\n} >/dev/null 2>&1\nexec git-receive-pack "$@"\n`, {
      mode: 0o755,
    });
    git(folder, "config", "remote.origin.receivepack", script);
  }

  test("plans again after losing a push race, and invites nobody twice", async () => {
    const laptop = begin(1);
    await run(laptop, apply);
    const before = git(origin(), "rev-parse", branch).trim();
    const desktop = cloneAs("desktop");
    for (const folder of [laptop, desktop]) write(folder, "members.yaml", manyMembers(4));
    expect(await run(desktop, apply)).toMatchObject({ exit: 0 });
    const after = git(origin(), "rev-parse", branch).trim();
    for (const refs of ["heads", "rollcall"]) git(origin(), "update-ref", `refs/${refs}/${branch}`, before);
    beforeEachPush(laptop, `git -C "${origin()}" update-ref refs/heads/${branch} ${after}`);
    const { exit, stderr } = await run(laptop, apply);
    expect([exit, stderr]).toEqual([
      0,
      "members.yaml or the state file changed during this run. Planning again.\n",
    ]);
    expect(addressesSent()).toEqual([0, 1, 2, 3].map(person));
    expect(eventsAtOrigin()).toHaveLength(8);
  });

  test("gives up after ten plans if another writer always pushes first", async () => {
    const laptop = begin(1);
    await run(laptop, apply);
    write(laptop, "members.yaml", manyMembers(2));
    const other = cloneAs("other", `--branch=${branch}`);
    const line = `{"event":"adopted","at":"2026-11-01T10:00:00.000Z","email":"someone@example.com","workspaceIds":["wLDNPp"]}`;
    beforeEachPush(
      laptop,
      `cd "${other}"; git pull --quiet; echo '${line}' >> ${stateFile}; git commit --quiet -am Other; git push --quiet origin HEAD:${branch}`,
    );
    const { exit, stderr } = await run(laptop, apply);
    expect(exit).toBe(1);
    expect(stderr.match(/Planning again/g)).toHaveLength(9);
    expect(stderr).toContain("changed during this run, so the rest was not sent.");
    expect(addressesSent()).toEqual([person(0)]);
  });

  test("uses the members.yaml from the start of the run when it plans again", async () => {
    const laptop = begin(1);
    await run(laptop, apply);
    write(laptop, "members.yaml", manyMembers(2));
    writeFileSync(join(root, "more.yaml"), manyMembers(3));
    const other = cloneAs("other", `--branch=${branch}`);
    const line = `{"event":"adopted","at":"2026-11-01T10:00:00.000Z","email":"someone@example.com","workspaceIds":["wLDNPp"]}`;
    const push = `echo '${line}' >> ${stateFile}; git commit --quiet -am Other; git push --quiet origin HEAD:${branch}`;
    beforeEachPush(
      laptop,
      `if mkdir "${root}/once"; then cp "${root}/more.yaml" "${laptop}/members.yaml"; cd "${other}"; ${push}; fi`,
    );
    const { stderr } = await run(laptop, apply);
    expect(stderr).toBe("members.yaml or the state file changed during this run. Planning again.\n");
    expect(addressesSent()).toEqual([0, 1].map(person));
  });

  test("stops if the new plan would do more than was approved", async () => {
    const laptop = begin(1);
    await run(laptop, apply);
    write(laptop, "members.yaml", manyMembers(2));
    const other = cloneAs("other");
    expect(await run(other, `state forget ${person(0)} ${on}`)).toMatchObject({ exit: 0 });
    const forgotten = git(origin(), "rev-parse", branch).trim();
    for (const refs of ["heads", "rollcall"])
      git(origin(), "update-ref", `refs/${refs}/${branch}`, `${forgotten}^`);
    beforeEachPush(laptop, `git -C "${origin()}" update-ref refs/heads/${branch} ${forgotten}`);
    const { exit, stderr } = await run(laptop, apply);
    expect(exit).toBe(1);
    expect(stderr).toContain(`continuing would do more than was approved (${person(0)})`);
    expect(addressesSent()).toEqual([person(0)]);
  });

  test("stops at a safety limit that only the plan from the newer state exceeds", async () => {
    const laptop = begin(1);
    sandbox.fault({ method: "POST", fault: { kind: "reset", effect: "none" } });
    await run(laptop, apply);
    write(laptop, "members.yaml", manyMembers(2).replace("maxInvites: 20000", "maxInvites: 1"));
    const other = cloneAs("other");
    expect(await runLater(other, `state resolve --as not-sent ${on}`)).toMatchObject({ exit: 0 });
    const resolved = git(origin(), "rev-parse", branch).trim();
    for (const refs of ["heads", "rollcall"])
      git(origin(), "update-ref", `refs/${refs}/${branch}`, `${resolved}^`);
    beforeEachPush(laptop, `git -C "${origin()}" update-ref refs/heads/${branch} ${resolved}`);
    const { exit, stderr } = await run(laptop, apply);
    expect(exit).toBe(1);
    expect(stderr).toContain("This plan invites 2 people, but maxInvites is 1");
    expect(addressesSent()).toEqual([person(0)]);
    expect(kindsAtOrigin()).toEqual(["intent", "outcome", "outcome"]);
  });

  test("sends nothing more after the other writer broke the state file", async () => {
    const laptop = begin(25);
    const { exit, stdout, stderr } = await applyWhile(laptop, () =>
      commitToBranch("desktop", stateFile, text => `${text}not an event\n`),
    );
    expect(exit).toBe(1);
    expect(stderr).toContain("[state-line]");
    expect(stderr).toContain("1 error. Nothing more was sent.");
    expect(stdout).toContain("Apply incomplete: 20 invited, 0 canceled, 0 removed.");
  });

  test("sends nothing more after the other writer deleted the state file", async () => {
    const laptop = begin(25);
    const { exit, stdout, stderr } = await applyWhile(laptop, () =>
      commitToBranch("desktop", stateFile, () => undefined),
    );
    expect(exit).toBe(1);
    expect(stdout).toContain("Apply incomplete: 20 invited, 0 canceled, 0 removed.");
    expect(stderr).toContain("Rollcall stopped, because without the state it might invite people again.");
    expect(stderr).not.toContain("Nothing was sent");
  });

  test("sends nothing if the other writer broke the state file before the first call", async () => {
    const laptop = begin(1);
    await run(laptop, apply);
    write(laptop, "members.yaml", manyMembers(2));
    const before = git(origin(), "rev-parse", branch).trim();
    commitToBranch("desktop", stateFile, text => `${text}not an event\n`);
    const broken = git(origin(), "rev-parse", branch).trim();
    for (const refs of ["heads", "rollcall"]) git(origin(), "update-ref", `refs/${refs}/${branch}`, before);
    beforeEachPush(laptop, `git -C "${origin()}" update-ref refs/heads/${branch} ${broken}`);
    const { exit, stderr } = await run(laptop, apply);
    expect(exit).toBe(1);
    expect(stderr).toContain("1 error. Nothing was sent.");
    expect(addressesSent()).toEqual([person(0)]);
  });

  test("continues if the other writer only changed another file", async () => {
    const laptop = begin(1);
    await run(laptop, apply);
    write(laptop, "members.yaml", manyMembers(3));
    const other = cloneAs("other", `--branch=${branch}`);
    write(other, "notes.txt", "unrelated\n");
    git(other, "add", ".");
    git(other, "commit", "--quiet", "-m", "Unrelated");
    const script = join(root, "receive.sh");
    const push = `git -C "${other}" push --quiet origin HEAD:${branch} >/dev/null 2>&1`;
    writeFileSync(script, `#!/bin/sh\n${push}\nexec git-receive-pack "$@"\n`, { mode: 0o755 });
    git(laptop, "config", "remote.origin.receivepack", script);
    expect(await run(laptop, apply)).toMatchObject({ exit: 0, stderr: "" });
    expect(addressesSent()).toEqual([0, 1, 2].map(person));
    expect(git(origin(), "ls-tree", "-r", "--name-only", branch)).toBe(`${stateFile}\nnotes.txt\n`);
    expect(git(origin(), "log", "--format=%s", branch)).toContain("Unrelated");
    expect(eventsAtOrigin()).toHaveLength(6);
  });

  test.for(["sent", "not-sent"])(
    "records a call as sent even if a person resolved it as %s while in flight",
    async as => {
      const laptop = begin(1);
      const resolved = await applyWhile(laptop, async () =>
        expect(await runLater(cloneAs("desktop"), `state resolve --as ${as} ${on}`)).toMatchObject({
          exit: 0,
        }),
      );
      expect(resolved).toMatchObject({ exit: 0, stderr: "" });
      expect(await planIn(laptop)).toMatchObject({ people: [], unconfirmed: [], summary: { unchanged: 1 } });
      expect((await run(laptop, apply)).exit).toBe(0);
      expect(addressesSent()).toEqual([person(0)]);
    },
  );

  test("resolves a call only once, and fails for the second person", async () => {
    const laptop = begin(1);
    sandbox.fault({ method: "POST", fault: { kind: "reset", effect: "before" } });
    await run(laptop, apply);
    const resolve = (as: string) => runLater(cloneAs(as), `state resolve --as ${as} ${on}`);
    const both = await Promise.all([resolve("sent"), resolve("not-sent")]);
    expect(both.map(({ exit }) => exit).toSorted()).toEqual([0, 1]);
    expect(both.map(({ stderr }) => stderr).join("")).toMatch(/^Error: .* changed during this run\./);
    expect(kindsAtOrigin()).toEqual(["intent", "outcome", "outcome"]);
  });

  test("doesn't duplicate lines whose line endings changed during a call", async () => {
    const laptop = begin(1);
    const applied = await applyWhile(laptop, () =>
      commitToBranch("windows", stateFile, text => text.replaceAll("\n", "\r\n")),
    );
    expect(applied).toMatchObject({ exit: 0, stderr: "" });
    expect(kindsAtOrigin()).toEqual(["intent", "outcome"]);
  });
});

describe("an origin that rejects pushes", () => {
  test("sends nothing if the push of the intents is rejected, and suggests fixes", async () => {
    const laptop = begin(2);
    hook("pre-receive", "echo No writes on Fridays.; exit 1");
    const applied = await run(laptop, apply);
    expect([applied.exit, calls()]).toEqual([1, []]);
    expect(applied.stdout).toContain(
      "Apply incomplete: 0 invited, 0 canceled, 0 removed.\n\nNot sent yet: 2 people.",
    );
    expect(applied.stderr).toMatch(
      /^Error: Couldn't write members-state:members\.state\.jsonl: No writes on Fridays; .*pre-receive hook declined.*state-branch.*contents: write.*\n$/,
    );
    expect(existsSync(join(laptop, "rollcall-unsaved.jsonl"))).toBe(false);
    expect(refsAtOrigin()).toEqual(["refs/heads/main"]);
  });

  test("retries a push that was rejected once", async () => {
    const laptop = begin(1);
    hook("pre-receive", "test -e refused && exit 0; touch refused; exit 1");
    expect(await run(laptop, apply)).toMatchObject({ exit: 0, stderr: "" });
    expect(kindsAtOrigin()).toEqual(["intent", "outcome"]);
  });

  test("prints outcomes that can't be pushed, and adds them to rollcall-unsaved.jsonl", async () => {
    const laptop = begin(2);
    write(laptop, "rollcall-unsaved.jsonl", "earlier\n");
    hook("pre-receive", "test -e wrote && exit 1; touch wrote");
    const applied = await run(laptop, apply);
    expect(applied.exit).toBe(1);
    expect(applied.stdout).toContain("Apply incomplete: 2 invited, 0 canceled, 0 removed.");
    const unsaved = readFileSync(join(laptop, "rollcall-unsaved.jsonl"), "utf8");
    const lines = unsaved.replace("earlier\n", "");
    expect(lines.split("\n").map(line => line.slice(0, 18))).toEqual([
      '{"event":"outcome"',
      '{"event":"outcome"',
      "",
    ]);
    expect(unsaved).toMatch(/^earlier\n/);
    expect(applied.stderr).toContain(lines);
    expect((await planIn(laptop)).unconfirmed).toHaveLength(2);

    rmSync(join(origin(), "hooks", "pre-receive"));
    commitToBranch("not-editable", stateFile, text => text + lines);
    expect(await planIn(laptop)).toMatchObject({ people: [], unconfirmed: [] });
  });

  test("continues after a push that succeeded although its response was lost", async () => {
    const laptop = begin(2);
    hook("post-receive", "kill -9 $PPID");
    expect(await run(laptop, apply)).toMatchObject({ exit: 0, stderr: "" });
    expect(kindsAtOrigin()).toEqual(["intent", "intent", "outcome", "outcome"]);
  });

  test("ignores the pre-push hook of the clone", async () => {
    const laptop = begin(1);
    hook("pre-push", "exit 1", join(laptop, ".git"));
    expect(await run(laptop, apply)).toMatchObject({ exit: 0, stderr: "" });
  });
});

describe("a deleted state", () => {
  const suggestedCommand = (stderr: string) => /, run (git .*)\n$/.exec(stderr)?.[1] ?? "";

  async function expectStoppedUntilRestored(folder: string): Promise<void> {
    write(folder, "members.yaml", manyMembers(3));
    const seen = calls().length;
    const planned = await run(folder, `plan ${on}`);
    expect([planned.exit, planned.stdout]).toEqual([1, ""]);
    expect(planned.stderr).toMatch(/is missing, but .* has it/);
    const applied = await run(folder, apply);
    expect([applied.exit, calls().length]).toEqual([1, seen]);
    execFileSync("sh", ["-c", suggestedCommand(applied.stderr)], { cwd: folder, stdio: "ignore" });
    expect(await run(folder, apply)).toMatchObject({ exit: 0, stderr: "" });
    expect(addressesSent()).toEqual([0, 1, 2].map(person));
    expect(git(origin(), "ls-tree", "-r", "--name-only", branch)).toContain(stateFile);
  }

  test("reports a deleted branch with a command that restores it", async () => {
    const laptop = begin(2);
    await run(laptop, apply);
    git(laptop, "push", "--quiet", "origin", `:${branch}`);
    await expectStoppedUntilRestored(cloneAs("desktop"));
  });

  test("restores a branch deleted with its backup ref from a clone that fetched it", async () => {
    const laptop = begin(2);
    await run(laptop, apply);
    git(origin(), "update-ref", "-d", `refs/heads/${branch}`);
    git(origin(), "update-ref", "-d", `refs/rollcall/${branch}`);
    await expectStoppedUntilRestored(laptop);
  });

  test.for([
    ["the root", "."],
    ["a folder", "teams"],
  ] as const)("restores a state file deleted from %s, and keeps files added later", async ([, folder]) => {
    const laptop = join(begin(2, join(folder, "members.yaml")), folder);
    const path = join(folder, stateFile);
    await run(laptop, apply);
    commitToBranch("remover", path, () => undefined);
    commitToBranch("writer", "notes.txt", () => "later\n");
    await expectStoppedUntilRestored(laptop);
    expect(git(origin(), "ls-tree", "-r", "--name-only", branch).split("\n")).toContain("notes.txt");
  });
});

describe("an unreachable origin", () => {
  const loseOrigin = (folder: string) => git(folder, "remote", "set-url", "origin", "/nowhere/at-all.git");

  test("plans from the state that was last fetched or pushed, and sends nothing", async () => {
    const laptop = begin(2);
    const narrow = cloneAs("narrow", "--single-branch");
    await run(narrow, apply);
    await run(laptop, `plan ${on}`);
    for (const folder of [laptop, narrow]) {
      loseOrigin(folder);
      write(folder, "members.yaml", manyMembers(3));
      const planned = await run(folder, `plan --format json ${on}`);
      expect(planned.exit).toBe(0);
      expect((JSON.parse(planned.stdout) as Plan).people.map(({ email }) => email)).toEqual([person(2)]);
      expect(planned.stderr).toBe(
        "Warning: Couldn't fetch members-state:members.state.jsonl: '/nowhere/at-all.git' does not appear to be a git repository; Could not read from remote repository\nRollcall uses the version that was last fetched.\n",
      );
      const applied = await run(folder, apply);
      expect([applied.exit, calls().length]).toEqual([1, 2]);
      expect(applied.stdout).toContain("Apply incomplete: 0 invited, 0 canceled, 0 removed.");
      expect(applied.stderr).toMatch(
        /\nError: Couldn't reach .*: '\/nowhere\/at-all\.git' does not appear to be a git repository; Could not read from remote repository\.\n$/,
      );
    }
  });

  test("reports an unreachable origin that was never fetched", async () => {
    const laptop = begin(2);
    loseOrigin(laptop);
    for (const line of [`plan ${on}`, apply, `state list ${on}`])
      expect(await run(laptop, line)).toEqual({
        exit: 1,
        stdout: "",
        stderr:
          "Error: Couldn't reach members-state:members.state.jsonl: '/nowhere/at-all.git' does not appear to be a git repository; Could not read from remote repository.\n",
      });
  });
});

describe("the git setup", () => {
  test.for(["-x", "a..b", "a:b", "+a", "", "a b", "a.lock", "/a", "a~1", "HEAD", "refs/heads/x"])(
    "rejects %j as the name of the state branch",
    async name => {
      const laptop = begin(1);
      const child = spawn(process.execPath, [bundle, "plan", `--state-branch=${name}`], {
        cwd: laptop,
        env: process.env,
      });
      const { exit, stderr } = await finished(child);
      expect(exit).toBe(1);
      expect(stderr).toContain("Expected a branch name, such as members-state.");
    },
  );

  test("reports a folder outside a repository, and a repository without origin", async () => {
    const folder = join(root, "plain");
    write(folder, "members.yaml", manyMembers(1));
    const failed = (problem: string) => ({
      exit: 1,
      stdout: "",
      stderr: `Error: Couldn't reach members-state:members.state.jsonl: ${problem}.\n`,
    });
    for (const line of [`plan ${on}`, apply, `state list ${on}`]) {
      vi.stubEnv("GIT_CEILING_DIRECTORIES", root);
      expect(await run(folder, line)).toEqual(
        failed(
          "this folder isn't in a git repository; run the command in a clone of the repository with the branch, or omit --state-branch",
        ),
      );
    }
    git(folder, "init", "--quiet");
    expect(await run(folder, `plan ${on}`)).toEqual(
      failed("this repository has no remote named origin; add it with git remote add origin URL"),
    );
  });

  test("reports that git isn't installed", async () => {
    const laptop = begin(1);
    vi.stubEnv("PATH", join(root, "nothing"));
    expect(await run(laptop, `plan ${on}`)).toEqual({
      exit: 1,
      stdout: "",
      stderr:
        "Error: Couldn't reach members-state:members.state.jsonl: there is no git on this machine; install it.\n",
    });
  });

  test("works in a detached HEAD, a shallow clone, a worktree, and without a user name", async () => {
    const laptop = begin(1);
    git(laptop, "checkout", "--quiet", "--detach");
    const shallow = cloneAs("shallow", "--depth=1");
    git(laptop, "worktree", "add", "--quiet", "--detach", join(root, "Ein Baum für uns"));
    const nameless = cloneAs("nameless");
    git(nameless, "config", "--unset", "user.name");
    git(nameless, "config", "--unset", "user.email");
    git(nameless, "config", "user.useConfigOnly", "true");
    for (const [index, folder] of [laptop, shallow, join(root, "Ein Baum für uns"), nameless].entries()) {
      write(folder, "members.yaml", manyMembers(index + 1));
      expect(await run(folder, apply)).toMatchObject({ exit: 0, stderr: "" });
    }
    expect(addressesSent()).toEqual([0, 1, 2, 3].map(person));
    const authors = git(origin(), "log", "--format=%an", branch).trim().split("\n");
    expect(authors).toEqual(["Rollcall", "Rollcall", ...Array.from({ length: 6 }, () => "Ada")]);
  });

  test("doesn't pass the API key or tokens to git", async () => {
    const laptop = begin(1);
    git(laptop, "config", "remote.origin.uploadpack", `env > "${join(root, "env")}"; git-upload-pack`);
    const names = ["TALLY_API_KEY", "INPUT_API-KEY", "INPUT_GITHUB-TOKEN"];
    for (const name of names) vi.stubEnv(name, sandbox.key);
    expect((await run(laptop, `plan ${on}`)).exit).toBe(0);
    expect(readFileSync(join(root, "env"), "utf8")).not.toContain(sandbox.key);
  });
});

describe("the built program", () => {
  test("leaves calls unconfirmed when killed before it records their outcomes", async () => {
    const laptop = begin(3);
    sandbox.fault({ method: "POST", nth: 2, fault: { kind: "hang", effect: "before" } });
    const child = start(laptop, apply);
    const ended = finished(child);
    await untilRequests(2);
    child.kill("SIGKILL");
    await ended;

    const desktop = cloneAs("desktop");
    expect((await planIn(desktop)).unconfirmed.flatMap(({ emails }) => emails).toSorted()).toEqual(
      [0, 1, 2].map(person),
    );
    const again: Finished = await finished(start(desktop, apply));
    expect([again.exit, calls().length]).toEqual([1, 2]);
    expect(again.stdout).toContain("Unconfirmed: 3 earlier calls to 3 people got no usable response.");
  });

  test("sends and records nothing if it is interrupted while it reads the state", async () => {
    const laptop = begin(1);
    const [reading, stopped] = [join(root, "reading"), join(root, "stopped")];
    const wait = `touch "${reading}"; until test -e "${stopped}"; do sleep 0.1; done`;
    git(laptop, "config", "remote.origin.uploadpack", `${wait}; git-upload-pack`);
    const child = start(laptop, apply);
    const ended = finished(child);
    while (!existsSync(reading)) await sleep(5);
    child.kill("SIGINT");
    await sleep(200);
    writeFileSync(stopped, "");
    const { exit, stdout, stderr } = await ended;
    expect(exit).toBe(1);
    expect(stdout).toContain(
      "Apply incomplete: 0 invited, 0 canceled, 0 removed.\n\nNot sent yet: 1 person.",
    );
    expect(stderr).toContain("Stopped early.");
    expect(calls()).toEqual([]);
    expect(refsAtOrigin()).toEqual(["refs/heads/main"]);
  });

  test("records what was sent even if Ctrl-C also ends the git process that pushes it", async () => {
    const laptop = begin(1);
    hook("pre-receive", `test -e second && exit 0; test -e first && touch second && sleep 3; touch first`);
    const child = start(laptop, apply);
    const ended = finished(child);
    while (!existsSync(join(origin(), "second"))) await sleep(5);
    // The terminal signals the whole process group, which git belongs to.
    process.kill(-(child.pid ?? 0), "SIGINT");
    expect(await ended).toMatchObject({ exit: 0 });
    expect(kindsAtOrigin()).toEqual(["intent", "outcome"]);
    expect(existsSync(join(laptop, "rollcall-unsaved.jsonl"))).toBe(false);
  });
});

describe("the recorder of a state branch", () => {
  const intent: StateEvent = {
    event: "intent",
    at: "2026-11-23T12:00:00.000Z",
    call: "one",
    action: "invite",
    workspaceIds: ["npe1DB" as WorkspaceId],
    emails: [person(1)],
  };
  const outcome: StateEvent = { event: "outcome", at: intent.at, call: "one", result: "done" };
  const fileWith = (text: string) => ({ found: "file", head: "new", bytes: Buffer.from(text) }) as const;

  /** Opens a recorder on a branch with these results. Returns it, its pauses, and the texts that it pushed. */
  async function recordOn(put: (nth: number) => PutResult, read: (nth: number) => BranchReadResult) {
    const pauses: number[] = [];
    const texts: string[] = [];
    let readings = 0;
    let now = 0;
    const io: Pick<Io, "clock" | "files" | "newId" | "random"> = {
      clock: {
        now: () => now,
        elapsed: () => now,
        sleep: async milliseconds => {
          now += milliseconds;
          pauses.push(milliseconds);
        },
        after,
      },
      files: nodeFiles(root, {}),
      newId: () => "lineage",
      random: () => Math.random(),
    };
    const branch: StateBranch = {
      name: "branch:file",
      read: async () => {
        readings += 1;
        return read(readings);
      },
      put: async text => {
        texts.push(text);
        return put(texts.length);
      },
    };
    const store = new BranchStore({ io, branch, messageFor: renderCommitMessage, onUnsaved: () => {} });
    const loaded = await store.load("kwob3J");
    if (!loaded.ok) throw new Error("the branch has no state");
    return { record: await store.open("kwob3J", loaded.value), pauses, texts };
  }
  const unreachable = { put: "unreachable", problem: "no route" } as const;

  test("gives up on an unreachable branch after 12 pauses of growing length", async () => {
    const nothing = { found: "nothing", head: undefined } as const;
    const { record, pauses } = await recordOn(
      () => unreachable,
      () => nothing,
    );
    expect(await record.add([intent])).toEqual({
      reason: "state-unreachable",
      name: "branch:file",
      problem: "no route",
    });
    expect(pauses).toHaveLength(12);
    for (const [index, pause] of pauses.entries())
      expect(pause).toBeLessThanOrEqual(Math.min(100 * 2 ** index, 2000));
    expect(await record.close()).toBeUndefined();
  });

  test("doesn't treat an outdated fetch as a change by another writer", async () => {
    const older = formatHeader("kwob3J", "other");
    const { record, texts } = await recordOn(
      nth => (nth === 2 ? unreachable : { put: "done", head: "new" }),
      nth => (nth === 1 ? fileWith(older) : { ...fileWith(older), outdated: "no route" }),
    );
    expect(await record.add([intent])).toBeUndefined();
    expect(await record.add([outcome])).toBeUndefined();
    expect(await record.add([{ ...intent, call: "two" }])).toBeUndefined();
    expect(texts[1]).toBe(texts[2]);
    expect(texts[2]?.startsWith(texts[0] ?? "")).toBe(true);
  });

  test("recognizes its own push under a later push by another writer", async () => {
    let arrived = "";
    const { record, texts } = await recordOn(
      () => unreachable,
      nth => {
        if (nth === 1) return { found: "nothing", head: undefined };
        arrived = `${texts[0]}${formatEvent({ ...intent, call: "two" })}`;
        return fileWith(arrived);
      },
    );
    expect(await record.add([intent])).toBeUndefined();
    expect(texts).toHaveLength(1);
    expect(readState("file", arrived, "kwob3J")).toMatchObject({ ok: true });
  });
});

test("accepts only branch names that git accepts", () => {
  const part = fc.constantFrom(..."aZ09_./-~^:@+ ", ".lock", "lock", "refs/heads/", "head", "HEAD", "é");
  const names = fc.array(part, { minLength: 1, maxLength: 8 }).map(parts => parts.join(""));
  fc.assert(
    fc.property(names, name => {
      if (isBranchName(name)) expect(git(root, "check-ref-format", "--branch", name)).toBe(`${name}\n`);
    }),
    { numRuns: 1000 },
  );
});
