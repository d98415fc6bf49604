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
import "./support/machine-clock.js";
import { after } from "./support/clock.ts";
import { startHub } from "./support/github.ts";

const execFileAsync = promisify(execFile);
const organization = "kwob3J";
const file = "members.state.jsonl";
const branch = "members-state";

/** A place that keeps a state, as this process and as others see it. */
interface Place {
  /** Opens the store as a further process would. */
  open(): Promise<StateStore>;
  /** Returns the state file, or undefined if there is none. */
  text(): Promise<string | undefined>;
  /** Changes the file as somebody else would; undefined removes it. */
  change(text: string | undefined): Promise<void>;
  /** Returns the lines that could not be written. */
  unsaved(): string;
}

type Finishing = Pick<TestContext, "onTestFinished">;
type OpenPlace = (context: Finishing) => Promise<Place>;

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

/** A file that others change in place, or by renaming another onto it as git does. */
function filePlace(how: "in place" | "by renaming"): OpenPlace {
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

const gitPlace: OpenPlace = async context => {
  const root = temporaryFolder(context);
  // One that blocked would hold up the tests that run at the same time.
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

const gitHubPlace: OpenPlace = async context => {
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

/** Loads what a place keeps as one process, and opens it for further events. */
async function begin(place: Place) {
  const store = await place.open();
  const loaded = await load(store);
  return { store, loaded, recorder: await store.open(organization, loaded) };
}

async function eventsAt(place: Place): Promise<readonly StateEvent[]> {
  return (await load(await place.open())).state.events;
}

describe.concurrent.each([
  ["a file that others change in place", filePlace("in place")],
  ["a file that others replace", filePlace("by renaming")],
  ["a branch through git", gitPlace],
  ["a branch through GitHub", gitHubPlace],
] as const)("%s", { timeout: 60_000 }, (_, openPlace) => {
  test("holds nothing at first, and keeps nothing if nothing is added", async context => {
    const place = await openPlace(context);
    const { recorder, loaded } = await begin(place);
    expect(loaded.state).toMatchObject({ header: undefined, events: [] });
    expect(await recorder.close()).toBeUndefined();
    expect(await place.text()).toBeUndefined();
  });

  test("returns what was appended, in order", async context => {
    const place = await openPlace(context);
    const first = await begin(place);
    expect(await first.recorder.add([note("ada")])).toBeUndefined();
    expect(await first.recorder.close()).toBeUndefined();
    const { recorder } = await begin(place);
    for (const events of [[intent("one")], [outcome("one")], [intent("two")], [outcome("two")]])
      expect(await recorder.add(events)).toBeUndefined();
    expect(await recorder.close()).toBeUndefined();
    const events = [note("ada"), intent("one"), outcome("one"), intent("two"), outcome("two")];
    expect(await eventsAt(place)).toEqual(events);
  });

  test("has an intent before `add` resolves", async context => {
    const place = await openPlace(context);
    const { recorder } = await begin(place);
    await recorder.add([intent("one")]);
    expect(await eventsAt(place)).toEqual([intent("one")]);
  });

  test("rejects an intent after somebody else appended, and keeps every line", async context => {
    const place = await openPlace(context);
    await place.change(textOf(note("ada")));
    const { store, recorder } = await begin(place);
    const theirs = textOf(note("ada"), note("grace"));
    await place.change(theirs);
    expect(await recorder.add([intent("one")])).toEqual(moved);
    expect(await recorder.close()).toBeUndefined();
    expect(await place.text()).toBe(theirs);

    const again = await store.open(organization, await load(store));
    expect(await again.add([intent("one")])).toBeUndefined();
    expect(await place.text()).toBe(theirs + formatEvent(intent("one")));
  });

  test("rejects what a check showed after somebody else appended", async context => {
    const place = await openPlace(context);
    await place.change(textOf(note("ada")));
    const { recorder } = await begin(place);
    const theirs = textOf(note("ada"), note("grace"));
    await place.change(theirs);
    const failures = [await recorder.add([note("carl")]), await recorder.close()];
    expect(failures).toContainEqual(moved);
    expect(await place.text()).toBe(theirs);
  });

  test("rejects an intent after somebody else put another state there", async context => {
    const place = await openPlace(context);
    await place.change(textOf(note("ada"), note("grace")));
    const { recorder } = await begin(place);
    // It has the same size.
    const theirs = textOf(note("ada"), note("carla"));
    await place.change(theirs);
    expect(await recorder.add([intent("one")])).toEqual(moved);
    expect(await place.text()).toBe(theirs);
  });

  test("does not take a file that was written again for a change", async context => {
    const place = await openPlace(context);
    const text = textOf(note("ada"));
    await place.change(text);
    const { recorder } = await begin(place);
    await place.change(`${text} `);
    await place.change(text);
    expect(await recorder.add([intent("one")])).toBeUndefined();
    expect(await place.text()).toBe(text + formatEvent(intent("one")));
  });

  test("lets the first of two processes begin a state", async context => {
    const place = await openPlace(context);
    const [first, second] = [await begin(place), await begin(place)];
    expect(await first.recorder.add([intent("one")])).toBeUndefined();
    const text = await place.text();
    expect(await second.recorder.add([intent("two")])).toEqual(moved);
    expect(await second.recorder.close()).toBeUndefined();
    expect(await place.text()).toBe(text);
  });

  test("rejects an intent by what was loaded before another process appended", async context => {
    const place = await openPlace(context);
    await place.change(textOf());
    const [first, second] = [await begin(place), await begin(place)];
    expect(await first.recorder.add([intent("one")])).toBeUndefined();
    expect(await second.recorder.add([intent("two")])).toEqual(moved);
    expect(await first.recorder.add([outcome("one")])).toBeUndefined();
    expect(await first.recorder.close()).toBeUndefined();
    expect(await eventsAt(place)).toEqual([intent("one"), outcome("one")]);
  });

  test.for([
    ["appended to", (text: string) => text + formatEvent(note("grace"))],
    ["replaced by one that lacks the call", () => textOf(note("ada"), note("grace"))],
  ] as const)("keeps the outcome of a call during which the state was %s", async ([, theirs], context) => {
    const place = await openPlace(context);
    await place.change(textOf(note("ada")));
    const { recorder } = await begin(place);
    expect(await recorder.add([intent("one")])).toBeUndefined();
    await place.change(theirs((await place.text()) ?? ""));
    expect(await recorder.add([outcome("one")])).toBeUndefined();
    expect(await recorder.add([intent("two")])).toEqual(moved);
    expect(await recorder.close()).toBeUndefined();
    const events = await eventsAt(place);
    expect(events).toHaveLength(4);
    expect(events).toEqual(
      expect.arrayContaining([note("ada"), note("grace"), intent("one"), outcome("one")]),
    );
  });

  test("does not add again what somebody compacted during a call", async context => {
    const place = await openPlace(context);
    await place.change(textOf(note("ada")));
    const { recorder } = await begin(place);
    await recorder.add([intent("one")]);
    await recorder.add([outcome("one")]);
    await recorder.add([intent("two")]);
    const { state } = await load(await place.open());
    await place.change(compactText(state, at, digestOf));
    await recorder.add([outcome("two")]);
    expect(await recorder.close()).toBeUndefined();
    const lines = (await place.text())?.split("\n") ?? [];
    expect(lines.filter(line => line.includes('"call":"one"'))).toEqual([]);
    const { recorded } = (await load(await place.open())).state;
    expect([...recorded.people.keys()].sort()).toEqual([
      "ada@example.com",
      "one@example.com",
      "two@example.com",
    ]);
  });

  test("does not record the outcome of a call that somebody resolved and compacted", async context => {
    const place = await openPlace(context);
    await place.change(textOf());
    const { recorder } = await begin(place);
    await recorder.add([intent("one")]);
    const resolved = { event: "outcome", at, call: "one", result: "done", resolvedBy: "live-data" } as const;
    await place.change((await place.text()) + formatEvent(resolved));
    const { state } = await load(await place.open());
    await place.change(compactText(state, at, digestOf));
    await recorder.add([outcome("one")]);
    await recorder.close();
    const { recorded } = (await load(await place.open())).state;
    expect([...recorded.people.keys()]).toEqual(["one@example.com"]);
  });

  test("finds each time that events are missing which this run read or wrote", async context => {
    const place = await openPlace(context);
    await place.change(textOf(note("ada")));
    const { store, recorder } = await begin(place);
    expect(await recorder.add([intent("one")])).toBeUndefined();
    await place.change(textOf(note("ada")));
    for (const _ of [1, 2]) expect(await store.load(organization)).toMatchObject({ ok: false });
  });

  test("keeps the outcome next to a resolution by a person", async context => {
    const place = await openPlace(context);
    await place.change(textOf());
    const { recorder } = await begin(place);
    await recorder.add([intent("one")]);
    const resolved = { event: "outcome", at, call: "one", result: "not-sent", resolvedBy: "person" } as const;
    await place.change((await place.text()) + formatEvent(resolved));
    expect(await recorder.add([outcome("one")])).toBeUndefined();
    expect(await recorder.close()).toBeUndefined();
    const { recorded } = (await load(await place.open())).state;
    expect([...recorded.people.keys()]).toEqual(["one@example.com"]);
  });

  test("cuts a torn last line, and nothing else", async context => {
    const place = await openPlace(context);
    const whole = textOf(note("ada"));
    await place.change(`${whole}{"event":"ado\n`.trimEnd());
    const { recorder, loaded } = await begin(place);
    expect(loaded.state.torn).toBe(true);
    expect(await recorder.close()).toBeUndefined();
    expect(await place.text()).toBe(whole);
  });

  test("appends in the place of a torn last line", async context => {
    const place = await openPlace(context);
    await place.change(`${textOf(note("ada"))}{"event":"é`);
    const { recorder } = await begin(place);
    expect(await recorder.add([intent("one")])).toBeUndefined();
    expect(await place.text()).toBe(textOf(note("ada"), intent("one")));
  });

  test("appends after a last line without an end", async context => {
    const place = await openPlace(context);
    await place.change(textOf(note("ada")).trimEnd());
    const { recorder } = await begin(place);
    expect(await recorder.add([intent("one")])).toBeUndefined();
    expect(await place.text()).toBe(textOf(note("ada"), intent("one")));
  });

  test("does not cut a torn line that somebody has finished since", async context => {
    const place = await openPlace(context);
    const theirs = textOf(note("ada"), note("grace"));
    await place.change(theirs.slice(0, -20));
    const { recorder } = await begin(place);
    await place.change(theirs);
    expect(await recorder.add([intent("one")])).toEqual(moved);
    expect(await place.text()).toBe(theirs);
  });

  test("rewrites what was loaded, and nothing that somebody appended since", async context => {
    const place = await openPlace(context);
    await place.change(textOf(note("ada"), note("ada")));
    const { store } = await begin(place);
    const theirs = textOf(note("ada"), note("ada"), note("grace"));
    await place.change(theirs);
    expect(await store.rewrite(textOf(note("ada")))).toEqual(moved);
    expect(await place.text()).toBe(theirs);
    await load(store);
    expect(await store.rewrite(textOf(note("ada"), note("grace")))).toBeUndefined();
    expect(await place.text()).toBe(textOf(note("ada"), note("grace")));
  });

  test("does not begin a state anew after somebody removed it", async context => {
    const place = await openPlace(context);
    await place.change(textOf(note("ada")));
    const { store, recorder } = await begin(place);
    await place.change(undefined);
    const failure = { reason: expect.stringMatching(/^state-(removed|lost)$/) };
    expect(await recorder.add([intent("one")])).toMatchObject(failure);
    expect(await recorder.close()).toBeUndefined();
    expect(await store.load(organization)).toMatchObject({ ok: false, problem: failure });
    expect([await place.text(), place.unsaved()]).toEqual([undefined, ""]);
  });

  test("puts the outcome of a call aside if the state was removed during it", async context => {
    const place = await openPlace(context);
    await place.change(textOf(note("ada")));
    const { recorder } = await begin(place);
    await recorder.add([intent("one")]);
    await place.change(undefined);
    await recorder.add([outcome("one")]);
    const failure = { reason: expect.stringMatching(/^state-(removed|lost)$/) };
    expect(await recorder.close()).toMatchObject(failure);
    expect(await place.text()).toBeUndefined();
    expect(place.unsaved()).toContain(formatEvent(outcome("one")));
  });
});
