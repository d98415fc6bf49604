import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatHeader } from "../src/core/state/events.ts";
import { manyMembers } from "./support/rollcall.ts";

const dist = join(import.meta.dirname, "..", "dist");
let folder: string;
/**
 * A script that prints, when its process exits, the chunks of dist and the Node modules that the process loaded.
 * With UNTIL_REQUEST, the process exits instead of sending its first request.
 */
const listing = `process.on("exit", () => {
  const chunks = Object.keys(require.cache).filter(path => path.startsWith(${JSON.stringify(dist)}));
  const modules = process.moduleLoadList.map(one => one.replace(/^NativeModule /, ""));
  require("fs").writeSync(2, "LOADED" + JSON.stringify({ chunks, modules }) + "\\n");
});
if (process.env.UNTIL_REQUEST) globalThis.fetch = () => process.exit();`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-loading-"));
  writeFileSync(join(folder, "listing.cjs"), listing);
  writeFileSync(join(folder, "members.yaml"), manyMembers(20));
  writeFileSync(
    join(folder, "odd.yaml"),
    manyMembers(20).replace("members:", "# no longer plain\nmembers: &all"),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function loadedBy(bundle: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { stderr } = spawnSync(process.execPath, ["-r", "./listing.cjs", join(dist, bundle), ...args], {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  const { chunks, modules } = JSON.parse(/LOADED(.*)/.exec(stderr)?.[1] ?? "{}") as {
    chunks: string[];
    modules: string[];
  };
  return {
    chunks: chunks.map(path => path.slice(dist.length + 1).replace(/^(?:chunks|action)\//, "")),
    modules,
  };
}

/** Node modules that are slow to load and that most commands don't need. */
const heavy = [
  "crypto",
  "child_process",
  "http",
  "https",
  "net",
  "tls",
  "zlib",
  "worker_threads",
  "fs/promises",
];

describe("loaded code", () => {
  test("loads no command for --version", () => {
    const { chunks, modules } = loadedBy("rollcall.js", ["--version"]);
    expect(chunks.length).toBeLessThanOrEqual(3);
    expect(modules.filter(one => heavy.includes(one))).toEqual([]);
  });

  test("loads only the code that a text plan needs", () => {
    const { chunks, modules } = loadedBy("rollcall.js", ["plan"]);
    const unneeded =
      /yaml-full|read-state|glob|idna|markdown|diagnostics|failure|import|observe|tally|apply|sandbox|branch|github|report|write-output|edit|completion/;
    expect(chunks).toContain("commands-plan.js");
    expect(chunks.filter(name => unneeded.test(name))).toEqual([]);
    expect(chunks.length).toBeLessThanOrEqual(8);
    expect(modules.filter(one => heavy.includes(one))).toEqual([]);
  });

  test("loads crypto for a JSON plan, and the yaml package for unusual YAML", () => {
    expect(loadedBy("rollcall.js", ["plan", "--format", "json"]).modules).toContain("crypto");
    const { chunks } = loadedBy("rollcall.js", ["plan", "--config", "odd.yaml"]);
    expect(chunks.filter(name => name === "core-yaml-full-parse.js")).toHaveLength(1);
  });

  test("loads one file for the library, which uses only node:crypto and node:path", () => {
    const { chunks, modules } = loadedBy("library.js", []);
    expect(chunks).toEqual(["library.js"]);
    expect(modules.filter(one => heavy.includes(one))).toEqual(["crypto"]);
    const used = [...readFileSync(join(dist, "library.js"), "utf8").matchAll(/require\("(node:[^"]+)"\)/g)];
    expect(used.map(([, part]) => part).sort()).toEqual(["node:crypto", "node:path"]);
  });

  test("loads only the code that a CSV report needs", () => {
    writeFileSync(join(folder, "state.jsonl"), formatHeader("kwob3J", "lineage"));
    const { chunks, modules } = loadedBy("rollcall.js", [
      "report",
      "--state",
      "state.jsonl",
      "--format",
      "csv",
    ]);
    const unneeded =
      /yaml-full|markdown|html|diagnostics|failure|observe|tally|apply|sandbox|branch|github|write-output/;
    expect(chunks).toContain("render-report-csv.js");
    expect(chunks.filter(name => unneeded.test(name))).toEqual([]);
    expect(modules.filter(one => heavy.includes(one))).toEqual([]);
  });

  test("loads no code of Tally or other commands until the action's first request", () => {
    const event = join(folder, "event.json");
    const repository = { full_name: "acme/access", default_branch: "main", owner: { login: "acme" } };
    const base = { ref: "main", sha: "b".repeat(40), repo: repository };
    const head = { ref: "edit", sha: "a".repeat(40), repo: repository };
    const pull = { number: 7, base, head, user: { login: "ada" }, state: "open", merged: false };
    writeFileSync(event, JSON.stringify({ action: "opened", number: 7, pull_request: pull, repository }));
    const { chunks, modules } = loadedBy("action.js", [], {
      UNTIL_REQUEST: "yes",
      GITHUB_REPOSITORY: "acme/access",
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_EVENT_PATH: event,
      GITHUB_SHA: "a".repeat(40),
      GITHUB_REF: "refs/pull/7/merge",
      GITHUB_API_URL: "http://127.0.0.1:9",
      INPUT_COMMAND: "plan",
      INPUT_CONFIG: "members.yaml",
      "INPUT_GITHUB-TOKEN": "ghs_of_the_test",
    });
    expect(chunks).toContain("github-client.js");
    expect(chunks).toContain("action-plan-pull-request.js");
    const unneeded =
      /yaml-full|read-state|idna|apply|sandbox|drift|import|cli-progress|dist\.js|csv|proxied-fetch/;
    expect(chunks.filter(name => unneeded.test(name))).toEqual([]);
    const forFetch = ["crypto", "net", "http", "https", "tls"];
    expect(modules.filter(one => heavy.includes(one) && !forFetch.includes(one))).toEqual([]);
  });
});
