import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runIn } from "./support/io.ts";
import { TestFolder } from "./support/rollcall.ts";

const main = `organization: kwob3J
workspaces: {marketing: wLDNPp, research: npe1DB}
include: [teams/okta.yaml]
`;
const line = "import --csv okta.csv --workspace marketing --into teams/okta.yaml";

let workplace: TestFolder;
beforeEach(() => {
  workplace = new TestFolder();
  mkdirSync(join(workplace.folder, "teams"));
  workplace.write("members.yaml", main);
  workplace.write("okta.csv", "login,email\nada,ada@example.com\n");
});
afterEach(() => workplace.remove());

describe("an import into an included file", () => {
  test("creates the file without an API key and without a connection", async () => {
    const fetch = vi.spyOn(globalThis, "fetch");
    expect(await runIn(workplace.folder, line)).toMatchObject({ exit: 0 });
    expect(fetch).not.toHaveBeenCalled();
    fetch.mockRestore();
    expect(workplace.read("teams/okta.yaml")).toBe(
      "members:\n  - email: ada@example.com\n    workspaces: [marketing]\n",
    );
    expect(workplace.read("members.yaml")).toBe(main);
    expect(existsSync(join(workplace.folder, "members.state.jsonl"))).toBe(false);
  });

  test("keeps the comments of a file that has only comments", async () => {
    workplace.write("teams/okta.yaml", "# From Okta");
    expect(await runIn(workplace.folder, line)).toMatchObject({ exit: 0 });
    expect(workplace.read("teams/okta.yaml")).toBe(
      "# From Okta\nmembers:\n  - email: ada@example.com\n    workspaces: [marketing]\n",
    );
  });

  test("writes nothing if the file already has these people", async () => {
    await runIn(workplace.folder, line);
    const replaced: string[] = [];
    const { stdout, stderr } = await runIn(workplace.folder, line, {
      files: files => ({ ...files, replace: async path => void replaced.push(path) }),
    });
    expect({ stdout, stderr, replaced }).toEqual({
      stdout: "No changes needed in teams/okta.yaml: 1 person.\n",
      stderr: "",
      replaced: [],
    });
  });

  test("accepts the absolute path of a file, and a folder as the configuration", async () => {
    const absolute = line.replace("teams/okta.yaml", join(workplace.folder, "teams/okta.yaml"));
    expect(await runIn(workplace.folder, absolute)).toMatchObject({ exit: 0 });
    mkdirSync(join(workplace.folder, "access"));
    workplace.write("access/members.yaml", main.replace(/include.*\n/, "members: []\n"));
    const inFolder = "import --csv okta.csv --workspace marketing --config access --into access/okta.yaml";
    expect(await runIn(workplace.folder, inFolder)).toMatchObject({
      exit: 0,
      stdout: "Created access/okta.yaml: 1 person.\n  + ada@example.com: marketing\n",
    });
  });

  test.for([
    ["", 1],
    ["members: []\n", 3],
  ] as const)("doesn't overwrite a concurrent change of a file with %j", async ([start, last]) => {
    if (start !== "") workplace.write("teams/okta.yaml", start);
    let reads = 0;
    const { exit, stderr } = await runIn(workplace.folder, line, {
      files: files => ({
        ...files,
        read: async path => {
          if (path === "teams/okta.yaml") reads += 1;
          const bytes = await files.read(path);
          if (reads === last) workplace.write("teams/okta.yaml", "members: [] # mine\n");
          return bytes;
        },
      }),
    });
    expect([exit, workplace.read("teams/okta.yaml")]).toEqual([1, "members: [] # mine\n"]);
    expect(stderr).toContain("teams/okta.yaml changed while Rollcall was editing it.");
  });

  test("reports a mistake of another file, and writes nothing", async () => {
    workplace.write("members.yaml", main.replace("npe1DB", "npe 1DB"));
    const { exit, stderr } = await runIn(workplace.folder, line);
    expect([exit, existsSync(join(workplace.folder, "teams/okta.yaml"))]).toEqual([1, false]);
    expect(stderr).toContain("[wrong-value]");
  });

  test("replaces 10,000 people in seconds", { timeout: 120_000 }, async () => {
    const people = (from: number) =>
      Array.from({ length: 10_000 }, (_, index) => `p${from + index},p${from + index}@example.com\n`).join(
        "",
      );
    workplace.write("okta.csv", `login,email\n${people(100_000)}`);
    expect(await runIn(workplace.folder, line)).toMatchObject({ exit: 0 });
    workplace.write("okta.csv", `login,email\n${people(105_000)}`);
    const { exit, stdout } = await runIn(workplace.folder, line.replace("marketing", "research"));
    expect(stdout).toContain("10,000 people, 5,000 added, 5,000 dropped, 5,000 changed.");
    expect(exit).toBe(0);
  });
});
