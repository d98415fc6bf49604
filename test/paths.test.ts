import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { runIn } from "./support/io.ts";
import { bundle } from "./support/rollcall.ts";

let folder: string;
let outside: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
const main = (more = "members: []\n") => `organization: kwob3J\nworkspaces: {marketing: wLDNPp}\n${more}`;
const secretMember = "members: [{email: secret@example.com, workspaces: [marketing]}]\n";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-paths-"));
  outside = mkdtempSync(join(tmpdir(), "rollcall-outside-"));
  write(join(outside, "secret.yaml"), secretMember);
  write(join(folder, "members.yaml"), main());
});
afterEach(() => {
  for (const one of [folder, outside]) rmSync(one, { recursive: true });
});

/** Includes a pattern in members.yaml, and returns the result of validating it. */
async function including(pattern: string) {
  write(join(folder, "members.yaml"), main(`include: [${JSON.stringify(pattern)}]\n`));
  const validated = await runIn(folder, "validate");
  const planned = await runIn(folder, "plan --format json");
  expect(`${validated.stdout}${validated.stderr}${planned.stdout}`).not.toContain("secret@");
  return { ...validated, output: `${validated.stdout}${validated.stderr}` };
}

describe("include patterns", () => {
  test.each([
    "../*.yaml",
    "./../x.yaml",
    "teams/../../x.yaml",
    "/etc/*.yaml",
    "C:\\x.yaml",
    "C:/x.yaml",
    "teams\\..\\x.yaml",
    "{../x,y}.yaml",
    "{..,teams}/*.yaml",
    "[.][.]/x.yaml",
    ".{.,}/secret.yaml",
    "~/*.yaml",
    "file:///etc/x.yaml",
    "https://example.com/x.yaml",
    "a\u0000b.yaml",
    "@(..)/*.yaml",
    "!(x)/../*.yaml",
    "*".repeat(2000),
    "{a,b}".repeat(40),
    "x".repeat(70_000),
    "(a+)+b.yaml",
    "([a-z]+)+b.yaml",
    "(a|a)(a|a)b.yaml",
    `${"[a]+".repeat(7)}b.yaml`,
    `${"{a,a}+".repeat(2)}b.yaml`,
    "*a*a*a.yaml",
    "*a*/*a*.yaml",
    "**/**/**/**/**/**/x.yaml",
    "",
    "./",
    ".",
    `${"a/".repeat(5000)}x.yaml`,
  ])("rejects or warns about the include pattern %j at its location", async pattern => {
    symlinkSync(outside, join(folder, "..", `rollcall-sibling-${process.pid}`));
    try {
      const { exit, output } = await including(pattern);
      expect(exit).toBeLessThanOrEqual(1);
      expect(output).toMatch(
        /^members\.yaml:3:11 (error|warning): .* \[include-|^members\.yaml:\d+:\d+ error/m,
      );
    } finally {
      rmSync(join(folder, "..", `rollcall-sibling-${process.pid}`));
    }
  });

  test("rejects an included link to a file, a folder, a link, itself, or nothing", async () => {
    mkdirSync(join(folder, "teams"));
    write(join(folder, "people", "x.yaml"), secretMember);
    symlinkSync(join(outside, "secret.yaml"), join(folder, "link-of-its-own"));
    for (const [link, target] of [
      ["teams/file.yaml", join(outside, "secret.yaml")],
      ["teams/inside.yaml", "../people/x.yaml"],
      ["teams/folder", outside],
      ["teams/folder", "../people"],
      ["teams/chain.yaml", "../link-of-its-own"],
      ["teams/environment.yaml", "/proc/self/environ"],
      ["teams/zero.yaml", "/dev/zero"],
      ["teams/dangling.yaml", "nowhere.yaml"],
      ["teams/loop.yaml", "loop.yaml"],
    ] as const) {
      symlinkSync(target, join(folder, link));
      for (const pattern of [link, "teams/**/*.yaml", "**/*.yaml"]) {
        const { exit, output } = await including(link === "teams/folder" ? `${link}/*.yaml` : pattern);
        const sentence = `${link} is a symbolic link to ${target}; Rollcall reads only regular files`;
        expect([exit, output]).toEqual([1, expect.stringContaining(sentence)]);
      }
      rmSync(join(folder, link));
    }
  });

  test("ignores links that no include pattern can match or pass through", async () => {
    write(join(folder, "teams", "a.yaml"), "members: []\n");
    symlinkSync("a.yaml", join(folder, "teams", "b.txt"));
    symlinkSync("..", join(folder, "teams", "up"));
    symlinkSync("teams", join(folder, "people"));
    for (const pattern of ["teams/*.yaml", "{teams,sales}/[a-z].yaml", "[t]eams/a.yaml"])
      expect(await including(pattern)).toMatchObject({ exit: 0, stdout: "" });
  });

  test("doesn't enter linked folders, .git, or submodules for any pattern", async () => {
    symlinkSync("/", join(folder, "everything"));
    mkdirSync(join(folder, ".git"));
    write(join(folder, ".git", "x.yaml"), secretMember);
    for (const pattern of ["**/*.yaml", "everything/**", "*/**/x.yaml", "{everything,x}/*.yaml"])
      expect((await including(pattern)).output).toContain("everything is a symbolic link to /;");
    for (const pattern of ["*.yml", "teams/**/*.yaml", ".git/*.yaml", "{.git,x}/*.yaml"])
      expect((await including(pattern)).output).toContain("[include-matches-nothing]");
    rmSync(join(folder, "everything"));
    write(join(folder, "vendor", ".git"), "gitdir: elsewhere\n");
    write(join(folder, "vendor", "x.yaml"), secretMember);
    for (const pattern of ["**/*.yaml", "vendor/x.yaml"])
      expect((await including(pattern)).output).toContain("vendor is a git submodule;");
  });

  test("rejects an included pipe without waiting for it", async () => {
    execFileSync("mkfifo", [join(folder, "pipe.yaml")]);
    expect((await including("pipe.yaml")).output).toContain("pipe.yaml is a pipe, a socket, or a device;");
  });

  test("includes a file whose name begins with two dots", async () => {
    write(join(folder, "teams", "..x.yaml"), secretMember);
    write(join(folder, "members.yaml"), main("include: [teams/..*.yaml]\nmembers: []\n"));
    expect((await runIn(folder, "plan --format json")).stdout).toContain("secret@example.com");
  });
});

describe("symbolic links", () => {
  test.each([
    ["link.yaml", "link.yaml", "members.yaml"],
    ["folder/members.yaml", "folder", "real"],
    ["folder", "folder", "real"],
    ["all", "all/link.yaml", "../members.yaml"],
    ["all", "all/link.yaml", "/proc/self/environ"],
  ])("doesn't follow a symbolic link in the path of --config %s", async (config, link, target) => {
    write(join(folder, "real", "members.yaml"), main());
    write(join(folder, "all", "main.yaml"), main());
    symlinkSync(target, join(folder, link));
    for (const command of ["validate", "plan", "fmt --check", "add ada@example.com --workspace marketing"]) {
      const { exit, stdout, stderr } = await runIn(folder, `${command} --config ${config}`);
      const sentence = `${link} is a symbolic link to ${target}; Rollcall reads only regular files`;
      expect([exit, stdout + stderr]).toEqual([1, expect.stringContaining(sentence)]);
      expect(stdout + stderr).toContain("[not-regular-file]");
    }
  });

  test("rejects a state file that is a link or a folder, or that is behind a link", async () => {
    write(join(folder, "old", "members.state.jsonl"), "");
    for (const [path, kind, make] of [
      ["members.state.jsonl", "a symbolic link to old/members.state.jsonl;", () => "old/members.state.jsonl"],
      ["linked/members.state.jsonl", "a symbolic link to old;", () => "old"],
      ["members.state.jsonl", "a folder, but", () => undefined],
    ] as const) {
      const target = make();
      const name = path.startsWith("linked") ? "linked" : path;
      if (target === undefined) mkdirSync(join(folder, path));
      else symlinkSync(target, join(folder, name));
      for (const command of ["validate", "plan", "apply --yes", "state list", "report"]) {
        const env = { TALLY_API_KEY: "tly-key" };
        const { exit, stdout, stderr } = await runIn(folder, `${command} --state ${path}`, { env });
        const sentence = `Error: Couldn't read the state file: ${name} is ${kind}`;
        expect([command, exit, stdout + stderr]).toEqual([command, 1, expect.stringContaining(sentence)]);
      }
      rmSync(join(folder, name), { recursive: true });
    }
  });

  test("follows symbolic links above the working folder", async () => {
    write(join(folder, "real", "members.yaml"), main());
    mkdirSync(join(folder, "work"));
    symlinkSync("real", join(folder, "linked"));
    for (const config of [join(folder, "linked", "members.yaml"), "../linked/members.yaml"]) {
      const line = `validate --config ${config}`;
      expect(await runIn(join(folder, "work"), line)).toMatchObject({ exit: 0, stdout: "" });
    }
  });
});

describe("large configurations", () => {
  test("reads 600 files with few of them open at once", async () => {
    for (let index = 0; index < 600; index += 1) {
      const member = `{email: m${index}@example.com, workspaces: [marketing]}`;
      write(join(folder, "teams", `${index}.yaml`), `members: [${member}]\n`);
    }
    write(join(folder, "members.yaml"), main("include: [teams/*.yaml]\nsettings: {maxInvites: 600}\n"));
    const line = `ulimit -n 200; exec "${process.execPath}" "${bundle}" plan --quiet`;
    expect(execFileSync("sh", ["-c", line], { cwd: folder, encoding: "utf8" })).toContain("600 people");
  });

  test("rejects included files with too large a total size", async () => {
    mkdirSync(join(folder, "teams"));
    for (const name of ["a", "b", "c"]) {
      write(join(folder, "teams", `${name}.yaml`), "");
      truncateSync(join(folder, "teams", `${name}.yaml`), 30_000_000);
    }
    write(join(folder, "members.yaml"), main("include: [teams/*.yaml]\n"));
    const { exit, stdout } = await runIn(folder, "validate");
    expect([exit, stdout]).toEqual([
      1,
      expect.stringContaining("teams/c.yaml:1:1 error: This file brings the total size"),
    ]);
  });
});

describe("special files, folders, and empty paths", () => {
  test("rejects a device, a pipe, or a socket without reading it endlessly", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const socket = createServer().listen(join(folder, "socket"));
    onTestFinished(() => void socket.close());
    for (const path of ["/dev/zero", "/dev/null", "pipe", "socket"]) {
      const isSpecial = `${path} is a pipe, a socket, or a device; Rollcall reads only regular files.`;
      for (const [line, sentence] of [
        [`validate --config ${path}`, isSpecial],
        [`plan --state ${path}`, isSpecial],
        [`apply ${path} --yes --no-live`, `${path}: not a regular file`],
      ] as const) {
        const { exit, stdout, stderr } = await runIn(folder, line, { env: { TALLY_API_KEY: "k" } });
        expect([line, exit, stdout + stderr]).toEqual([line, 1, expect.stringContaining(sentence)]);
      }
    }
  });

  test("reads a folder only as --config, not as --state, a plan, or --out", async () => {
    mkdirSync(join(folder, "plans"));
    const stderrOf = async (line: string) => (await runIn(folder, line)).stderr;
    expect(await stderrOf("validate --config plans")).toContain("No .yaml or .yml files found in plans.");
    const isFolder =
      "Error: plans: a folder where a file should be (EISDIR). Everything recorded so far is saved. Use another file, and run the command again.\n";
    expect(await stderrOf("plan --state plans")).toBe(
      "Error: Couldn't read the state file: plans is a folder, but Rollcall expects a regular file here. Rename the folder, or use another file.\n",
    );
    expect((await runIn(folder, "apply plans --yes --no-live", { env: { TALLY_API_KEY: "k" } })).stderr).toBe(
      isFolder,
    );
    expect(await stderrOf("plan --out plans")).toContain("Couldn't write plans: ");
  });

  test.for([
    "remove ada@example.com --config=",
    "plan --state=",
    "plan --out=",
    "report --out=",
    "add ada@example.com --workspace marketing --file=",
    "import --csv=",
    "apply ",
  ])("rejects an empty path: %s", async line => {
    const before = readdirSync(folder).map(name => [name, readFileSync(join(folder, name), "utf8")]);
    const { exit, stdout, stderr } = await runIn(folder, line, { env: { TALLY_API_KEY: "k" } });
    expect([exit, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/ is invalid( for argument 'plan')?\. Expected a path\.$/m);
    expect(readdirSync(folder).map(name => [name, readFileSync(join(folder, name), "utf8")])).toEqual(before);
  });
});

describe("--out", () => {
  test("rejects a broken link, a pipe, or a device as --out, and a huge state file", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    symlinkSync("nowhere/plan.json", join(folder, "link"));
    const out = await runIn(folder, "plan --out link");
    expect(out.stderr).toMatch(/^Error: Couldn't write link: a broken symbolic link \(ENOENT\)\./);
    expect([out.exit, readlinkSync(join(folder, "link"))]).toEqual([1, "nowhere/plan.json"]);
    for (const path of ["pipe", "/dev/null"]) {
      const { exit, stderr } = await runIn(folder, `plan --out ${path}`);
      expect([exit, stderr]).toEqual([1, expect.stringContaining("not a regular file")]);
    }
    writeFileSync(join(folder, "huge.jsonl"), "");
    truncateSync(join(folder, "huge.jsonl"), 3_000_000_000);
    const { exit, stderr } = await runIn(folder, "plan --state huge.jsonl");
    expect([exit, stderr]).toEqual([1, expect.stringContaining("huge.jsonl: more than 500000000 bytes")]);
  });

  test("doesn't overwrite members.yaml with --out, however its path is written", async () => {
    symlinkSync("members.yaml", join(folder, "link.yaml"));
    write(join(folder, "members.state.jsonl"), "");
    for (const path of ["members.yaml", "./members.yaml", join(folder, "members.yaml"), "link.yaml"]) {
      rmSync(join(folder, "members.state.jsonl"), { force: true });
      const { exit, stderr } = await runIn(folder, `plan --out ${path}`);
      expect([exit, stderr]).toEqual([1, expect.stringContaining("would overwrite a file")]);
    }
    expect(readFileSync(join(folder, "members.yaml"), "utf8")).toBe(main());
  });
});
