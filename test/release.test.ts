import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import manifest from "../package.json" with { type: "json" };
import lock from "../package-lock.json" with { type: "json" };
import { version } from "../src/io/version.ts";
import { bundle } from "./support/rollcall.ts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "rollcall-release-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Job {
  readonly needs?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly name?: string; readonly run?: string }[];
}
const { jobs }: { readonly jobs: Readonly<Record<string, Job>> } = parse(
  readFileSync(join(root, ".github/workflows/release.yml"), "utf8"),
);

/** Returns the script of a step in the release workflow, or a failing one if there is no such step. */
function scriptOf(job: string, name: RegExp): string {
  const step = jobs[job]?.steps.find(one => name.test(one.name ?? ""));
  return step?.run ?? "exit 99";
}

/** Runs a script as the GitHub runner does, with the programs in the test's folder first. */
function runStep(script: string, cwd: string, env: Readonly<Record<string, string>>) {
  const PATH = `${folder}:${process.env["PATH"]}`;
  const bash = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
  const { status, stdout, stderr } = spawnSync("bash", bash, {
    cwd,
    env: { PATH, ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("the version of Rollcall", () => {
  test("prints the version that is in package.json and its lockfile", () => {
    expect(version).toBe(manifest.version);
    expect([lock.version, lock.packages[""].version]).toEqual([version, version]);
    const { stdout } = spawnSync(process.execPath, [bundle, "--version"], { encoding: "utf8" });
    expect(stdout).toBe(`${version}\n`);
  });

  test("keeps the version in package.json at or above the newest changelog section", () => {
    const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
    const heads = [...changelog.matchAll(/^## (.*)$/gm)].map(([, head = ""]) => head);
    expect(heads[0]).toBe("[Unreleased]");
    const released = heads
      .slice(1)
      .map(head => /^\[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$/.exec(head)?.[1] ?? head);
    const byVersion = [...new Set([version, ...released])].sort((a, b) =>
      b.localeCompare(a, "en", { numeric: true }),
    );
    expect([version, ...released.filter(one => one !== version)]).toEqual(byVersion);
  });
});

describe("a release", () => {
  const good =
    "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-12-01\n\n### Added\n\n- This.\n\n## [1.2.2] - 2026-11-01\n\n- That.\n";

  function check(tag: string, changelog: string, inPackage = "1.2.3") {
    const repository = mkdtempSync(join(folder, "check-"));
    cpSync(join(root, "build/release-notes.js"), join(repository, "build/release-notes.js"));
    writeFileSync(join(repository, "package.json"), JSON.stringify({ version: inPackage, type: "module" }));
    writeFileSync(join(repository, "CHANGELOG.md"), changelog);
    return runStep(scriptOf("test", /^The tag, package.json/), repository, { TAG: tag });
  }

  test("uses the changelog section of its version as release notes", () => {
    expect(check("v1.2.3", good)).toEqual({ status: 0, stdout: "### Added\n\n- This.\n", stderr: "" });
  });

  test.for([
    [
      "a tag that differs from package.json",
      "v1.2.4",
      good,
      "The tag is v1.2.4, but it must be v1.2.3, because the version in package.json is 1.2.3.",
    ],
    ["a tag without v", "1.2.3", good, "The tag is 1.2.3, but it must be v1.2.3"],
    [
      "no changelog section",
      "v1.2.3",
      good.replace("[1.2.3]", "[1.2.30]"),
      `CHANGELOG.md has no section "## [1.2.3] - YYYY-MM-DD".`,
    ],
    [
      "a changelog section without a date",
      "v1.2.3",
      good.replace(" - 2026-12-01", ""),
      `The heading "## [1.2.3]" in CHANGELOG.md has no date`,
    ],
    ["an empty changelog section", "v1.2.3", good.replace("### Added\n\n- This.\n\n", ""), "is empty."],
    [
      "changes that are still unreleased",
      "v1.2.3",
      good.replace("[Unreleased]\n", "[Unreleased]\n\n- Late.\n"),
      "Move them to",
    ],
  ] as const)(
    "rejects a release with %s before anything is published",
    ([, tag, changelog, message], { expect }) => {
      const { status, stdout, stderr } = check(tag, changelog);
      expect([status, stdout, stderr]).toEqual([
        1,
        "",
        expect.stringMatching(/^Error: .* Nothing was released\.\n$/),
      ]);
      expect(stderr).toContain(message);
      expect([jobs["npm"]?.needs, jobs["release"]?.needs]).toEqual(["test", "npm"]);
    },
  );

  test("adds only the repository to the package.json that it publishes", () => {
    const repository = mkdtempSync(join(folder, "npm-"));
    cpSync(join(root, "package.json"), join(repository, "package.json"));
    const env = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "acme/access" };
    expect(runStep(scriptOf("npm", /^Name this repository/), repository, env)).toMatchObject({ status: 0 });
    expect(JSON.parse(readFileSync(join(repository, "package.json"), "utf8"))).toEqual({
      ...manifest,
      repository: { type: "git", url: "git+https://github.com/acme/access.git" },
    });
    expect(manifest).not.toHaveProperty("repository");
  });

  test("publishes without secrets, from the only job that can prove provenance", () => {
    expect(Object.entries(jobs).map(([name, { permissions }]) => [name, permissions])).toEqual([
      ["test", { contents: "read" }],
      ["npm", { contents: "read", "id-token": "write" }],
      ["release", { contents: "write" }],
    ]);
    expect(JSON.stringify(jobs)).not.toMatch(/secrets\b|NODE_AUTH_TOKEN/);
    expect(jobs["npm"]?.steps.at(-1)?.run).toBe("npm publish --provenance");
    expect(manifest.publishConfig).toEqual({ access: "public", provenance: true });
  });

  test.for([
    ["if it exists", "v1.10.0", ["v1.9.0", "v1.10.0", "v1.2.0"], true, ["PATCH"]],
    ["if it doesn't exist yet", "v2.0.0", ["v2.0.0"], false, ["PATCH", "POST"]],
    ["even if a prerelease is newer", "v1.2.0", ["v1.2.0", "v1.3.0-rc.1"], true, ["PATCH"]],
    ["only if no newer version has it", "v1.2.4", ["v1.10.0", "v1.2.4"], true, []],
  ] as const)("updates the tag of the major version %s", ([, tag, tags, hasMajor, changes], { expect }) => {
    const log = join(mkdtempSync(join(folder, "gh-")), "log");
    writeFileSync(log, "");
    // Acts like `gh api`: lists the tags, and fails to change a ref that doesn't exist.
    writeFileSync(
      join(folder, "gh"),
      `#!/usr/bin/env bash
case "$*" in
  *matching-refs*) printf 'refs/tags/%s\\n' ${tags.join(" ")} ;;
  *) echo "$@" >> ${log}; case "$*" in *PATCH*) exit ${hasMajor ? 0 : 1} ;; esac ;;
esac
`,
    );
    chmodSync(join(folder, "gh"), 0o755);
    const env = { TAG: tag, REPOSITORY: "acme/access", COMMIT: "c".repeat(40) };
    expect(runStep(scriptOf("release", /^Move the tag/), folder, env)).toMatchObject({ status: 0 });
    const [major] = tag.split(".");
    const calls = {
      PATCH: `api --method PATCH repos/acme/access/git/refs/tags/${major} -f sha=${env.COMMIT} -F force=true`,
      POST: `api --method POST repos/acme/access/git/refs -f ref=refs/tags/${major} -f sha=${env.COMMIT}`,
    };
    expect(readFileSync(log, "utf8")).toBe(changes.map(change => `${calls[change]}\n`).join(""));
  });
});
