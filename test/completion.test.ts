import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runIn } from "./support/io.ts";
import { bundle } from "./support/rollcall.ts";

const members = `organization: kwob3J
workspaces: {marketing: wLDNPp, research: npe1DB, help desk: a1, $(touch pwned): a2, "\`touch pwned\`": a3, -x: a4, "*": a5}
groups: {design: [marketing], "a;touch pwned": [research]}
members:
  - {email: ada@example.com, groups: [design]}
  - {email: adam@example.org, workspaces: [research]}
  - {email: "a\`touch_pwned\`@example.com", workspaces: [research]}
`;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-completion-"));
  writeFileSync(join(folder, "members.yaml"), members);
  writeFileSync(join(folder, "other.yaml"), members.replaceAll("marketing", "sales"));
  writeFileSync(join(folder, "broken.yaml"), "members: [");
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Returns what bash offers at the end of each line, with the script sourced twice. */
function inBash(...lines: readonly string[]): readonly (readonly string[])[] {
  const commands = lines.map(line => {
    // Bash splits words at these characters as well.
    const words = [...(line.match(/[^\s@=:]+|[@=:]/g) ?? []), ...(line.endsWith(" ") ? [""] : [])];
    const quoted = words.map(word => `'${word}'`).join(" ");
    return `COMP_WORDS=(${quoted}) COMP_CWORD=${words.length - 1} COMP_LINE='${line}' COMP_POINT=${line.length}
COMPREPLY=(); "$completer"; printf '%s\\n' "\${COMPREPLY[@]}"; echo ---`;
  });
  const script = `rollcall() { "$NODE" "$BUNDLE" "$@"; }
source <(rollcall completion bash); source <(rollcall completion bash)
[[ $(complete -p rollcall) =~ -F\\ ([^ ]+) ]]; completer="\${BASH_REMATCH[1]}"
${commands.join("\n")}`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "--noprofile", "-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NODE: process.execPath, BUNDLE: bundle },
  });
  expect(stderr).toBe("");
  return stdout
    .split("---\n")
    .slice(0, -1)
    .map(part => part.split("\n").filter(word => word !== ""));
}

/** Returns the candidates that Rollcall prints for a shell's script at the end of a line. */
async function candidatesIn(shell: string, line: string): Promise<readonly string[]> {
  const env = { SHELL: shell, COMP_LINE: line, COMP_POINT: String(line.length) };
  const { exit, stdout, stderr } = await runIn(folder, "completion-server -- rollcall", { env });
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
  return stdout.split("\n").slice(0, -1);
}

describe("completion in bash", () => {
  test("offers commands, subcommands, options, and option values in bash", () => {
    const [commands, below, options, choices, joined, shells, none] = inBash(
      "rollcall ",
      "rollcall state ",
      "rollcall plan --det",
      "rollcall --quiet plan --format ",
      "rollcall plan --format=m",
      "rollcall completion ",
      "rollcall plan --out ",
    );
    expect(commands).toEqual(
      expect.arrayContaining(["validate", "plan", "apply", "add", "remove", "fmt", "state", "help"]),
    );
    expect(commands).not.toContain("completion-server");
    expect(below).toEqual(["list", "show", "forget", "resolve", "compact", "help"]);
    expect(options).toEqual(["--detailed-exitcode"]);
    expect(choices).toEqual(["text", "markdown", "json"]);
    expect(joined).toEqual(["markdown"]);
    expect(shells).toEqual(["bash", "zsh", "fish"]);
    expect(none).toEqual([]);
  });

  test("offers names from members.yaml that replace the last word of bash", () => {
    const offered = inBash(
      "rollcall add new@example.com --workspace ",
      "rollcall add new@example.com --workspace marketing re",
      "rollcall add new@example.com --workspace=m",
      "rollcall remove ada@example.com --group ",
      "rollcall remove ada",
      "rollcall state show ada@",
      "rollcall --config other.yaml add new@example.com --workspace s",
    );
    expect(offered).toEqual([
      ["marketing", "research"],
      ["research"],
      ["marketing"],
      ["design"],
      ["ada@example.com", "adam@example.org"],
      ["@example.com"],
      ["sales"],
    ]);
  });

  test("runs no text from members.yaml or the line, and omits names that need quotes", () => {
    const [names, typed] = inBash("rollcall import --workspace ", "rollcall add $(touch pwned) --gro");
    expect(names).toEqual(["marketing", "research"]);
    expect(typed).toEqual(["--group"]);
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });

  test("offers no names, and prints no error, without a valid members.yaml", () => {
    expect(
      inBash(
        "rollcall --config broken.yaml remove ",
        "rollcall remove --config=missing.yaml ",
        "rollcall --config . remove ",
      ),
    ).toEqual([[], [], []]);
  });
});

describe("completion in zsh and fish", () => {
  test("describes candidates for the last command of a line in zsh and fish", async () => {
    expect(await candidatesIn("/bin/zsh", "rollcall state s")).toEqual([
      "show:show every recorded event for one person",
    ]);
    expect(await candidatesIn("/bin/zsh", "rollcall state r")).toEqual([
      "resolve:check Tally for unconfirmed calls, or set their result with --as",
    ]);
    expect(await candidatesIn("/usr/bin/fish", "rollcall fmt && NO_COLOR=1 rollcall plan --li")).toEqual([
      "--live\talso check Tally, as apply does (needs an API key)",
    ]);
    expect(await candidatesIn("zsh", "rollcall remove ada@")).toEqual(["ada@example.com"]);
    expect(await candidatesIn("fish", "rollcall validate --format=s")).toEqual(["--format=sarif"]);
  });

  test("offers members after the first email address", async () => {
    expect(await candidatesIn("zsh", "rollcall remove ada@example.com adam")).toEqual(["adam@example.org"]);
    expect(await candidatesIn("zsh", "rollcall state show ada@example.com adam")).toEqual([]);
  });

  test.for(["zsh", "fish"])(
    "writes a script that %s can parse, if this machine has that shell",
    async (shell, { expect }) => {
      const { stdout } = await runIn(folder, `completion ${shell}`);
      expect(stdout).not.toMatch(/\{[a-z]+\}/);
      expect(stdout).toContain("rollcall completion-server -- ");
      // eval could run text from the line.
      expect(stdout).not.toMatch(/^[^#]*\beval\b/m);
      const { error, status } = spawnSync(shell, ["-n"], { input: stdout, encoding: "utf8" });
      expect(error ? (error as NodeJS.ErrnoException).code : status).toBeOneOf([0, "ENOENT"]);
    },
  );
});
