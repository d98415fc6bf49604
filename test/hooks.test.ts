import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { blocksOf, readDocument } from "./support/documents.ts";

const root = join(import.meta.dirname, "..");
interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly files: string;
  readonly language: string;
  readonly pass_filenames: boolean;
}
const hooks: readonly Hook[] = parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8"));
const hook = (id: string) => hooks.find(one => one.id === id) as Hook;

const even = "organization: kwob3J\nworkspaces: {marketing: wLDNPp}\nmembers: []\n";
let folder: string;
let clone: string;

beforeAll(() => {
  // What pre-commit has of this repository: what is committed or built, and nothing that npm installs.
  clone = mkdtempSync(join(tmpdir(), "rollcall-clone-"));
  execFileSync("cp", ["-a", join(root, "dist"), clone]);
  folder = mkdtempSync(join(tmpdir(), "rollcall-hooks-"));
});
afterAll(() => {
  for (const one of [clone, folder]) rmSync(one, { recursive: true });
});

/** Runs a hook as pre-commit runs a script: by its path in the clone, in the folder that is committed from. */
function run({ entry }: Hook, members: string) {
  writeFileSync(join(folder, "members.yaml"), members);
  const [script = "", ...args] = entry.split(" ");
  const { status, stdout, stderr, error } = spawnSync(join(clone, script), args, {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
  const file = readFileSync(join(folder, "members.yaml"), "utf8");
  return { error, status, said: stdout + stderr, file };
}

test("the hook that validates passes a file that reads, and fails with the place of a mistake", () => {
  expect(run(hook("rollcall-validate"), even)).toMatchObject({ error: undefined, status: 0, file: even });
  const wrong = even.replace("[]", "[{email: ada}]");
  const found = run(hook("rollcall-validate"), wrong);
  expect(found).toMatchObject({ status: 1, file: wrong });
  expect(found.said).toContain("members.yaml:3:");
});

test("the hook that lays out changes an uneven file, which pre-commit takes for a failure, and no even one", () => {
  expect(run(hook("rollcall-fmt"), even)).toMatchObject({ error: undefined, status: 0, file: even });
  expect(run(hook("rollcall-fmt"), even.replace(": [", ":   ["))).toMatchObject({ status: 0, file: even });
});

test("hooks are scripts that get no file names, and are run for the files that a configuration may have", () => {
  expect(hooks.map(one => one.id)).toEqual(["rollcall-validate", "rollcall-fmt"]);
  for (const one of hooks) {
    expect(one).toMatchObject({ language: "script", pass_filenames: false });
    const files = ["members.yaml", "teams/design.yml", "members.state.jsonl", "README.md", "yaml.ts"];
    const chosen = files.filter(file => new RegExp(one.files).test(file));
    expect(chosen).toEqual(files.slice(0, one.id === "rollcall-validate" ? 3 : 2));
  }
});

test("the guide to editing names hooks that exist", () => {
  const shown = blocksOf(readDocument("docs/guide-edit.md")).filter(({ language }) => language === "yml");
  const named = shown.flatMap(({ text }) => parse(text).repos[0].hooks as readonly { readonly id: string }[]);
  expect(named.map(one => one.id)).toEqual(hooks.map(one => one.id));
});
