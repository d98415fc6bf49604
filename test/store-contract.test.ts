import { execFile } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, type TestContext, test } from "vitest";
import { openBranchStore } from "../src/commands/store/branch.ts";
import { compactText } from "../src/core/state/compact.ts";
import { formatEvent, formatHeader, type StateEvent } from "../src/core/state/events.ts";
import type { Email } from "../src/core/values/address.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { BranchHead } from "../src/github/branch-head.ts";
import { openGitHub } from "../src/github/client.ts";
import { GitHubBranch } from "../src/github/state-branch.ts";
import { digestOf } from "../src/io/digest.ts";
import { nodeFiles } from "../src/io/files/node-files.ts";
import { openGitBranch } from "../src/io/git/git-branch.ts";
import type { Io } from "../src/io/io.ts";
import type { LoadedState } from "../src/reconcile/inputs/model.ts";
import type { StateStore } from "../src/reconcile/inputs/store.ts";
import { FileStore } from "../src/reconcile/stores/file.ts";
import "./support/machine-clock.cjs";
import { after } from "./support/clock.ts";
import { startHub } from "./support/github.ts";

const execFileAsync = promisify(execFile);
const organization = "kwob3J";
const file = "members.state.jsonl";
const branch = "members-state";

/** Storage for a state, as used by this process and by others. */
interface Backend {
  /** Opens the store as another process would. */
  open(): Promise<StateStore>;
  /** Returns the state file, or undefined if there is none. */
  text(): Promise<string | undefined>;
  /** Changes the file as another program would, or removes it if the text is undefined. */
  change(text: string | undefined): Promise<void>;
  /** Returns the lines that could not be written. */
  unsaved(): string;
}

type Finishing = Pick<TestContext, "onTestFinished">;
type OpenBackend = (context: Finishing) => Promise<Backend>;

function temporaryFolder({ onTestFinished }: Finishing): string {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-contract-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function ioIn(folder: string): Io {
  let ids = 0;
  return {
    cwd: folder,
    clock: { now: Date.now, elapsed: () => performance.now(), sleep: async () => {}, after },
    files: nodeFiles(folder, {}),
    openHistory: async () => undefined,
    newId: kind => {
      ids += 1;
      return `${kind}-${ids}`;
    },
    random: () => 0,
    stderr: { write: () => {}, isTerminal: false, width: 80 },
  } as Partial<Io> as Io;
}

function unsavedIn(folder: string): string {
  const path = join(folder, "rollcall-unsaved.jsonl");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** Opens a file that others change in place, or replace by renaming another file onto it as git does. */
function fileBackend(how: "in place" | "by renaming"): OpenBackend {
  return async context => {
    const folder = temporaryFolder(context);
    const path = join(folder, file);
    const io = ioIn(folder);
    return {
      open: async () => new FileStore({ io, onWait: () => {}, onUnsaved: () => {} }, file),
      text: async () => (existsSync(path) ? readFileSync(path, "utf8") : undefined),
      change: async text => {
        const before = existsSync(path) ? readFileSync(path, "utf8") : "";
        if (text === undefined) return unlinkSync(path);
        if (how === "in place" && text.startsWith(before))
          return appendFileSync(path, text.slice(before.length));
        if (how === "in place") return writeFileSync(path, text);
        writeFileSync(`${path}.new`, text);
        renameSync(`${path}.new`, path);
      },
      unsaved: () => unsavedIn(folder),
    };
  };
}

const gitBackend: OpenBackend = async context => {
  const root = temporaryFolder(context);
  // A synchronous call would block the tests that run at the same time.
  const git = async (folder: string, args: readonly string[], input?: string) => {
    const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
    const running = execFileAsync("git", [...identity, ...args], { cwd: folder });
    if (input !== undefined) running.child.stdin?.end(input);
    return (await running).stdout.trim();
  };
  const origin = join(root, "origin.git");
  const folder = join(root, "clone");
  await git(root, ["init", "--quiet", "--bare", origin]);
  await git(root, ["init", "--quiet", folder]);
  await git(folder, ["remote", "add", "origin", origin]);
  const ref = `refs/heads/${branch}`;
  const hasBranch = async () => (await git(origin, ["for-each-ref", ref])) !== "";
  const hasFile = async () => (await hasBranch()) && (await git(origin, ["ls-tree", ref, file])) !== "";
  return {
    open: async () => {
      const stateBranch = await openGitBranch({ folder, env: process.env }, branch, file);
      return openBranchStore(ioIn(folder), stateBranch);
    },
    text: async () => ((await hasFile()) ? `${await git(origin, ["show", `${ref}:${file}`])}\n` : undefined),
    change: async text => {
      const blob = await git(origin, ["hash-object", "-w", "--stdin"], text ?? "");
      const entries = text === undefined ? "" : `100644 blob ${blob}\t${file}\n`;
      const tree = await git(origin, ["mktree"], entries);
      const parents = (await hasBranch()) ? ["-p", ref] : [];
      const commit = await git(origin, ["commit-tree", tree, ...parents, "-m", "Theirs"]);
      await git(origin, ["update-ref", ref, commit]);
    },
    unsaved: () => unsavedIn(folder),
  };
};

const gitHubBackend: OpenBackend = async context => {
  const folder = temporaryFolder(context);
  const hub = await startHub();
  context.onTestFinished(() => hub.close());
  await hub.commit("main", { "members.yaml": "members: []\n" });
  const location = { branch, base: "main", path: file, isOwnBranch: true };
  return {
    open: async () => {
      const github = openGitHub({
        apiUrl: hub.apiUrl,
        token: hub.token,
        repository: { owner: hub.owner, repo: hub.repo },
        userAgent: "rollcall-test",
        env: {},
        clock: ioIn(folder).clock,
        onWait: () => {},
        onOtherAuthor: () => {},
      });
      const baseHead = new BranchHead(github, "main", ioIn(folder).clock, undefined);
      return openBranchStore(ioIn(folder), new GitHubBranch({ github, location, baseHead, warn: () => {} }));
    },
    text: async () => ((await hub.tip(branch)) === undefined ? undefined : hub.read(branch, file)),
    change: async text => void (await hub.commit(branch, { [file]: text ?? null })),
    unsaved: () => unsavedIn(folder),
  };
};

const at = "2026-11-30T12:00:00.000Z";
const workspaceIds = ["npe1DB" as WorkspaceId];
const intent = (call: string): StateEvent => ({
  event: "intent",
  at,
  call,
  action: "invite",
  workspaceIds,
  emails: [`${call}@example.com`],
});
const outcome = (call: string): StateEvent => ({ event: "outcome", at, call, result: "done", status: 204 });
const note = (name: string): StateEvent => ({
  event: "adopted",
  at,
  email: `${name}@example.com` as Email,
  workspaceIds,
});
const header = formatHeader(organization, "lineage");
const textOf = (...events: readonly StateEvent[]) => header + events.map(formatEvent).join("");
const moved = expect.objectContaining({ reason: "state-moved" });

async function load(store: StateStore): Promise<LoadedState> {
  const loaded = await store.load(organization);
  if (!loaded.ok) throw new Error(`not loaded: ${JSON.stringify(loaded.problem)}`);
  return loaded.value;
}

/** Loads the state as one process, and opens it to record more events. */
async function begin(backend: Backend) {
  const store = await backend.open();
  const loaded = await load(store);
  return { store, loaded, recorder: await store.open(organization, loaded) };
}

async function eventsAt(backend: Backend): Promise<readonly StateEvent[]> {
  return (await load(await backend.open())).state.events;
}

describe.concurrent.each([
  ["a file that others change in place", fileBackend("in place")],
  ["a file that others replace", fileBackend("by renaming")],
  ["a branch through git", gitBackend],
  ["a branch through GitHub", gitHubBackend],
] as const)("%s", { timeout: 60_000 }, (_, openBackend) => {
  test("starts empty, and writes nothing if no event is added", async context => {
    const backend = await openBackend(context);
    const { recorder, loaded } = await begin(backend);
    expect(loaded.state).toMatchObject({ header: undefined, events: [] });
    expect(await recorder.close()).toBeUndefined();
    expect(await backend.text()).toBeUndefined();
  });

  test("returns appended events in order", async context => {
    const backend = await openBackend(context);
    const first = await begin(backend);
    expect(await first.recorder.add([note("ada")])).toBeUndefined();
    expect(await first.recorder.close()).toBeUndefined();
    const { recorder } = await begin(backend);
    for (const events of [[intent("one")], [outcome("one")], [intent("two")], [outcome("two")]])
      expect(await recorder.add(events)).toBeUndefined();
    expect(await recorder.close()).toBeUndefined();
    const events = [note("ada"), intent("one"), outcome("one"), intent("two"), outcome("two")];
    expect(await eventsAt(backend)).toEqual(events);
  });

  test("stores an intent before `add` resolves", async context => {
    const backend = await openBackend(context);
    const { recorder } = await begin(backend);
    await recorder.add([intent("one")]);
    expect(await eventsAt(backend)).toEqual([intent("one")]);
  });

  test("rejects an intent after another writer appended, and keeps every line", async context => {
    const backend = await openBackend(context);
    await backend.change(textOf(note("ada")));
    const { store, recorder } = await begin(backend);
    const theirs = textOf(note("ada"), note("grace"));
    await backend.change(theirs);
    expect(await recorder.add([intent("one")])).toEqual(moved);
    expect(await recorder.close()).toBeUndefined();
    expect(await backend.text()).toBe(theirs);

    const again = await store.open(organization, await load(store));
    expect(await again.add([intent("one")])).toBeUndefined();
    expect(await backend.text()).toBe(theirs + formatEvent(intent("one")));
  });

  test("rejects an adopted grant after another writer appended", async context => {
    const backend = await openBackend(context);
    await backend.change(textOf(note("ada")));
    const { recorder } = await begin(backend);
    const theirs = textOf(note("ada"), note("grace"));
    await backend.change(theirs);
    const failures = [await recorder.add([note("carl")]), await recorder.close()];
    expect(failures).toContainEqual(moved);
    expect(await backend.text()).toBe(theirs);
  });

  test("rejects an intent after another writer replaced the state", async context => {
    const backend = await openBackend(context);
    await backend.change(textOf(note("ada"), note("grace")));
    const { recorder } = await begin(backend);
    // This text has the same size.
    const theirs = textOf(note("ada"), note("carla"));
    await backend.change(theirs);
    expect(await recorder.add([intent("one")])).toEqual(moved);
    expect(await backend.text()).toBe(theirs);
  });

  test("accepts an intent after another writer wrote the same text again", async context => {
    const backend = await openBackend(context);
    const text = textOf(note("ada"));
    await backend.change(text);
    const { recorder } = await begin(backend);
    await backend.change(`${text} `);
    await backend.change(text);
    expect(await recorder.add([intent("one")])).toBeUndefined();
    expect(await backend.text()).toBe(text + formatEvent(intent("one")));
  });

  test("lets only the first of two processes create the state", async context => {
    const backend = await openBackend(context);
    const [first, second] = [await begin(backend), await begin(backend)];
    expect(await first.recorder.add([intent("one")])).toBeUndefined();
    const text = await backend.text();
    expect(await second.recorder.add([intent("two")])).toEqual(moved);
    expect(await second.recorder.close()).toBeUndefined();
    expect(await backend.text()).toBe(text);
  });

  test("rejects an intent if another process appended since the state was loaded", async context => {
    const backend = await openBackend(context);
    await backend.change(textOf());
    const [first, second] = [await begin(backend), await begin(backend)];
    expect(await first.recorder.add([intent("one")])).toBeUndefined();
    expect(await second.recorder.add([intent("two")])).toEqual(moved);
    expect(await first.recorder.add([outcome("one")])).toBeUndefined();
    expect(await first.recorder.close()).toBeUndefined();
    expect(await eventsAt(backend)).toEqual([intent("one"), outcome("one")]);
  });

  test.for([
    ["appended to", (text: string) => text + formatEvent(note("grace"))],
    ["replaced by one without the call", () => textOf(note("ada"), note("grace"))],
  ] as const)("keeps the outcome of a call during which the state was %s", async ([, theirs], context) => {
    const backend = await openBackend(context);
    await backend.change(textOf(note("ada")));
    const { recorder } = await begin(backend);
    expect(await recorder.add([intent("one")])).toBeUndefined();
    await backend.change(theirs((await backend.text()) ?? ""));
    expect(await recorder.add([outcome("one")])).toBeUndefined();
    expect(await recorder.add([intent("two")])).toEqual(moved);
    expect(await recorder.close()).toBeUndefined();
    const events = await eventsAt(backend);
    expect(events).toHaveLength(4);
    expect(events).toEqual(
      expect.arrayContaining([note("ada"), note("grace"), intent("one"), outcome("one")]),
    );
  });

  test("doesn't restore events that another writer compacted during a call", async context => {
    const backend = await openBackend(context);
    await backend.change(textOf(note("ada")));
    const { recorder } = await begin(backend);
    await recorder.add([intent("one")]);
    await recorder.add([outcome("one")]);
    await recorder.add([intent("two")]);
    const { state } = await load(await backend.open());
    await backend.change(compactText(state, at, digestOf));
    await recorder.add([outcome("two")]);
    expect(await recorder.close()).toBeUndefined();
    const lines = (await backend.text())?.split("\n") ?? [];
    expect(lines.filter(line => line.includes('"call":"one"'))).toEqual([]);
    const { recorded } = (await load(await backend.open())).state;
    expect([...recorded.people.keys()].sort()).toEqual([
      "ada@example.com",
      "one@example.com",
      "two@example.com",
    ]);
  });

  test("drops the outcome of a call that another writer resolved and compacted", async context => {
    const backend = await openBackend(context);
    await backend.change(textOf());
    const { recorder } = await begin(backend);
    await recorder.add([intent("one")]);
    const resolved = { event: "outcome", at, call: "one", result: "done", resolvedBy: "live-data" } as const;
    await backend.change((await backend.text()) + formatEvent(resolved));
    const { state } = await load(await backend.open());
    await backend.change(compactText(state, at, digestOf));
    await recorder.add([outcome("one")]);
    await recorder.close();
    const { recorded } = (await load(await backend.open())).state;
    expect([...recorded.people.keys()]).toEqual(["one@example.com"]);
  });

  test("fails every load after events that this run read or wrote disappeared", async context => {
    const backend = await openBackend(context);
    await backend.change(textOf(note("ada")));
    const { store, recorder } = await begin(backend);
    expect(await recorder.add([intent("one")])).toBeUndefined();
    await backend.change(textOf(note("ada")));
    for (const _ of [1, 2]) expect(await store.load(organization)).toMatchObject({ ok: false });
  });

  test("keeps the outcome of a call that a person resolved as not sent", async context => {
    const backend = await openBackend(context);
    await backend.change(textOf());
    const { recorder } = await begin(backend);
    await recorder.add([intent("one")]);
    const resolved = { event: "outcome", at, call: "one", result: "not-sent", resolvedBy: "person" } as const;
    await backend.change((await backend.text()) + formatEvent(resolved));
    expect(await recorder.add([outcome("one")])).toBeUndefined();
    expect(await recorder.close()).toBeUndefined();
    const { recorded } = (await load(await backend.open())).state;
    expect([...recorded.people.keys()]).toEqual(["one@example.com"]);
  });

  test("removes a torn last line, and nothing else", async context => {
    const backend = await openBackend(context);
    const whole = textOf(note("ada"));
    await backend.change(`${whole}{"event":"ado\n`.trimEnd());
    const { recorder, loaded } = await begin(backend);
    expect(loaded.state.torn).toBe(true);
    expect(await recorder.close()).toBeUndefined();
    expect(await backend.text()).toBe(whole);
  });

  test("replaces a torn last line with the next event", async context => {
    const backend = await openBackend(context);
    await backend.change(`${textOf(note("ada"))}{"event":"é`);
    const { recorder } = await begin(backend);
    expect(await recorder.add([intent("one")])).toBeUndefined();
    expect(await backend.text()).toBe(textOf(note("ada"), intent("one")));
  });

  test("adds a missing newline at the end before it appends", async context => {
    const backend = await openBackend(context);
    await backend.change(textOf(note("ada")).trimEnd());
    const { recorder } = await begin(backend);
    expect(await recorder.add([intent("one")])).toBeUndefined();
    expect(await backend.text()).toBe(textOf(note("ada"), intent("one")));
  });

  test("keeps a torn line that another writer has completed since", async context => {
    const backend = await openBackend(context);
    const theirs = textOf(note("ada"), note("grace"));
    await backend.change(theirs.slice(0, -20));
    const { recorder } = await begin(backend);
    await backend.change(theirs);
    expect(await recorder.add([intent("one")])).toEqual(moved);
    expect(await backend.text()).toBe(theirs);
  });

  test("rejects a rewrite after another writer appended, until the state is reloaded", async context => {
    const backend = await openBackend(context);
    await backend.change(textOf(note("ada"), note("ada")));
    const { store } = await begin(backend);
    const theirs = textOf(note("ada"), note("ada"), note("grace"));
    await backend.change(theirs);
    expect(await store.rewrite(textOf(note("ada")))).toEqual(moved);
    expect(await backend.text()).toBe(theirs);
    await load(store);
    expect(await store.rewrite(textOf(note("ada"), note("grace")))).toBeUndefined();
    expect(await backend.text()).toBe(textOf(note("ada"), note("grace")));
  });

  test("doesn't create a new state after another writer removed it", async context => {
    const backend = await openBackend(context);
    await backend.change(textOf(note("ada")));
    const { store, recorder } = await begin(backend);
    await backend.change(undefined);
    const failure = { reason: expect.stringMatching(/^state-(removed|lost)$/) };
    expect(await recorder.add([intent("one")])).toMatchObject(failure);
    expect(await recorder.close()).toBeUndefined();
    expect(await store.load(organization)).toMatchObject({ ok: false, problem: failure });
    expect([await backend.text(), backend.unsaved()]).toEqual([undefined, ""]);
  });

  test("saves the outcome to rollcall-unsaved.jsonl if the state was removed", async context => {
    const backend = await openBackend(context);
    await backend.change(textOf(note("ada")));
    const { recorder } = await begin(backend);
    await recorder.add([intent("one")]);
    await backend.change(undefined);
    await recorder.add([outcome("one")]);
    const failure = { reason: expect.stringMatching(/^state-(removed|lost)$/) };
    expect(await recorder.close()).toMatchObject(failure);
    expect(await backend.text()).toBeUndefined();
    expect(backend.unsaved()).toContain(formatEvent(outcome("one")));
  });
});
