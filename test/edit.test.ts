import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Files } from "../src/io/io.ts";
import { runIn } from "./support/io.ts";

const members = `organization: kwob3J
workspaces: { marketing: wLDNPp, research: npe1DB }
members:
  - email: ada@example.com
    workspaces: [research] # the study
`;
const holder = { pid: 4242, host: "laptop", command: "rollcall fmt", since: "2026-11-30T12:00:00.000Z" };
let folder: string;
const at = (name: string) => join(folder, name);
const text = () => readFileSync(at("members.yaml"), "utf8");
const run = (line: string, files?: (files: Files) => Files) => runIn(folder, line, files ? { files } : {});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-edit-"));
  writeFileSync(at("members.yaml"), members);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("editing members.yaml", () => {
  test.for(["add bob@example.com --workspace marketing", "remove ada@example.com", "fmt"])(
    "doesn't overwrite a concurrent change with %s",
    async line => {
      writeFileSync(at("members.yaml"), members.replace("members:", "members:  "));
      const theirs = members.replace("study", "study of theirs");
      let reads = 0;
      const { exit, stderr, stdout } = await run(line, files => ({
        ...files,
        read: async path => {
          reads += 1;
          if (reads === 3) writeFileSync(at("members.yaml"), theirs);
          return files.read(path);
        },
      }));
      expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
      expect(stderr).toContain("members.yaml changed while Rollcall was editing it.");
      expect(text()).toBe(theirs);
    },
  );

  test.for([
    "remove ada@example.com --workspace ,",
    "remove ada@example.com --group ,,",
    "remove ada@example.com --workspace=",
  ])("removes nobody if an option is empty: %s", async line => {
    const { exit, stderr } = await run(line);
    expect(exit).toBe(1);
    expect(stderr).toMatch(/^Error: Unknown (workspace|group) ",*"\. Add it to /);
    expect(text()).toBe(members);
  });

  test("prints a diff in a dry run, and writes nothing, not even a lock", async () => {
    const unwritable = (files: Files): Files => ({
      ...files,
      lock: () => Promise.reject(new Error("locked")),
      replace: () => Promise.reject(new Error("written")),
    });
    expect(
      await run("add bob@example.com carl@example.com --workspace marketing --dry-run", unwritable),
    ).toEqual({
      exit: 0,
      stdout: `--- a/members.yaml
+++ b/members.yaml
@@ -3,3 +3,7 @@
 members:
   - email: ada@example.com
     workspaces: [research] # the study
+  - email: bob@example.com
+    workspaces: [marketing]
+  - email: carl@example.com
+    workspaces: [marketing]
`,
      stderr: "Nothing was written.\n",
    });
    const removed = await run("remove ada@example.com --dry-run", unwritable);
    expect(removed).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining("\n-  - email: ada@example.com\n"),
    });
    expect(text()).toBe(members);
  });

  test("writes nothing if one of several people can't be added", async () => {
    const { exit, stderr } = await run("add bob@example.com carl@example --workspace marketing");
    expect({ exit, stderr }).toMatchObject({ exit: 1, stderr: expect.stringContaining('"carl@example"') });
    expect((await run("remove ada@example.com bob@example.com")).exit).toBe(1);
    expect(text()).toBe(members);
  });

  test("shortens a very long argument in an error message", async () => {
    const long = "a".repeat(50_000);
    for (const line of [`add ${long} --workspace research`, `add bob@example.com --group ${long}`]) {
      const { exit, stderr } = await run(line);
      expect([exit, stderr.length < 500]).toEqual([1, true]);
      expect(stderr).toMatch(/a…"\. (The @ is missing|Add it to groups in members\.yaml)\.\n$/);
    }
  });

  test("accepts any path to a file of the configuration in --file", async () => {
    mkdirSync(at("access"));
    writeFileSync(at("access/members.yaml"), members);
    writeFileSync(
      at("access/team.yaml"),
      "members:\n  - email: joan@example.com\n    workspaces: [research]\n",
    );
    const lines = [
      `add bob@example.com --workspace research --config access --file ${at("access/team.yaml")}`,
      `add eve@example.com --workspace research --config ${at("access")} --file ./access//team.yaml`,
    ];
    for (const line of lines) expect(await run(line)).toMatchObject({ exit: 0 });
    expect(readFileSync(at("access/team.yaml"), "utf8").match(/\w+@/g)).toEqual(["bob@", "eve@", "joan@"]);
  });

  test("reports only the skipped file if there are no other files to format", async () => {
    writeFileSync(at("members.yaml"), '{"organization":"kwob3J","workspaces":{"a":"wLDNPp"},"members":[]}');
    for (const line of ["fmt", "fmt --check"])
      expect(await run(line)).toEqual({
        exit: 0,
        stdout: "",
        stderr: "Skipped members.yaml, because it is JSON.\n",
      });
  });

  test("doesn't edit a file while another process holds its lock", async () => {
    const { exit, stderr } = await run("remove ada@example.com", files => ({
      ...files,
      lock: async path => ({ ok: false, problem: { path: `${path}.lock`, holder } }),
    }));
    expect([exit, text()]).toEqual([1, members]);
    expect(stderr).toContain(
      "Error: Another rollcall process is using this file: process 4242 on laptop (rollcall fmt), since",
    );
    expect(stderr).toContain("members.yaml.lock");
  });

  test.for([
    "add ada@example.com --workspace research",
    "remove ada@example.com --workspace marketing",
    "fmt",
    "fmt --check",
  ])("doesn't write a file if nothing changes: %s", async line => {
    const written: string[] = [];
    const { exit } = await run(line, files => ({
      ...files,
      replace: async path => {
        written.push(path);
      },
    }));
    expect({ exit, written }).toEqual({ exit: 0, written: [] });
  });

  test("adds the people of two concurrent edits", async () => {
    const both = await Promise.all([
      run("add bob@example.com --workspace marketing"),
      run("add carl@example.com --workspace marketing"),
    ]);
    expect(both.map(one => one.exit)).toEqual([0, 0]);
    expect(text()).toBe(`${members}  - email: bob@example.com
    workspaces: [marketing]
  - email: carl@example.com
    workspaces: [marketing]
`);
  });

  test("names the lock file and the process that holds it", async () => {
    const { exit, stderr } = await run("remove ada@example.com", files => ({
      ...files,
      lock: async path => ({ ok: false, problem: { path: `${path}.lock`, holder } }),
    }));
    expect([exit, text()]).toEqual([1, members]);
    expect(stderr).toContain(
      "Error: Another rollcall process is using this file: process 4242 on laptop (rollcall fmt), since",
    );
    expect(stderr).toContain("The lock file is members.yaml.lock.");
  });

  test("locks a configuration folder as members.yaml in that folder", async () => {
    const locked: string[] = [];
    const watched = (files: Files): Files => ({
      ...files,
      lock: (path, options) => {
        locked.push(path);
        return files.lock(path, options);
      },
    });
    for (const config of ["members.yaml", ".", folder])
      expect((await run(`fmt --config ${config}`, watched)).exit).toBe(0);
    expect(locked).toEqual(["members.yaml", "members.yaml", at("members.yaml")]);
  });

  test("keeps permissions and the byte order mark, and line ends except in fmt", async () => {
    const windows = `\ufeff${members.replaceAll("\n", "\r\n")}`;
    writeFileSync(at("members.yaml"), windows);
    chmodSync(at("members.yaml"), 0o640);
    expect(await run("add bob@example.com --workspace marketing")).toMatchObject({
      exit: 0,
    });
    expect(text()).toBe(`${windows}  - email: bob@example.com\r\n    workspaces: [marketing]\r\n`);
    expect(statSync(at("members.yaml")).mode & 0o777).toBe(0o640);
    await run("remove bob@example.com");
    expect(text()).toBe(windows);
    await run("fmt");
    expect(text()).toBe(`\ufeff${members}`);
  });

  const head = "organization: kwob3J\nworkspaces: {marketing: wLDNPp, research: npe1DB}\n";
  test.for<readonly [name: string, line: string, before: string, after: string]>([
    [
      "a comment after the last item in brackets",
      "add eve@example.com --workspace research",
      "members: [\n  {email: ada@example.com, workspaces: [research]} # Ada\n]\n",
      "members: [\n  {email: ada@example.com, workspaces: [research]}, # Ada\n  { email: eve@example.com, workspaces: [research] }\n]\n",
    ],
    [
      "a comma after the last item in brackets",
      "add ada@example.com --workspace research",
      "members:\n- email: ada@example.com\n  workspaces: [\n    marketing, # why\n  ]\n",
      "members:\n- email: ada@example.com\n  workspaces: [\n    marketing, # why\n    research,\n  ]\n",
    ],
    [
      "a line for each key in braces",
      "add ada@example.com --note new",
      "members:\n  - {email: ada@example.com ,\n     workspaces: [research]} # Ada\n",
      "members:\n  - {email: ada@example.com ,\n     workspaces: [research],\n     note: new} # Ada\n",
    ],
    [
      "the comment of another item in brackets",
      "remove ada@example.com",
      "members: [\n  {email: ada@example.com, workspaces: [research]}, # Ada\n  # Bob\n  {email: bob@example.com, workspaces: [research]},\n]\n",
      "members: [\n  # Bob\n  {email: bob@example.com, workspaces: [research]},\n]\n",
    ],
    [
      "different line breaks on other lines",
      "add ada@example.com --workspace marketing",
      "members:\r\n  - email: ada@example.com\r    workspaces: [research]\n# the end\r\n",
      "members:\r\n  - email: ada@example.com\r    workspaces: [marketing, research]\n# the end\r\n",
    ],
    [
      "a commented-out entry above a removed one",
      "remove bob@example.com",
      "members:\n  - email: ada@example.com\n    workspaces: [research]\n\n  # - email: eve@example.com\n  #   workspaces: [research]\n  # Bob\n  - email: bob@example.com\n    workspaces: [research]\n",
      "members:\n  - email: ada@example.com\n    workspaces: [research]\n\n  # - email: eve@example.com\n  #   workspaces: [research]\n",
    ],
    [
      "a commented-out entry that is indented deeper than a removed one",
      "remove ada@example.com",
      "members:\n- email: ada@example.com\n  workspaces: [research]\n  # until May\n  # - email: eve@example.com\n  #   workspaces: [research]\n- email: bob@example.com\n  workspaces: [research]\n",
      "members:\n  # - email: eve@example.com\n  #   workspaces: [research]\n- email: bob@example.com\n  workspaces: [research]\n",
    ],
    [
      "a commented-out entry in brackets",
      "remove bob@example.com",
      "members: [\n  {email: ada@example.com, workspaces: [research]},\n  # {email: eve@example.com, workspaces: [research]},\n  # Bob\n  {email: bob@example.com, workspaces: [research]},\n]\n",
      "members: [\n  {email: ada@example.com, workspaces: [research]},\n  # {email: eve@example.com, workspaces: [research]},\n]\n",
    ],
    [
      "a commented-out key",
      "add ada@example.com --expires none",
      "members:\n  - email: ada@example.com\n    workspaces: [research]\n    # note: HR-12\n    # Until May\n    expires: 2027-05-31 # or June\n",
      "members:\n  - email: ada@example.com\n    workspaces: [research]\n    # note: HR-12\n",
    ],
    [
      "a missing line break at the end",
      "remove bob@example.com",
      "members:\n  - email: ada@example.com\n    workspaces: [research]\n  - email: bob@example.com\n    workspaces: [research]",
      "members:\n  - email: ada@example.com\n    workspaces: [research]",
    ],
    [
      "a missing line break after the last removed member",
      "remove ada@example.com",
      "members:\n  - email: ada@example.com\n    workspaces: [research]",
      "members: []",
    ],
  ])("keeps %s when editing a file", async ([, line, before, after]) => {
    writeFileSync(at("members.yaml"), head + before);
    expect(await run(line)).toMatchObject({ exit: 0 });
    expect(text()).toBe(head + after);
  });

  test("keeps a JSON file in JSON when editing it", async () => {
    const json = { organization: "kwob3J", workspaces: { marketing: "wLDNPp", sales: "a1" }, members: [] };
    writeFileSync(at("members.yaml"), JSON.stringify(json, undefined, 2));
    for (const line of [
      "add bob@example.com --workspace marketing",
      "add ada@example.com --workspace sales --name Ada",
      "add ada@example.com --workspace marketing",
      "add ada@example.com --expires 2027-01-31",
      "remove bob@example.com",
    ])
      expect(await run(line)).toMatchObject({ exit: 0 });
    const workspaces = ["marketing", "sales"];
    const ada = { email: "ada@example.com", name: "Ada", workspaces, expires: "2027-01-31" };
    expect(JSON.parse(text())).toEqual({ ...json, members: [ada] });
  });
});
