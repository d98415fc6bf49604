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

const formatted = "organization: kwob3J\nworkspaces: { marketing: wLDNPp }\nmembers: []\n";
let folder: string;
let clone: string;

beforeAll(() => {
  // The clone of pre-commit has the committed files, which include dist, but no npm packages.
  clone = mkdtempSync(join(tmpdir(), "rollcall-clone-"));
  execFileSync("cp", ["-a", join(root, "dist"), clone]);
  folder = mkdtempSync(join(tmpdir(), "rollcall-hooks-"));
});
afterAll(() => {
  for (const one of [clone, folder]) rmSync(one, { recursive: true });
});

/** Runs a hook as pre-commit runs a script: by its path in the clone, in the folder of the commit. */
function run({ entry }: Hook, members: string) {
  writeFileSync(join(folder, "members.yaml"), members);
  const [script = "", ...args] = entry.split(" ");
  const { status, stdout, stderr, error } = spawnSync(join(clone, script), args, {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
  const file = readFileSync(join(folder, "members.yaml"), "utf8");
  return { error, status, output: stdout + stderr, file };
}

test("validates members.yaml in a hook, and reports the location of a mistake", () => {
  expect(run(hook("rollcall-validate"), formatted)).toMatchObject({
    error: undefined,
    status: 0,
    file: formatted,
  });
  const wrong = formatted.replace("[]", "[{email: ada}]");
  const found = run(hook("rollcall-validate"), wrong);
  expect(found).toMatchObject({ status: 1, file: wrong });
  expect(found.output).toContain("members.yaml:3:");
});

test("formats members.yaml in a hook, and doesn't change a formatted file", () => {
  expect(run(hook("rollcall-fmt"), formatted)).toMatchObject({
    error: undefined,
    status: 0,
    file: formatted,
  });
  expect(run(hook("rollcall-fmt"), formatted.replace(": [", ":   ["))).toMatchObject({
    status: 0,
    file: formatted,
  });
});

test("runs hooks as scripts without file names, and only for relevant files", () => {
  expect(hooks.map(one => one.id)).toEqual(["rollcall-validate", "rollcall-fmt"]);
  for (const one of hooks) {
    expect(one).toMatchObject({ language: "script", pass_filenames: false });
    const files = ["members.yaml", "teams/design.yml", "members.state.jsonl", "README.md", "yaml.ts"];
    const chosen = files.filter(file => new RegExp(one.files).test(file));
    expect(chosen).toEqual(files.slice(0, one.id === "rollcall-validate" ? 3 : 2));
  }
});

test("documents every hook in the editing guide", () => {
  const shown = blocksOf(readDocument("docs/guide-edit.md")).filter(({ language }) => language === "yml");
  const named = shown.flatMap(({ text }) => parse(text).repos[0].hooks as readonly { readonly id: string }[]);
  expect(named.map(one => one.id)).toEqual(hooks.map(one => one.id));
});
