import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, type TestContext, test, vi } from "vitest";
import { checkContinuity } from "../src/core/state/continuity.ts";
import { formatEvent, formatHeader, type StateEvent } from "../src/core/state/events.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { digestOf } from "../src/io/digest.ts";
import { nodeFiles } from "../src/io/files/node-files.ts";
import type { BranchReadResult, StateBranch } from "../src/io/io.ts";
import { BranchStore } from "../src/reconcile/stores/branch.ts";
import { type Sandbox, startSandbox } from "../src/sandbox/server.ts";
import { type AccessRepository, membersFile, startRepository } from "./support/access-repository.ts";
import { after } from "./support/clock.ts";
import { runIn, type Written } from "./support/io.ts";
import { manyMembers } from "./support/rollcall.ts";

const stateFile = "members.state.jsonl";
const apply = "apply --yes --no-live";
const adopted: StateEvent = {
  event: "adopted",
  at: "2026-11-23T12:00:00Z",
  email: "ada@example.com",
  workspaceIds: ["wLDNPp" as WorkspaceId],
};

let sandbox: Sandbox;
/** The folder of the bare repository and its clones. */
let root: string;

beforeEach(async () => {
  for (const name of ["AUTHOR", "COMMITTER"]) {
    vi.stubEnv(`GIT_${name}_NAME`, "Ada");
    vi.stubEnv(`GIT_${name}_EMAIL`, "ada@example.com");
  }
  sandbox = await startSandbox({ limit: 10_000 });
  root = mkdtempSync(join(tmpdir(), "rollcall-continuity-"));
  git(root, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await sandbox.close();
  rmSync(root, { recursive: true, force: true });
});

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync("git", args, {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();
}

function cloneAs(name: string): string {
  git(root, "clone", "--quiet", join(root, "origin.git"), name);
  // Common settings that change git's output.
  git(join(root, name), "config", "grep.lineNumber", "true");
  git(join(root, name), "config", "color.ui", "always");
  return join(root, name);
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

const read = (folder: string, file = stateFile) => readFileSync(join(folder, file), "utf8");

/** Commits all changes. Returns the SHA of the commit. */
function commit(folder: string, message: string): string {
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", message);
  return git(folder, "rev-parse", "HEAD");
}

const run = (folder: string, line: string): Promise<Written> =>
  runIn(folder, line, { env: { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key } });

/** Runs the command at the end of an error message. */
function runSuggestedCommand(folder: string, { stderr }: Written): void {
  const command = /, run (git .*|mv .*)\n$/.exec(stderr)?.[1] ?? "";
  execFileSync("sh", ["-e", "-c", command], { cwd: folder, stdio: "ignore" });
}

/** Creates a clone, invites two people, and commits and pushes the state. */
async function begin(config = "members.yaml"): Promise<{ readonly laptop: string; readonly head: string }> {
  const laptop = cloneAs("laptop");
  git(laptop, "checkout", "--quiet", "-B", "main");
  write(laptop, config, manyMembers(2));
  expect(await run(laptop, `${apply} --config ${config}`)).toMatchObject({ exit: 0 });
  const head = commit(laptop, "Invite two people");
  git(laptop, "push", "--quiet", "--set-upstream", "origin", "main");
  return { laptop, head };
}

/** Checks that every command that relies on the state fails with a message and sends nothing. */
async function expectStopped(folder: string, message: RegExp, options = ""): Promise<Written> {
  const sent = sandbox.requests.length;
  for (const line of ["plan", "state list", "report", apply, "validate", "drift", "state compact"]) {
    const { exit, stdout, stderr } = await run(folder, `${line}${options}`);
    expect([line, exit]).toEqual([line, 1]);
    expect(stdout + stderr).toMatch(message);
  }
  expect(sandbox.requests).toHaveLength(sent);
  return run(folder, `plan${options}`);
}

async function expectNothingToDo(folder: string, options = ""): Promise<void> {
  expect(await run(folder, `plan --detailed-exitcode${options}`)).toMatchObject({ exit: 0 });
}

describe("a state file in a clone", () => {
  test("reports a deleted state file, the commit that has it, and how to restore it", async () => {
    const { laptop, head } = await begin();
    rmSync(join(laptop, stateFile));
    const stopped = await expectStopped(
      laptop,
      new RegExp(`members\\.state\\.jsonl is missing, but HEAD \\(commit ${head.slice(0, 12)}\\) has it\\.`),
    );
    expect(stopped.stderr).toContain(`git checkout ${head} -- members.state.jsonl\n`);
    runSuggestedCommand(laptop, stopped);
    await expectNothingToDo(laptop);
  });

  test("reports a state file whose deletion was committed and pushed", async () => {
    const { laptop, head } = await begin();
    git(laptop, "rm", "--quiet", stateFile);
    commit(laptop, "Remove the state");
    git(laptop, "push", "--quiet");
    const stopped = await expectStopped(
      laptop,
      new RegExp(`is missing, but commit ${head.slice(0, 12)} has it`),
    );
    runSuggestedCommand(laptop, stopped);
    await expectNothingToDo(laptop);
  });

  test("reports events that HEAD has but the state file lacks", async () => {
    const { laptop, head } = await begin();
    write(laptop, stateFile, `${read(laptop).split("\n").slice(0, 2).join("\n")}\n`);
    const stopped = await expectStopped(
      laptop,
      new RegExp(`lacks 3 events that HEAD \\(commit ${head.slice(0, 12)}\\) has`),
    );
    runSuggestedCommand(laptop, stopped);
    await expectNothingToDo(laptop);
  });

  test("restores events lost in an unpushed revert, and keeps newer events", async () => {
    const { laptop } = await begin();
    write(laptop, "members.yaml", manyMembers(3));
    await run(laptop, apply);
    const pushed = commit(laptop, "Invite a third");
    git(laptop, "push", "--quiet");
    git(laptop, "revert", "--no-edit", pushed);
    write(laptop, "members.yaml", manyMembers(3));
    const forgotten = { event: "forgotten", at: "2026-11-24T10:00:00Z", email: "person0@example.com" };
    appendFileSync(join(laptop, stateFile), `${JSON.stringify(forgotten)}\n`);
    commit(laptop, "Forget a person");
    const stopped = await expectStopped(laptop, /lacks 2 events that the upstream branch \(commit/);
    runSuggestedCommand(laptop, stopped);
    expect(read(laptop)).toContain(JSON.stringify(forgotten));
    const { stdout } = await run(laptop, "plan --format json");
    expect((JSON.parse(stdout) as { people: { email: string }[] }).people.map(({ email }) => email)).toEqual([
      "person0@example.com",
    ]);
  });

  test("restores events lost in a pushed revert, and then compacts the state", async () => {
    const { laptop } = await begin();
    write(laptop, "members.yaml", manyMembers(3));
    await run(laptop, apply);
    const pushed = commit(laptop, "Invite a third");
    git(laptop, "revert", "--no-edit", pushed);
    git(laptop, "push", "--quiet");
    write(laptop, "members.yaml", manyMembers(3));
    const stopped = await expectStopped(
      laptop,
      new RegExp(`lacks 2 events that commit ${pushed.slice(0, 12)} has`),
    );
    runSuggestedCommand(laptop, stopped);
    await expectNothingToDo(laptop);
    expect(await run(laptop, "state compact")).toMatchObject({ exit: 0 });
    commit(laptop, "Compact the state");
    git(laptop, "push", "--quiet");
    await expectNothingToDo(laptop);
  });

  test("suggests git pull if the fetched upstream branch has more events", async () => {
    const { laptop } = await begin();
    const desktop = cloneAs("desktop");
    write(laptop, "members.yaml", manyMembers(3));
    await run(laptop, apply);
    commit(laptop, "Invite a third");
    git(laptop, "push", "--quiet");
    await expectNothingToDo(desktop);
    git(desktop, "fetch", "--quiet");
    const stopped = await expectStopped(
      desktop,
      /lacks 2 events that the upstream branch .*, run git pull\n$/,
    );
    runSuggestedCommand(desktop, stopped);
    await expectNothingToDo(desktop);
  });

  test("accepts events that aren't committed or pushed yet", async () => {
    const { laptop } = await begin();
    write(laptop, "members.yaml", manyMembers(3));
    expect(await run(laptop, apply)).toMatchObject({ exit: 0 });
    await expectNothingToDo(laptop);
    const fresh = join(root, "fresh");
    git(root, "init", "--quiet", "fresh");
    write(fresh, "members.yaml", manyMembers(1));
    expect(await run(fresh, apply)).toMatchObject({ exit: 0 });
    await expectNothingToDo(fresh);
  });

  test("accepts a compacted state file, and rejects undoing a committed compaction", async () => {
    const { laptop } = await begin();
    write(
      laptop,
      "members.yaml",
      manyMembers(2).replace("workspaces: [research]", "workspaces: [marketing]"),
    );
    for (let times = 0; times < 12; times += 1) {
      await run(laptop, "state forget person0@example.com");
      await run(laptop, apply);
    }
    commit(laptop, "Before");
    const before = read(laptop);
    expect(await run(laptop, "state compact")).toMatchObject({ exit: 0, stderr: "" });
    expect(read(laptop).length).toBeLessThan(before.length);
    await expectNothingToDo(laptop);
    commit(laptop, "Compact");
    write(laptop, stateFile, before);
    await expectStopped(laptop, /lacks \d+ events? that HEAD/);
  });

  test.for(["a merge that dropped the other side's lines", "a merge with conflict markers"])(
    "rejects a state file after %s",
    async how => {
      const { laptop } = await begin();
      const desktop = cloneAs("desktop");
      for (const [folder, count] of [
        [laptop, 3],
        [desktop, 4],
      ] as const) {
        write(folder, "members.yaml", manyMembers(count));
        await run(folder, apply);
        commit(folder, "Invite more");
      }
      git(desktop, "push", "--quiet");
      try {
        git(laptop, "pull", "--quiet", "--no-rebase");
      } catch {
        write(laptop, "members.yaml", manyMembers(4));
      }
      if (how === "a merge with conflict markers") {
        await expectStopped(laptop, /conflict/);
        return;
      }
      git(laptop, "checkout", "--ours", stateFile);
      const stopped = await expectStopped(laptop, /lacks 4 events that the commit that is being merged/);
      runSuggestedCommand(laptop, stopped);
      await expectNothingToDo(laptop);
    },
  );
});

describe("a state file of the same organization at another path", () => {
  const moves = [
    { how: "members.yaml moved to a folder", from: "members.yaml", config: "access/members.yaml" },
    { how: "members.yaml moved to a folder that --config names", from: "members.yaml", config: "access" },
    { how: "the folder of members.yaml moved", from: "access/members.yaml", config: "teams/access" },
  ];

  test.for(moves)("suggests moving the state file if $how", async ({ from, config }) => {
    const { laptop } = await begin(from);
    const target = config.endsWith(".yaml") ? config : `${config}/members.yaml`;
    mkdirSync(dirname(join(laptop, target)), { recursive: true });
    renameSync(join(laptop, from), join(laptop, target));
    const old = join(dirname(from), stateFile);
    const on = ` --config ${config}`;
    const moved = join(dirname(target), stateFile);
    const stopped = await expectStopped(
      laptop,
      new RegExp(`${moved} doesn't exist, but ${old} has the state of this organization`),
      on,
    );
    expect(stopped.stderr).toContain(`git mv ${old} ${moved}\n`);
    commit(laptop, "Move members.yaml");
    await expectStopped(laptop, /has the state of this organization/, on);
    runSuggestedCommand(laptop, stopped);
    await expectNothingToDo(laptop, on);
  });

  test("keeps using the state file if a folder named members.yaml replaces the file", async () => {
    const { laptop } = await begin();
    renameSync(join(laptop, "members.yaml"), join(laptop, "main.yaml"));
    mkdirSync(join(laptop, "members.yaml"));
    renameSync(join(laptop, "main.yaml"), join(laptop, "members.yaml", "members.yaml"));
    await expectNothingToDo(laptop);
  });

  test("finds a state file that is uncommitted, or only in HEAD or the upstream branch", async () => {
    const { laptop } = await begin();
    const clone = cloneAs("clone");
    renameSync(join(laptop, stateFile), join(laptop, "old.state.jsonl"));
    const uncommitted = await run(laptop, "plan --state new.state.jsonl");
    expect(uncommitted.stderr).toMatch(/, run mv old\.state\.jsonl new\.state\.jsonl\n$/);
    rmSync(join(laptop, "old.state.jsonl"));
    const committed = await run(laptop, "plan --state new.state.jsonl");
    runSuggestedCommand(laptop, committed);
    await expectNothingToDo(laptop, " --state new.state.jsonl");

    git(clone, "checkout", "--quiet", "--orphan", "empty");
    git(clone, "rm", "--quiet", "-r", "--force", ".");
    write(clone, "members.yaml", manyMembers(2));
    commit(clone, "Without a state");
    git(clone, "branch", "--quiet", "--set-upstream-to=origin/main");
    const upstream = await run(clone, "plan --state new.state.jsonl");
    expect(upstream.stderr).toMatch(/members\.state\.jsonl in the upstream branch .*, run git pull\n$/);
  });

  test("ignores the state file of another organization", async () => {
    const { laptop } = await begin();
    write(laptop, "other/members.yaml", manyMembers(1).replace("kwob3J", "other1"));
    expect(await run(laptop, "plan --config other/members.yaml")).toMatchObject({ exit: 0, stderr: "" });
  });
});

describe("--new-state", () => {
  test("starts over after a loss, and records the fingerprints of the lost events", async () => {
    const { laptop } = await begin();
    expect((await run(laptop, `${apply} --new-state`)).stderr).toMatch(/members\.state\.jsonl exists/);
    rmSync(join(laptop, stateFile));
    expect((await run(laptop, "plan --detailed-exitcode --new-state")).exit).toBe(2);
    expect(await run(laptop, `${apply} --new-state`)).toMatchObject({ exit: 0 });
    await expectNothingToDo(laptop);
    expect(read(laptop).split("\n")[1]).toMatch(
      /^\{"event":"replaced","at":"[^"]+","fingerprints":"[0-9a-f]{36}"\}$/,
    );
  });

  test("starts a second state for the same organization in one repository", async () => {
    const { laptop } = await begin();
    write(laptop, "second/members.yaml", manyMembers(1).replaceAll("person", "other"));
    const on = " --config second/members.yaml";
    expect((await run(laptop, `${apply}${on}`)).exit).toBe(1);
    expect(await run(laptop, `${apply}${on} --new-state`)).toMatchObject({ exit: 0 });
    await expectNothingToDo(laptop, on);
  });
});

describe("a repository that git can't read", () => {
  const breakages = [
    {
      how: "the repository is broken",
      problem: "not a git repository",
      disturb: (laptop: string) => write(laptop, ".git/HEAD", "broken\n"),
    },
    {
      how: "the repository belongs to another user",
      problem: "detected dubious ownership in repository at .*git config --global --add safe\\.directory",
      disturb: () => vi.stubEnv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"),
    },
    {
      how: "git isn't installed",
      problem: "there is no git on this machine; install it",
      disturb: () => vi.stubEnv("PATH", join(root, "nothing")),
    },
    {
      how: "the tree of HEAD is broken",
      problem: "object file .* is empty",
      disturb: (laptop: string) => {
        const id = git(laptop, "rev-parse", "HEAD^{tree}");
        const object = `.git/objects/${id.slice(0, 2)}/${id.slice(2)}`;
        rmSync(join(laptop, object));
        write(laptop, object, "");
      },
    },
  ];

  test.for(breakages)("stops if $how", async ({ problem, disturb }) => {
    const { laptop } = await begin();
    disturb(laptop);
    await expectStopped(
      laptop,
      new RegExp(
        `git can't tell whether members\\.state\\.jsonl lacks events that were recorded before: ${problem}`,
        "s",
      ),
    );
    rmSync(join(laptop, stateFile));
    const { exit, stderr } = await run(laptop, "plan");
    expect(exit).toBe(1);
    expect(stderr).toMatch(
      new RegExp(
        `members\\.state\\.jsonl is missing, and git can't tell whether it existed before: ${problem}`,
        "s",
      ),
    );
    expect((await run(laptop, "plan --new-state")).exit).toBe(0);
  });

  test("works outside a repository, with and without git installed", async () => {
    const folder = join(root, "plain");
    write(folder, "members.yaml", manyMembers(1));
    for (const path of [process.env["PATH"], join(root, "nothing")]) {
      vi.stubEnv("PATH", path);
      expect(await run(folder, "plan")).toMatchObject({ exit: 0, stderr: "" });
      expect(await run(folder, apply)).toMatchObject({ exit: 0 });
      await expectNothingToDo(folder);
      rmSync(join(folder, stateFile));
    }
  });

  test("reads the history of a subfolder while a git hook sets GIT_DIR", async () => {
    const { laptop } = await begin("access/members.yaml");
    vi.stubEnv("GIT_DIR", ".git");
    vi.stubEnv("GIT_WORK_TREE", ".");
    await expectNothingToDo(laptop, " --config access/members.yaml");
  });
});

describe("a shallow clone", () => {
  /** Clones only the newest commit. */
  function cloneShallow(): string {
    git(root, "clone", "--quiet", "--depth=1", `file://${join(root, "origin.git")}`, "shallow");
    return join(root, "shallow");
  }

  test.for(["had one", "never had one"])(
    "stops in a shallow clone without a state file if older commits %s",
    async what => {
      const hadState = what === "had one";
      const { laptop, head } = await begin();
      git(laptop, "rm", "--quiet", stateFile);
      if (hadState) commit(laptop, "Remove the state");
      else git(laptop, "commit", "--quiet", "--amend", "--message", "Without a state");
      for (const n of [1, 2]) git(laptop, "commit", "--quiet", "--allow-empty", "--message", `Later ${n}`);
      git(laptop, "push", "--quiet", "--force");
      const shallow = cloneShallow();
      const stopped = await expectStopped(
        shallow,
        /members\.state\.jsonl is missing, and git can't tell whether it existed before: the clone is shallow/,
      );
      expect(stopped.stderr).toContain("git fetch --unshallow.");
      expect((await run(shallow, "plan --new-state")).exit).toBe(0);
      git(shallow, "fetch", "--quiet", "--unshallow");
      const { exit, stderr } = await run(shallow, "plan");
      expect([exit, stderr]).toEqual(
        hadState ? [1, expect.stringContaining(`commit ${head.slice(0, 12)} has it`)] : [0, ""],
      );
    },
  );

  test("suggests git mv in a shallow clone with the state file at another path", async () => {
    const { laptop } = await begin();
    git(laptop, "mv", stateFile, "old.state.jsonl");
    for (const n of [1, 2])
      git(laptop, "commit", "--quiet", "--all", "--allow-empty", "--message", `Move ${n}`);
    git(laptop, "push", "--quiet");
    const { stderr } = await run(cloneShallow(), "plan");
    expect(stderr).toMatch(/, run git mv old\.state\.jsonl members\.state\.jsonl\n$/);
  });

  test("uses the state file of the only commit in a shallow clone", async () => {
    await begin();
    await expectNothingToDo(cloneShallow());
  });
});

describe("a state branch read by git", () => {
  const on = " --state-branch members-state";
  const applyOn = `${apply}${on}`;
  const origin = () => join(root, "origin.git");

  /** Creates a clone and runs two applies. Returns the clone and the commit of the branch after the first. */
  async function beginOnBranch() {
    const laptop = cloneAs("laptop");
    write(laptop, "members.yaml", manyMembers(2));
    await run(laptop, applyOn);
    const first = git(origin(), "rev-parse", "members-state");
    write(laptop, "members.yaml", manyMembers(3));
    await run(laptop, applyOn);
    return { laptop, first };
  }

  function removeFile(): void {
    const emptyTree = git(origin(), "hash-object", "-t", "tree", "-w", "/dev/null");
    const removal = git(origin(), "commit-tree", emptyTree, "-p", "members-state", "-m", "Remove");
    git(origin(), "update-ref", "refs/heads/members-state", removal);
  }

  test.for(["force-pushed to an older commit", "reverted", "reverted and edited by hand"])(
    "reports a state branch that was %s, and restores it",
    async how => {
      const { laptop, first } = await beginOnBranch();
      if (how.startsWith("force")) git(origin(), "update-ref", "refs/heads/members-state", first);
      else {
        git(laptop, "fetch", "--quiet", "origin", "members-state");
        git(laptop, "checkout", "--quiet", "FETCH_HEAD");
        git(laptop, "checkout", first, "--", stateFile);
        const event = { event: "forgotten", at: "2026-11-24T10:00:00Z", email: "person1@example.com" };
        if (how.endsWith("hand")) appendFileSync(join(laptop, stateFile), `${JSON.stringify(event)}\n`);
        git(laptop, "commit", "--quiet", "--message", "Revert", stateFile);
        git(laptop, "push", "--quiet", "origin", "HEAD:refs/heads/members-state");
        rmSync(join(laptop, stateFile));
      }
      const stopped = await expectStopped(
        laptop,
        /lacks 2 events that refs\/rollcall\/members-state \(commit [0-9a-f]{12}\) has/,
        on,
      );
      runSuggestedCommand(laptop, stopped);
      const people = how.endsWith("hand") ? 2 : 0;
      expect((await run(laptop, `plan --detailed-exitcode${on}`)).exit).toBe(people);
    },
  );

  test("restores a state branch that was force-pushed to a commit without the state", async () => {
    const { laptop } = await beginOnBranch();
    const emptyTree = git(origin(), "hash-object", "-t", "tree", "-w", "/dev/null");
    git(
      origin(),
      "update-ref",
      "refs/heads/members-state",
      git(origin(), "commit-tree", emptyTree, "-m", "Empty"),
    );
    const stopped = await expectStopped(
      laptop,
      /is missing, but refs\/rollcall\/members-state \(commit [0-9a-f]{12}\) has it/,
      on,
    );
    runSuggestedCommand(laptop, stopped);
    await expectNothingToDo(laptop, on);
  });

  test("finds the organization's state at another path on the state branch", async () => {
    const { laptop } = await beginOnBranch();
    write(laptop, "access/members.yaml", manyMembers(3));
    const { exit, stderr } = await run(laptop, `plan --config access/members.yaml${on}`);
    expect(exit).toBe(1);
    expect(stderr).toContain(
      "members-state:access/members.state.jsonl doesn't exist, but members-state:members.state.jsonl has the state of this organization",
    );
  });

  test("finds the state branch if --state-branch is missing or names another branch", async () => {
    const { laptop } = await beginOnBranch();
    const clone = cloneAs("clone");
    write(clone, "members.yaml", manyMembers(3));
    for (const folder of [laptop, clone]) {
      const stopped = await expectStopped(
        folder,
        /members\.state\.jsonl doesn't exist, but members-state:members\.state\.jsonl has the state/,
      );
      expect(stopped.stderr).toContain("--state-branch members-state (");
    }
    await expectStopped(
      clone,
      /states:members\.state\.jsonl doesn't exist, but members-state:/,
      " --state-branch states",
    );
    await expectNothingToDo(clone, on);
    write(clone, "members.yaml", manyMembers(3).replace("kwob3J", "other1"));
    for (const options of ["", " --state-branch states"])
      expect(await run(clone, `plan${options}`)).toMatchObject({ exit: 0, stderr: "" });
  });

  test.for(["branch", "file"])("starts over with --new-state after the state %s was deleted", async what => {
    const { laptop } = await beginOnBranch();
    expect((await run(laptop, `${applyOn} --new-state`)).stderr).toContain(
      "exists, but --new-state starts over",
    );
    if (what === "branch") git(origin(), "update-ref", "-d", "refs/heads/members-state");
    else removeFile();
    expect((await run(laptop, applyOn)).exit).toBe(1);
    expect(await run(laptop, `${applyOn} --new-state`)).toMatchObject({ exit: 0 });
    expect(git(origin(), "show", `members-state:${stateFile}`).split("\n")[1]).toMatch(
      /^\{"event":"replaced","at":"[^"]+","fingerprints":"[0-9a-f]{54}"\}$/,
    );
    await expectNothingToDo(laptop, on);
  });

  test("stops if a shallow clone can't tell whether the branch had a state file", async () => {
    const { laptop } = await beginOnBranch();
    removeFile();
    git(root, "clone", "--quiet", "--depth=1", "--branch=members-state", `file://${origin()}`, "shallow");
    const shallow = join(root, "shallow");
    write(shallow, "members.yaml", read(laptop, "members.yaml"));
    const stopped = await expectStopped(shallow, /Couldn't reach .*: the clone is shallow/, on);
    expect(stopped.stderr).toContain("git fetch --unshallow.");
  });

  test("rejects --new-state if the state branch has fewer events than before", async () => {
    const { laptop, first } = await beginOnBranch();
    git(origin(), "update-ref", "refs/heads/members-state", first);
    const sent = sandbox.requests.length;
    const { exit, stderr } = await run(laptop, `${applyOn} --new-state`);
    expect([exit, sandbox.requests.length]).toEqual([1, sent]);
    expect(stderr).toContain("members-state:members.state.jsonl exists, but --new-state starts over");
    expect(git(origin(), "rev-parse", "members-state")).toBe(first);
  });
});

describe("a state branch that returns old data after a write", () => {
  const line = (n: number) => formatEvent({ ...adopted, email: `p${n}@example.com` });
  const text = (...numbers: readonly number[]) =>
    formatHeader("kwob3J", "lineage") + numbers.map(line).join("");
  const file = (content: string): BranchReadResult => ({
    found: "file",
    head: content.length.toString(),
    bytes: Buffer.from(content),
  });

  /** Returns a store on a branch that returns these results in turn, repeating the last, and its pauses. */
  function storeOn(...results: readonly BranchReadResult[]) {
    const pauses: number[] = [];
    const io = {
      clock: {
        now: () => 0,
        elapsed: () => 0,
        sleep: async (milliseconds: number) => void pauses.push(milliseconds),
        after,
      },
      files: nodeFiles(root, {}),
      newId: () => "lineage",
      random: () => 0.5,
    };
    let reads = 0;
    const branch: StateBranch = {
      name: "branch:file",
      read: async () => results[Math.min(reads++, results.length - 1)] as BranchReadResult,
      put: async () => ({ put: "done", head: "new" }),
    };
    const store = new BranchStore({ io, branch, messageFor: () => "", onUnsaved: () => {} });
    return { store, pauses };
  }

  test("reads the branch again until it has all events from before", async () => {
    const nothing: BranchReadResult = { found: "nothing", head: undefined };
    const { store, pauses } = storeOn(file(text(1, 2)), nothing, file(text(1)), file(text(1, 2, 3)));
    expect(await store.load("kwob3J")).toMatchObject({ ok: true });
    expect(await store.load("kwob3J")).toMatchObject({
      ok: true,
      value: { state: { events: { length: 3 } } },
    });
    expect(pauses).toEqual([1000, 2000]);
  });

  test("reports an unreachable state if events from before never appear again", async () => {
    const { store, pauses } = storeOn(file(text(1, 2, 3)), file(text(1)));
    await store.load("kwob3J");
    expect(await store.load("kwob3J")).toEqual({
      ok: false,
      problem: {
        reason: "state-unreachable",
        name: "branch:file",
        problem:
          "it lacks 2 events that this run read or wrote before. It is out of date, or someone changed it. Run this again",
      },
    });
    expect(pauses).toEqual([1000, 2000, 4000]);
  });

  test("doesn't treat the state as empty if it disappears after the first write", async () => {
    const { store } = storeOn({ found: "nothing", head: undefined });
    const loaded = await store.load("kwob3J");
    if (!loaded.ok) throw new Error("the first load failed");
    const record = await store.open("kwob3J", loaded.value);
    await record.add([adopted]);
    expect(await record.close()).toBeUndefined();
    expect(await store.load("kwob3J")).toMatchObject({ ok: false, problem: { reason: "state-unreachable" } });
  });
});

describe.concurrent("a state file read by the Action", { timeout: 120_000 }, () => {
  const people = (...names: readonly string[]) =>
    membersFile(Object.fromEntries(names.map(name => [`${name}@example.com`, "marketing"])));
  const tipOf = async ({ hub }: AccessRepository) => (await hub.tip("main")) ?? "";
  const emailed = ({ tally }: AccessRepository) => tally.organization.sentEmails.map(({ email }) => email);

  /** Merges and applies two changes that invite one person each. Returns the commit of main after the first. */
  async function startMerged(context: TestContext) {
    const repository = await startRepository(context, { "members.yaml": people("ada") });
    await repository.apply(await tipOf(repository));
    const first = await tipOf(repository);
    await repository.hub.commit("main", { "members.yaml": people("ada", "grace") });
    expect(await repository.apply(await tipOf(repository))).toMatchObject({ exit: 0 });
    expect(emailed(repository)).toEqual(["ada@example.com", "grace@example.com"]);
    return { repository, first };
  }

  test.for(["the commit of the state was reverted", "main was force-pushed to an older commit"])(
    "sends nothing and comments on the pull request if %s",
    async (how, context) => {
      const { repository, first } = await startMerged(context);
      const { hub } = repository;
      if (how.startsWith("main")) {
        const response = await fetch(`${hub.apiUrl}/repos/${hub.owner}/${hub.repo}/git/refs/heads/main`, {
          method: "PATCH",
          headers: { authorization: `token ${hub.token}`, "content-type": "application/json" },
          body: JSON.stringify({ sha: first, force: true }),
        });
        expect(response.status).toBe(200);
      } else await hub.commit("main", { [stateFile]: (await hub.read(first, stateFile)) ?? "" });
      await hub.commit("main", { "members.yaml": people("ada", "grace", "alan") });
      const pull = await repository.propose({ "members.yaml": people("ada", "grace", "alan", "joan") });
      const [applied, planned] = [
        await repository.apply(await tipOf(repository)),
        await repository.plan(pull),
      ];
      for (const { exit, stdout, summary } of [applied, planned]) {
        expect([exit, stdout]).toEqual([
          1,
          expect.stringContaining("lacks 2 events that refs/rollcall/main"),
        ]);
        expect(summary).toContain("git fetch origin refs/rollcall/main && git checkout ");
      }
      expect((await hub.comments(pull.number))[0]?.body).toContain("lacks 2 events");
      expect(emailed(repository)).toHaveLength(2);
    },
  );

  test("sends nothing after a force-push that removed the state file", async context => {
    const repository = await startRepository(context, { "members.yaml": people("ada") });
    const before = await tipOf(repository);
    await repository.apply(before);
    const { hub } = repository;
    await fetch(`${hub.apiUrl}/repos/${hub.owner}/${hub.repo}/git/refs/heads/main`, {
      method: "PATCH",
      headers: { authorization: `token ${hub.token}`, "content-type": "application/json" },
      body: JSON.stringify({ sha: before, force: true }),
    });
    const { exit, stdout } = await repository.apply(before);
    expect([exit, stdout]).toEqual([
      1,
      expect.stringContaining("is missing, but refs/rollcall/main (commit"),
    ]);
    expect(emailed(repository)).toHaveLength(1);
  });

  test.for([
    { config: "access/members.yaml", inputs: { config: "access/members.yaml" } },
    { config: "access/members.yaml", inputs: { config: "access" } },
    { config: "access/members.yaml", inputs: { "working-directory": "access" } },
  ])(
    "rejects moving members.yaml without the state file, with inputs $inputs",
    async ({ config, inputs }, context) => {
      const { repository } = await startMerged(context);
      const { hub } = repository;
      const moved = { "members.yaml": null, [config]: people("ada", "grace") };
      const left = await repository.propose(moved);
      const state = (await hub.read("main", stateFile)) ?? "";
      const kept = await repository.propose(
        { ...moved, [stateFile]: null, "access/members.state.jsonl": state },
        { branch: "kept" },
      );
      for (const run of [
        () => repository.plan(left, { inputs }),
        () => repository.planFork(left, { inputs }),
      ]) {
        const { exit, summary } = await run();
        expect(exit).toBe(1);
        expect(summary).toContain("git mv members.state.jsonl access/members.state.jsonl");
      }
      const planned = await repository.plan(kept, { inputs });
      expect(planned).toMatchObject({ exit: 0, outputs: { people: "0" } });
      expect(planned.summary).not.toContain("WARNING");
      expect(await repository.apply(await hub.merge(kept.number), { inputs })).toMatchObject({ exit: 0 });
      expect(emailed(repository)).toHaveLength(2);
    },
  );

  test.for([2, 40])(
    "retries up to a limit if GitHub returns a stale branch %i times",
    async (times, context) => {
      const { repository, first } = await startMerged(context);
      const { hub } = repository;
      const pushed = await hub.commit("main", { "members.yaml": people("ada", "grace", "alan") });
      const stale = { sha: first, commit: { tree: { sha: first } }, parents: [] };
      hub.fail({ method: "GET", path: /\/commits\/heads%2Fmain/, status: 200, body: stale, times });
      const { exit, stdout } = await repository.apply(pushed);
      expect(exit).toBe(times === 2 ? 0 : 1);
      expect(emailed(repository)).toHaveLength(times === 2 ? 3 : 2);
      if (times === 40) expect(stdout).toContain(`which lacks the commit ${pushed}`);
    },
  );

  test("accepts a compacted state file and sends only new invites", async context => {
    const { repository } = await startMerged(context);
    const { hub } = repository;
    const folder = mkdtempSync(join(tmpdir(), "rollcall-compacting-"));
    context.onTestFinished(() => rmSync(folder, { recursive: true }));
    write(folder, stateFile, (await hub.read("main", stateFile)) ?? "");
    for (let times = 0; times < 12; times += 1) {
      await run(folder, "state forget ada@example.com");
      const again = { ...adopted, email: "ada@example.com", at: `2026-12-01T10:00:${10 + times}Z` };
      appendFileSync(join(folder, stateFile), formatEvent(again));
    }
    const long = read(folder);
    expect((await run(folder, "state compact")).exit).toBe(0);
    expect(read(folder).length).toBeLessThan(long.length);
    await hub.commit("main", { [stateFile]: read(folder), "members.yaml": people("ada", "grace", "alan") });
    expect(await repository.apply(await tipOf(repository))).toMatchObject({ exit: 0 });
    expect(emailed(repository)).toHaveLength(3);
  });
});

describe("checkContinuity", () => {
  const event = (n: number): StateEvent => ({ ...adopted, email: `p${n}@example.com` });
  const header = formatHeader("kwob3J", "lineage");
  const text = (...numbers: readonly number[]) => header + numbers.map(event).map(formatEvent).join("");
  const check = (current: string, earlier: string) => checkContinuity(current, earlier, digestOf);

  test("finds no lost events in a text that grew, was reordered, or has CRLF", () => {
    for (const current of [text(1, 2), text(1, 2, 3), text(3, 2, 1), text(1, 2).replaceAll("\n", "\r\n")])
      expect(check(current, text(1, 2))).toMatchObject({ lostEvents: 0 });
    expect(check(text(1), `${text(1)}{"event":"adop`)).toMatchObject({ lostEvents: 0 });
    expect(check(text(1), `${header}<<<<<<< ours\n${formatEvent(event(1))}`)).toMatchObject({
      lostEvents: 0,
    });
  });

  test("counts lost events and checks whether the earlier text has all current ones", () => {
    expect(check(text(1), text(1, 2, 3))).toEqual({ lostEvents: 2, isWithinEarlier: true });
    expect(check(text(1, 4), text(1, 2, 3))).toEqual({ lostEvents: 2, isWithinEarlier: false });
    expect(check(text(), text(1))).toEqual({ lostEvents: 1, isWithinEarlier: true });
  });
});
