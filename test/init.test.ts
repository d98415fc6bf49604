import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { readInputs } from "../src/action/context/inputs.ts";
import { readConfig } from "../src/core/config/read-config.ts";
import { draftFiles, withLines } from "../src/core/init/files.ts";
import { type InitChoices, schemaUrl, workflowNames } from "../src/core/init/model.ts";
import { readAction, readFirstMembers, readPath } from "../src/core/init/options.ts";
import { readExistingChoices, workflowText } from "../src/core/init/workflows.ts";
import { readState } from "../src/core/state/read-state.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import { formatYaml } from "../src/core/yaml/format/format.ts";
import { nodeFiles } from "../src/io/files/node-files.ts";
import { findRepository, findSource } from "../src/io/git/repository.ts";
import type { Files, Question } from "../src/io/io.ts";
import { askAt } from "../src/io/node/prompts.ts";
import { systemError } from "../src/io/system-error.ts";
import { runIn } from "./support/io.ts";
import { readNow } from "./support/sources.ts";
import {
  inputsOf,
  isTheAction,
  lintErrors,
  parserErrors,
  safetyProblemsOf,
  type Workflow,
} from "./support/workflow-rules.ts";

const commit = "3d3c42e5aac5ba805825da76410c181273ba90b1";
const defaults: InitChoices = {
  paths: {
    config: "members.yaml",
    configKind: "file",
    state: "members.state.jsonl",
    isDefaultState: true,
  },
  members: undefined,
  branch: "main",
  stateBranch: undefined,
  owners: [],
  action: undefined,
  workflows: workflowNames,
  version: "1.2.3",
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-init-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: readonly string[]): string {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  return execFileSync("git", [...identity, ...args], { cwd: folder, encoding: "utf8", stdio: "pipe" });
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

describe("the workflows of rollcall init", () => {
  const customPaths = {
    config: "apps/Zugänge/who.yaml",
    configKind: "file",
    state: "state/sent.jsonl",
    isDefaultState: false,
  } as const;
  const combinations = [defaults.paths, customPaths].flatMap(paths =>
    ["main", "1.0"].flatMap(branch =>
      [undefined, "2.0"].flatMap(stateBranch =>
        [undefined, { repository: "acme/rollcall", commit }].map(action => ({
          ...defaults,
          paths,
          branch,
          stateBranch,
          action,
        })),
      ),
    ),
  );

  test.for(workflowNames)(
    "writes a valid and safe rollcall-%s.yml for every combination of options",
    async (name, { expect }) => {
      expect(combinations).toHaveLength(16);
      for (const choices of combinations) {
        const text = workflowText(name, choices);
        expect(parserErrors(name, text)).toEqual([]);
        expect(await lintErrors(name, text)).toEqual([]);
        expect(safetyProblemsOf(parse(text))).toEqual([]);
      }
    },
  );

  test("passes the chosen options to the action, and keeps no example values", () => {
    const choices = { ...defaults, paths: customPaths, branch: "1.0", stateBranch: "2.0" };
    const action = { repository: "acme/rollcall", commit };
    for (const name of workflowNames) {
      const text = workflowText(name, { ...choices, action });
      const workflow: Workflow & { readonly on: { readonly push?: unknown } } = parse(text);
      const [step, ...others] = Object.values(workflow.jobs).flatMap(job => job.steps.filter(isTheAction));
      expect(others).toEqual([]);
      expect(step?.uses).toBe(`acme/rollcall@${commit}`);
      expect(readInputs(inputsOf(step ?? {}))).toMatchObject({
        ok: true,
        value: {
          command: name === "plan-forks" ? "plan" : name,
          config: customPaths.config,
          state: customPaths.state,
          stateBranch: "2.0",
        },
      });
      if (name === "apply") expect(workflow.on.push).toEqual({ branches: ["1.0"] });
      expect(text).not.toMatch(/Copy to|zeros|rollcall-dev|# state-branch/);
    }
  });

  test("writes the example workflows by default, without the copy instruction", () => {
    for (const name of workflowNames) {
      const example = readFileSync(
        join(import.meta.dirname, "..", "examples", "workflows", `rollcall-${name}.yml`),
        "utf8",
      );
      expect(workflowText(name, defaults)).toBe(example.replace("# Copy to .github/workflows/.\n", ""));
    }
  });

  test("reads the options of the first run from its workflow", () => {
    for (const { action, branch, stateBranch, ...rest } of combinations) {
      const text = workflowText("apply", { ...rest, action, branch, stateBranch });
      const source = action && `${action.repository}@${action.commit}`;
      const zeros = `rollcall-dev/rollcall@${"0".repeat(40)}`;
      expect(readExistingChoices(text)).toEqual({ branch, stateBranch, action: source ?? zeros });
    }
  });

  test("throws for a workflow that doesn't exist", () => {
    expect(() => workflowText("nothing" as "plan", defaults)).toThrow();
  });
});

describe("the initial members.yaml", () => {
  test("writes a members.yaml that reads back without warnings for any accepted name", () => {
    const names = fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" });
    const marks = [..."#'\"{!%@`=", "null", "1e3", "a: b", "- a", "*a", "&a"];
    const odd = fc.constantFrom(...marks, "a\u200bb", "a\u202eb", "a\u00adb", " a", "a\u0007");
    const list = fc.uniqueArray(fc.oneof(names, odd), { minLength: 1, maxLength: 4 });
    let accepted = 0;
    fc.assert(
      fc.property(list, given => {
        const pairs = given.map((name, index) => `${name}=id${index}`);
        const members = readFirstMembers("kwob3J", pairs);
        if (!members.ok) return;
        accepted += 1;
        const files = draftFiles(
          { ...defaults, members: members.value },
          { owners: "CODEOWNERS", dependabot: undefined },
        );
        const [file] = files;
        const text = file && "text" in file ? file.text : "";
        const main = readNow("members.yaml", new TextEncoder().encode(text));
        const reading = readConfig({ main, included: [], diagnostics: [] }, toAsciiDomain);
        expect(reading).toMatchObject({ ok: true, warnings: [], value: { organization: "kwob3J" } });
        if (!reading.ok) return;
        expect([...reading.value.workspaces].map(([id, name]) => `${name}=${id}`).sort()).toEqual(
          pairs.sort(),
        );
        // The formatter doesn't change it.
        expect(formatYaml(text)).toEqual({ ok: true, value: text });
      }),
      { numRuns: 100 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  test("uses the schema of the chosen action, or of the released major version", () => {
    const action = { repository: "acme/rollcall", commit };
    const url = schemaUrl({ ...defaults, action });
    expect(url).toBe(`https://raw.githubusercontent.com/acme/rollcall/${commit}/schemas/members.schema.json`);
    expect(schemaUrl(defaults)).toMatch(/\/rollcall-dev\/rollcall\/v1\/schemas\/members\.schema\.json$/);
  });
});

test("accepts only paths that YAML, shells, CODEOWNERS, and git read literally", () => {
  const fine = fc.constantFrom(..."aZ09._-+@/é", "é");
  const odd = fc.constantFrom(..." \\$`'\"*?[]!#{}()&;|<>~%:,=\n\t", "..", ".git", "${{", "\u202e");
  const pieces = fc.oneof({ weight: 9, arbitrary: fine }, { weight: 1, arbitrary: odd });
  const paths = fc.array(pieces, { minLength: 1, maxLength: 8 }).map(parts => parts.join(""));
  let accepted = 0;
  fc.assert(
    fc.property(paths, path => {
      if (!readPath(path, path).ok) return;
      accepted += 1;
      expect(path).toMatch(/^[\p{L}\p{M}\p{N}._+@/-]+$/u);
      expect(path.split("/").some(step => step.startsWith("-") || step === ".." || step === ".git")).toBe(
        false,
      );
    }),
    { numRuns: 1000 },
  );
  expect(accepted).toBeGreaterThan(50);
});

test("adds lines once with the file's own line ends, and keeps existing bytes", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "#", " ", "\n", "\r\n", "/members.yaml", "\ufeff", "@b"),
  });
  const lines = ["/members.yaml @acme/people", "/.github/workflows/ @acme/people"];
  fc.assert(
    fc.property(text, before => {
      const after = withLines(before, lines);
      expect(after.text.startsWith(before)).toBe(true);
      expect(withLines(after.text, lines)).toEqual({ text: after.text, added: [] });
      for (const line of after.added) expect(after.text.split(/\r?\n/)).toContain(line);
      if (before.includes("\r\n")) expect(after.text.slice(before.length)).not.toMatch(/(?<!\r)\n/);
    }),
  );
});

describe("the state files of two branches", () => {
  const header = (lineage: string) =>
    `{"format":"rollcall-state","version":1,"organization":"kwob3J","lineage":"${lineage}"}\n`;
  const sent = (call: string) => {
    const at = "2026-11-23T12:00:00.000Z";
    const intent = { event: "intent", at, call, action: "invite", workspaceIds: ["wLDNPp"] };
    const lines = [
      { ...intent, emails: [`${call}@example.com`] },
      { event: "outcome", at, call, result: "done" },
    ];
    return lines.map(line => `${JSON.stringify(line)}\n`).join("");
  };
  const state = "members.state.jsonl";
  const commitState = (text: string) => {
    write(state, text);
    git("add", "--all");
    git("commit", "--quiet", "--message", "state");
  };
  const merged = () => readState(state, readFileSync(join(folder, state), "utf8"), "kwob3J");
  const people = () => {
    const reading = merged();
    return reading.ok ? [...reading.value.recorded.people.keys()].sort() : reading.problem;
  };

  beforeEach(async () => {
    git("init", "--quiet", "--initial-branch", "main");
    await runIn(folder, "init --organization kwob3J --workspace marketing=wLDNPp --no-workflows");
    git("add", "--all");
    git("commit", "--quiet", "--message", "init");
  });

  test("keeps the events of both branches in a merge", () => {
    commitState(header("one") + sent("a"));
    git("switch", "--quiet", "--create", "other");
    commitState(header("one") + sent("a") + sent("b"));
    git("switch", "--quiet", "main");
    commitState(header("one") + sent("a") + sent("c"));
    git("merge", "--quiet", "other");
    expect(people()).toEqual(["a@example.com", "b@example.com", "c@example.com"]);
  });

  test("keeps the events of both branches if one was compacted", async () => {
    commitState(header("one") + sent("a") + sent("b"));
    git("switch", "--quiet", "--create", "other");
    expect((await runIn(folder, "state compact")).exit).toBe(0);
    git("commit", "--quiet", "--all", "--message", "compact");
    git("switch", "--quiet", "main");
    commitState(header("one") + sent("a") + sent("b") + sent("c"));
    git("merge", "--quiet", "other");
    expect(people()).toEqual(["a@example.com", "b@example.com", "c@example.com"]);
  });

  test("rejects a merge of state files with different lineages", () => {
    git("switch", "--quiet", "--create", "other");
    commitState(header("one") + sent("a"));
    git("switch", "--quiet", "main");
    commitState(header("two") + sent("b"));
    git("merge", "--quiet", "other");
    expect(people()).toMatchObject([
      { code: "state-line", details: { problem: "second-header" }, location: { line: 4 } },
    ]);
  });

  test("keeps the line ends of the state file on checkout with autocrlf", () => {
    commitState(header("one") + sent("a"));
    git("config", "core.autocrlf", "true");
    rmSync(join(folder, state));
    git("checkout", "--quiet", "--", state);
    expect(readFileSync(join(folder, state), "utf8")).toBe(header("one") + sent("a"));
  });
});

describe("the files of rollcall init", () => {
  const all = "init --organization kwob3J --workspace marketing=wLDNPp --owner @acme/people --forks";

  test("reports files that it can't write, and writes the rest in a second run", async () => {
    write(".github", "a file instead of a folder");
    const first = await runIn(folder, all);
    expect(first.exit).toBe(1);
    expect(first.stdout).toBe("Created:\n  members.yaml: organization kwob3J, 1 workspace, no members yet\n");
    expect(first.stderr).toContain("Error: Couldn't write .github/workflows/rollcall-plan.yml: ");
    rmSync(join(folder, ".github"));
    const second = await runIn(folder, all);
    expect(second).toMatchObject({ exit: 0, stderr: "" });
    expect(readdirSync(join(folder, ".github", "workflows"))).toHaveLength(4);
    expect(readdirSync(folder).sort()).toEqual([".gitattributes", ".github", "members.yaml"]);
  });

  test("completes all files in a second run, whichever write failed in the first", async () => {
    const begin = (at: string) => {
      mkdirSync(at);
      writeFileSync(join(at, "CODEOWNERS"), "* @acme/all\n");
      writeFileSync(join(at, ".gitattributes"), "*.png binary");
    };
    const textsIn = (at: string) =>
      Object.fromEntries(
        readdirSync(at, { recursive: true, withFileTypes: true })
          .filter(entry => entry.isFile())
          .map(({ parentPath, name }) => join(parentPath, name))
          .map(path => [path.slice(at.length), readFileSync(path, "utf8")]),
      );
    const whole = join(folder, "whole");
    begin(whole);
    expect((await runIn(whole, all)).exit).toBe(0);
    expect(Object.keys(textsIn(whole))).toHaveLength(8);
    for (let end = 0; end < 8; end += 1) {
      const at = join(folder, `ended at ${end}`);
      begin(at);
      let writes = 0;
      const ending = async <Value>(write: () => Promise<Value>): Promise<Value> => {
        if (writes === end) throw systemError("ENOSPC", "no space left on device", "disk");
        writes += 1;
        return write();
      };
      const files = (real: Files): Files => ({
        ...real,
        create: (path, text) => ending(() => real.create(path, text)),
        replace: (path, text) => ending(() => real.replace(path, text)),
      });
      const first = await runIn(at, all, { files });
      expect([first.exit, writes]).toEqual([1, end]);
      expect(first.stdout.split("\n  ")).toHaveLength(end === 0 ? 1 : end + 1);
      expect((await runIn(at, all)).exit).toBe(0);
      expect(textsIn(at)).toEqual(textsIn(whole));
    }
  });

  test("doesn't overwrite files that appear during the run, or broken links", async () => {
    mkdirSync(join(folder, ".github", "workflows"), { recursive: true });
    symlinkSync("nowhere", join(folder, ".github", "workflows", "rollcall-drift.yml"));
    const written = await runIn(folder, all, {
      files: files => ({
        ...files,
        create: (path, text) => {
          if (path.endsWith("rollcall-plan.yml")) write(path, "mine");
          return files.create(path, text);
        },
      }),
    });
    expect(written.exit).toBe(0);
    expect(readFileSync(join(folder, ".github/workflows/rollcall-plan.yml"), "utf8")).toBe("mine");
    expect(readdirSync(join(folder, ".github", "workflows"))).toHaveLength(4);
    expect(written.stdout).toContain("rollcall-plan.yml: differs from what init would write");
    expect(written.stdout).toContain("rollcall-drift.yml: differs from what init would write");
  });

  test("assigns code owners to a configuration folder, even the repository root", async () => {
    const ownedIn = async (config: string) => {
      rmSync(join(folder, ".github"), { recursive: true, force: true });
      const written = await runIn(folder, `init --config ${config} --owner @acme/people --no-workflows`);
      expect(written.exit).toBe(0);
      return readFileSync(join(folder, ".github", "CODEOWNERS"), "utf8").split("\n");
    };
    write("who/members.yaml", "");
    write("people.yaml", "");
    expect(await ownedIn("who")).toContain("/who/ @acme/people");
    expect(await ownedIn(".")).toEqual([
      "/*.yaml @acme/people",
      "/*.yml @acme/people",
      "/members.state.jsonl @acme/people",
      "/.github/CODEOWNERS @acme/people",
      "",
    ]);
  });

  test("keeps an edit of CODEOWNERS that is made during the run", async () => {
    write("CODEOWNERS", "* @acme/all\n");
    await runIn(folder, all, {
      files: files => ({
        ...files,
        create: (path, text) => {
          if (path === "members.yaml") write("CODEOWNERS", "* @grace\n");
          return files.create(path, text);
        },
      }),
    });
    expect(readFileSync(join(folder, "CODEOWNERS"), "utf8")).toMatch(/^\* @grace\n\/members.yaml @acme/);
  });

  test("doesn't change a CODEOWNERS file that isn't valid UTF-8", async () => {
    const bytes = Buffer.from([0x23, 0xff, 0xfe, 0x0a]);
    mkdirSync(join(folder, "docs"));
    writeFileSync(join(folder, "docs", "CODEOWNERS"), bytes);
    expect((await runIn(folder, all)).stdout).toContain(
      "  docs/CODEOWNERS: isn't valid UTF-8; add these lines yourself:\n      /members.yaml @acme/people\n",
    );
    expect(readFileSync(join(folder, "docs", "CODEOWNERS"))).toEqual(bytes);
  });

  test("creates files and their folders, and never overwrites a file", async () => {
    const files = nodeFiles(folder, {});
    expect(await files.create("a/b/c.txt", "first")).toBe(true);
    expect(await files.create("a/b/c.txt", "second")).toBe(false);
    expect(readFileSync(join(folder, "a/b/c.txt"), "utf8")).toBe("first");
    expect(readdirSync(join(folder, "a/b"))).toEqual(["c.txt"]);
  });
});

test("ignores values in an existing workflow that no option would accept", async () => {
  const text = workflowText("apply", { ...defaults, stateBranch: "members-state" });
  const hostile = text
    .replace("branches: [main]", "branches: [$(id)]")
    .replace("state-branch: members-state", "state-branch: $(id)")
    .replace(/uses: rollcall-dev/, "uses: $(id)/rollcall");
  write(".github/workflows/rollcall-apply.yml", hostile);
  write("members.yaml", "");
  const { exit, stdout } = await runIn(folder, "init");
  expect(exit).toBe(0);
  expect(stdout).not.toContain("$(id)");
  const plan = readFileSync(join(folder, ".github/workflows/rollcall-plan.yml"), "utf8");
  expect(plan).toBe(workflowText("plan", defaults));
});

describe("information from git", () => {
  const around = () => ({ folder, env: process.env });

  test("finds the branch that pull requests target, even if another is checked out", async () => {
    expect(await findRepository(around())).toBeUndefined();
    git("init", "--quiet", "--initial-branch", "trunk");
    expect(await findRepository(around())).toEqual({
      root: ".",
      folder: "",
      defaultBranch: "trunk",
      hasCommits: false,
    });
    git("commit", "--quiet", "--allow-empty", "--message", "first");
    git("switch", "--quiet", "--create", "setup");
    expect((await findRepository(around()))?.defaultBranch).toBeUndefined();
    git("branch", "master");
    expect((await findRepository(around()))?.defaultBranch).toBe("master");
    git("update-ref", "refs/remotes/origin/release/2", "HEAD");
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/release/2");
    mkdirSync(join(folder, "a", "b c"), { recursive: true });
    expect(await findRepository({ ...around(), folder: join(folder, "a", "b c") })).toEqual({
      root: "../..",
      folder: "a/b c",
      defaultBranch: "release/2",
      hasCommits: true,
    });
  });

  test("finds the source of a clone of Rollcall only if its commit is on GitHub", async () => {
    write("dist/rollcall.js", "");
    const source = () => findSource(join(folder, "dist", "rollcall.js"), process.env);
    expect(await source()).toBeUndefined();
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message", "first");
    git("remote", "add", "origin", "git@github.com:acme/rollcall.git");
    expect(await source()).toBeUndefined();
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    const pushed = git("rev-parse", "HEAD").trim();
    expect(await source()).toBe(`acme/rollcall@${pushed}`);
    expect(readAction(`acme/rollcall@${pushed}`)).toMatchObject({ ok: true });
    for (const url of ["https://github.com/acme/rollcall", "ssh://git@github.com:22/acme/rollcall.git/"]) {
      git("remote", "set-url", "origin", url);
      expect(await source()).toBe(`acme/rollcall@${pushed}`);
    }
    write("node_modules/rollcall/dist/rollcall.js", "");
    expect(
      await findSource(join(folder, "node_modules/rollcall/dist/rollcall.js"), process.env),
    ).toBeUndefined();
    git("commit", "--quiet", "--allow-empty", "--message", "not pushed");
    expect(await source()).toBeUndefined();
    for (const url of [
      "https://gitlab.com/acme/rollcall",
      "../rollcall",
      "https://notgithub.com/acme/rollcall",
    ]) {
      git("update-ref", "refs/remotes/origin/main", "HEAD");
      git("remote", "set-url", "origin", url);
      expect(await source()).toBeUndefined();
    }
  });
});

describe("rollcall init with conflicting files", () => {
  test("rejects a folder without YAML files as the configuration", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rollcall-init-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, "access"));
    writeFileSync(join(folder, "access", "README.md"), "People\n");
    const { exit, stdout, stderr } = await runIn(folder, "init --config access");
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
    expect(stderr).toBe(
      "Error: No .yaml or .yml files found in access. Add a members.yaml, or pass another folder with --config.\n",
    );
    expect([readdirSync(folder), readdirSync(join(folder, "access"))]).toEqual([["access"], ["README.md"]]);
  });

  test("names a file that is in the way of a folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rollcall-init-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, ".github"));
    writeFileSync(join(folder, ".github", "workflows"), "");
    const { exit, stderr } = await runIn(folder, "init --organization kwob3J --workspace marketing=wLDNPp");
    expect(exit).toBe(1);
    expect(stderr).toContain(
      "Error: Couldn't write .github/workflows/rollcall-plan.yml: .github/workflows is not a folder (ENOTDIR).",
    );
  });
});

describe("terminal prompts", () => {
  const text: Question = {
    kind: "text",
    message: "The ID",
    example: "kwob3J",
    problemOf: answer => (answer === "wrong" ? "that is invalid" : undefined),
  };
  const choice: Question = {
    kind: "choice",
    message: "Which?",
    choices: [
      { value: "one", label: "the first" },
      { value: "two", label: "the second" },
    ],
  };
  const down = "\u001b[B";

  /** Asks a question and types keys, with time between them so that the prompt handles each separately. */
  function answered(question: Question, ...keys: readonly string[]) {
    return answeredAt(new PassThrough(), question, ...keys);
  }

  async function answeredAt(output: PassThrough, question: Question, ...keys: readonly string[]) {
    const input = new PassThrough();
    let shown = "";
    output.on("data", chunk => {
      shown += chunk;
    });
    const answer = askAt({ input, output }, question);
    for (const key of keys) {
      await new Promise(resolve => setTimeout(resolve, 20));
      input.write(key);
    }
    return { answer: await answer, shown };
  }

  test("trims a text answer, and asks again if it is invalid", async () => {
    expect((await answered(text, " kwob3J ", "\r")).answer).toBe("kwob3J");
    const { answer, shown } = await answered(text, "wrong", "\r", "er", "\r");
    expect(answer).toBe("wronger");
    expect(shown).toContain("that is invalid");
    expect((await answered(text, "\r")).answer).toBe("");
  });

  test("returns the selected choice, by default the first", async () => {
    expect((await answered(choice, "\r")).answer).toBe("one");
    expect((await answered(choice, down, "\r")).answer).toBe("two");
  });

  test("keeps a prompt on one line if the terminal width is unknown", async () => {
    const output = Object.assign(new PassThrough(), { columns: 0 });
    const { shown } = await answeredAt(output, text, "kwob3J", "\r");
    expect(shown).toContain(text.message);
  });

  test("cancels a prompt on Ctrl-C", async () => {
    expect((await answered(text, "kwob", "\u0003")).answer).toBeUndefined();
    expect((await answered(choice, "\u0003")).answer).toBeUndefined();
  });
});
