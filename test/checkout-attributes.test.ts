import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runIn } from "./support/io.ts";
import { bundle } from "./support/rollcall.ts";

const members = "organization: kwob3J\nworkspaces: {marketing: wLDNPp}\nmembers: []\n";
const state = `{"format":"rollcall-state","version":1,"organization":"kwob3J","lineage":"one"}\n`;
let folder: string;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function git(...args: readonly string[]): void {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  execFileSync("git", [...identity, ...args], { cwd: folder, stdio: "pipe" });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-attributes-"));
  git("init", "--quiet");
  write("access/members.yaml", members);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a file that git changes on checkout", () => {
  test.for([
    ["ident", ".gitattributes", "*.yaml ident\n"],
    ["working-tree-encoding", "access/.gitattributes", "members.yaml working-tree-encoding=UTF-16\n"],
    ["ident and filter", ".gitattributes", "[attr]secret filter=git-crypt ident\naccess/** secret\n"],
    ["filter", ".git/info/attributes", "*.yaml filter=lfs\n"],
  ] as const)("rejects a file with %s set in %s", async ([names, path, attributes], { expect }) => {
    write(path, attributes);
    for (const [cwd, config] of [
      [".", "access/members.yaml"],
      [".", "access"],
      ["access", "members.yaml"],
      ["..", join(folder, "access", "members.yaml")],
    ] as const) {
      for (const command of ["validate", "plan"]) {
        const { exit, stdout, stderr } = await runIn(join(folder, cwd), `${command} --config ${config}`);
        expect(exit).toBe(1);
        const noun = names.includes(" and ") ? "attributes" : "attribute";
        expect(stdout + stderr).toContain(`members.yaml on checkout because of the ${noun} ${names}, so `);
      }
    }
  });

  test("rejects an included file or a state file until its attribute is unset", async () => {
    write("access/members.yaml", members.replace("members: []", "include: [teams/*.yaml]\nmembers: []"));
    write("access/teams/a.yaml", "members: []\n");
    write("access/members.state.jsonl", state);
    write(".gitattributes", "a.yaml ident\n*.jsonl ident\n");
    const run = async () => runIn(join(folder, "access"), "plan");
    const first = await run();
    expect([first.exit, first.stderr]).toEqual([
      1,
      expect.stringContaining("git changes teams/a.yaml on checkout"),
    ]);
    expect(first.stderr).toContain(`with the line "a.yaml !ident" in .gitattributes in the same folder`);
    write("access/teams/.gitattributes", "a.yaml !ident\n");
    const second = await run();
    expect(second.stderr).toContain(
      "Couldn't read the state file: git changes members.state.jsonl on checkout",
    );
    expect(second.exit).toBe(1);
    write("access/.gitattributes", "members.state.jsonl !ident\n");
    expect(await run()).toMatchObject({ exit: 0, stderr: "" });
  });

  test("finds the attributes of the repository in a worktree", async () => {
    git("add", ".");
    git("commit", "--quiet", "--message=Start");
    git("worktree", "add", "--quiet", "other");
    write(".git/info/attributes", "*.yaml ident\n");
    const { exit, stdout } = await runIn(join(folder, "other", "access"), "validate");
    expect([exit, stdout]).toEqual([1, expect.stringContaining("[changed-on-checkout]")]);
  });
});

describe("a file that git doesn't change on checkout", () => {
  test.for([
    ["a rule for line endings", "* text=auto eol=crlf\n"],
    ["rules for other files", "*.png filter=lfs\n*.md ident\n"],
    ["a comment", "# members.yaml ident\n"],
    ["unset attributes", "*.yaml -ident -filter\n"],
  ])("reads a file if .gitattributes has only %s", async ([, attributes = ""]) => {
    write(".gitattributes", attributes);
    write("access/members.yaml", members.replaceAll("\n", "\r\n"));
    expect(await runIn(join(folder, "access"), "validate")).toMatchObject({ exit: 0, stdout: "" });
  });

  test("runs git check-attr only if .gitattributes has an attribute that matters", () => {
    /** Runs plan. Returns its exit code and how often it ran git check-attr. */
    const countChecks = () => {
      const log = join(folder, "git.log");
      writeFileSync(log, "");
      const fake = join(folder, "bin", "git");
      write("bin/git", `#!/bin/sh\necho "$1" >> ${log}\nexec ${realGit} "$@"\n`);
      execFileSync("chmod", ["+x", fake]);
      const env = { PATH: `${dirname(fake)}:${process.env["PATH"]}` };
      const args = [bundle, "plan", "--config", "access/members.yaml"];
      const { status } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: "utf8" });
      const commands = execFileSync("cat", [log], { encoding: "utf8" }).split("\n");
      return [status, commands.filter(command => command === "check-attr").length];
    };
    const realGit = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
    expect(countChecks()).toEqual([0, 0]);
    write(".gitattributes", "* text=auto\n");
    expect(countChecks()).toEqual([0, 0]);
    write(".gitattributes", "*.png filter=lfs\n");
    expect(countChecks()).toEqual([0, 1]);
  });

  test("fails and suggests installing git if it can't find git", async () => {
    write(".gitattributes", "*.yaml ident\n");
    const path = process.env["PATH"];
    process.env["PATH"] = "";
    const { exit, stderr } = await runIn(folder, "plan --config access/members.yaml").finally(() => {
      process.env["PATH"] = path;
    });
    expect([exit, stderr]).toEqual([
      1,
      "Error: access/members.yaml: git cannot read its attributes: there is no git on this machine; install it (EINVAL). Everything recorded so far is saved. Fix this problem, and run the command again.\n",
    ]);
  });
});
