import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WorkspaceNames } from "../src/core/config/workspace-names.ts";
import { readList } from "../src/core/import/csv/list.ts";
import { eventsOfImport, readImported } from "../src/core/import/events.ts";
import { formatMembersFile } from "../src/core/import/format.ts";
import { draftImport } from "../src/core/import/import.ts";
import { nameWorkspaces } from "../src/core/import/names.ts";
import { noState } from "../src/core/state/state.ts";
import { foldObserved } from "../src/core/tally/fold-observed.ts";
import type { Day } from "../src/core/values/day.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import type { Files } from "../src/io/io.ts";
import { importMessages } from "../src/render/import/import.ts";
import type { OrganizationSeed } from "../src/sandbox/organization/seed.ts";
import { type Sandbox, startSandbox } from "../src/sandbox/server.ts";
import { commandTime, runIn } from "./support/io.ts";
import { TestFolder } from "./support/rollcall.ts";

const hostile = "\u001b[31mred\r\n::error::\u202egnp.exe\u200b";
const seed: OrganizationSeed = {
  organization: "kwob3J",
  owner: { email: "owner@example.com", name: hostile },
  people: [{ email: `nobody@example.com`, name: hostile }],
  workspaces: [
    { id: "wLDNPp", name: hostile, members: ["owner@example.com", "ada@example.com"] },
    { id: "npe1DB", name: "research", members: ["ada@example.com"], invites: ["grace@example.com"] },
  ],
};

let sandbox: Sandbox;
let workplace: TestFolder;
let env: Record<string, string>;
beforeEach(async () => {
  sandbox = await startSandbox({ now: commandTime, seed });
  workplace = new TestFolder();
  env = { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key };
});
afterEach(async () => {
  workplace.remove();
  await sandbox.close();
});

/** Makes writing members.yaml fail as on a full disk. */
function withFullDisk(files: Files): Files {
  return {
    ...files,
    replace: async (path, text) => {
      if (!path.endsWith("members.yaml")) return files.replace(path, text);
      const error = new Error("ENOSPC: no space left on device, write");
      throw Object.assign(error, { code: "ENOSPC", syscall: "write", path });
    },
  };
}

/** Reports the lock as lost right after it is taken, as on a machine that slept. */
function withLostLock(files: Files): Files {
  return {
    ...files,
    lock: async (path, options) => {
      const lock = await files.lock(path, options);
      options.onLost();
      return lock;
    },
  };
}

describe("rollcall import", () => {
  test("keeps a members.yaml that appears during the run", async () => {
    const busy = await startSandbox({
      now: commandTime,
      seed,
      onRequest: () => workplace.write("members.yaml", "mine"),
    });
    const context = { env: { ...env, TALLY_API_URL: busy.url } };
    const { exit, stderr } = await runIn(workplace.folder, "import", context);
    expect([exit, workplace.read("members.yaml")]).toEqual([1, "mine"]);
    expect(stderr).toContain("Error: members.yaml already exists. Nothing was written.");
    expect(existsSync(join(workplace.folder, "members.state.jsonl"))).toBe(false);
    const forced = await runIn(workplace.folder, "import --force", context);
    expect([forced.exit, workplace.read("members.yaml")]).toEqual([1, "mine"]);
    expect(forced.stderr).toContain("members.yaml:1:1 error: The file must be a mapping");
    await busy.close();
  });

  test("keeps the format of a file that it updates", async () => {
    await runIn(workplace.folder, "import", { env });
    const yaml = workplace.read("members.yaml");
    const windows = `\ufeff${yaml.replaceAll("\n", "\r\n")}`;
    const dropped = /\r\n {2}- email: grace[^\r]*\r\n {4}workspaces[^\r]*/;
    for (const start of [windows, windows.replace(dropped, "")]) {
      workplace.write("members.yaml", start);
      expect(await runIn(workplace.folder, "import --force", { env })).toMatchObject({ exit: 0 });
      expect(workplace.read("members.yaml")).toBe(windows);
    }
    const json = { organization: "kwob3J", workspaces: { research: "npe1DB" }, members: [] };
    workplace.write("members.yaml", JSON.stringify(json));
    expect(await runIn(workplace.folder, "import --force", { env })).toMatchObject({ exit: 0 });
    const after = JSON.parse(workplace.read("members.yaml"));
    expect(after.workspaces.research).toBe("npe1DB");
    expect(Object.keys(after.workspaces)).toHaveLength(2);
    expect(after.members.map(({ email }: { email: string }) => email)).toEqual([
      "ada@example.com",
      "grace@example.com",
      "owner@example.com",
    ]);
  });

  test("treats an empty members.yaml as none with --force", async () => {
    workplace.write("members.yaml", "");
    expect((await runIn(workplace.folder, "import", { env })).exit).toBe(1);
    expect(await runIn(workplace.folder, "import --force", { env })).toMatchObject({ exit: 0 });
    expect(workplace.read("members.yaml")).toMatch(/^organization: kwob3J\n/);
  });

  test("keeps a change of members.yaml during a run with --force", async () => {
    await runIn(workplace.folder, "import", { env });
    const recorded = workplace.read("members.state.jsonl");
    const start = workplace.read("members.yaml").replace(/ {2}- email: grace.*\n {4}workspaces.*\n/, "");
    workplace.write("members.yaml", start);
    let reads = 0;
    const { exit, stderr } = await runIn(workplace.folder, "import --force", {
      env,
      files: files => ({
        ...files,
        read: async path => {
          const bytes = await files.read(path);
          if (path === "members.yaml") reads += 1;
          if (reads === 2) workplace.write("members.yaml", `${start}# mine\n`);
          return bytes;
        },
      }),
    });
    expect([exit, workplace.read("members.yaml")]).toEqual([1, `${start}# mine\n`]);
    expect(stderr).toContain("members.yaml changed while Rollcall was editing it.");
    expect(workplace.read("members.state.jsonl")).toBe(recorded);
  });

  test("reuses the state file of a run that couldn't write members.yaml", async () => {
    const broken = await runIn(workplace.folder, "import", { env, files: withFullDisk });
    expect(broken.exit).toBe(1);
    expect(existsSync(join(workplace.folder, "members.yaml"))).toBe(false);
    const recorded = workplace.read("members.state.jsonl");
    expect(recorded.match(/"event":"adopted"/g)).toHaveLength(3);

    const again = await runIn(workplace.folder, "import --force", { env });
    expect(again).toMatchObject({ exit: 0, stderr: "" });
    expect(workplace.read("members.state.jsonl")).toBe(recorded);
    expect(await runIn(workplace.folder, "plan --detailed-exitcode")).toMatchObject({ exit: 0 });
  });

  test("writes nothing if an import loses its lock", async () => {
    const lost = await runIn(workplace.folder, "import", { env, files: withLostLock });
    expect(lost.exit).toBe(1);
    expect(lost.stderr).toContain("The lock on the state file was lost");
    expect(existsSync(join(workplace.folder, "members.yaml"))).toBe(false);
    expect(existsSync(join(workplace.folder, "members.state.jsonl"))).toBe(false);
  });

  test("escapes names from Tally in the terminal and in members.yaml", async () => {
    const { stdout } = await runIn(workplace.folder, "import", { env });
    const invisible = /(?!\n)[\p{Cc}\p{Cf}]/u;
    expect(stdout).toContain("nobody@example.com");
    expect(stdout).not.toMatch(invisible);
    expect(workplace.read("members.yaml")).not.toMatch(invisible);
  });

  test("sends only GET requests to Tally during an import", async () => {
    await runIn(workplace.folder, "import", { env });
    expect(sandbox.requests.length).toBeGreaterThan(0);
    expect(sandbox.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("imports 10,000 people in 40 workspaces within a minute", { timeout: 60_000 }, () => {
    const { users, workspaces } = largeOrganization(10_000, 40);
    const me = { id: "user-0", organizationId: "kwob3J", isOrganizationOwner: true, email: users[0]?.email };
    const observed = foldObserved(
      { at: "2100-01-01T00:00:00.000Z", me, workspaces, total: 40, users, invites: [] },
      toAsciiDomain,
    );
    const named = nameWorkspaces(observed.workspaces);
    const shared = { organization: "kwob3J", observed, workspaces: named, toAscii: toAsciiDomain };
    const list = users.map(
      ({ email }, index) => `${email},Workspace ${index % 40};Workspace ${(index * 7) % 40}\n`,
    );
    const { reading } = readList("list.csv", new TextEncoder().encode(`email,workspaces\n${list.join("")}`), {
      names: new WorkspaceNames(observed.workspaces, named),
      fallback: [],
      toAscii: toAsciiDomain,
    });
    for (const listed of [undefined, reading.ok ? reading.value.people : []]) {
      const draft = draftImport({ ...shared, listed });
      const config = readImported(formatMembersFile(draft, importMessages), draft, toAsciiDomain);
      expect(config.members).toHaveLength(10_000);
      const parts = { config, state: noState, observed, today: "2026-11-23" as Day, at: "", provenance: {} };
      eventsOfImport({ ...parts, isWhole: listed === undefined });
    }
  });
});

/** Returns users and workspaces in which the users have many different sets of workspaces. */
function largeOrganization(people: number, count: number) {
  const users = Array.from({ length: people }, (_, index) => ({
    id: `user-${index}`,
    email: `person${index}@example.com`,
    fullName: `Person ${index}`,
  }));
  const workspaces = Array.from({ length: count }, (_, at) => ({
    id: `workspace-${at}`,
    name: `Workspace ${at}`,
    members: users.filter((_, index) => (index * 31 + at * 17) % 11 < 3),
    invites: [],
  }));
  return { users, workspaces };
}
