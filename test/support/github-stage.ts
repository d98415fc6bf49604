import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runAction } from "../../src/action/main.ts";
import { nodeFiles } from "../../src/io/files/node-files.ts";
import type { Io } from "../../src/io/io.ts";
import type { Sandbox } from "../../src/sandbox/server.ts";
import { connectTally } from "../../src/tally/connect.ts";
import { startHub } from "./github.ts";
import type { Hub, PullRequestEvent } from "./github-model.ts";
import { filesUnder } from "./leaks.ts";
import { contextOf, inputsOf } from "./run-action.ts";

/** The commands of a scenario that use GitHub. */
export const githubWords: ReadonlySet<string> = new Set(["push", "propose", "merge", "action"]);

/** The GitHub of a scenario: one pull request at a time. The Action runs in this process, with the scenario's clock and IDs. */
export class GitHubStage {
  readonly #folder: string;
  readonly #sandbox: Sandbox;
  readonly #summaries: string[] = [];
  readonly #written: (readonly [name: string, text: string])[] = [];
  readonly #pulls: number[] = [];
  #hub: Hub | undefined;
  #pull: PullRequestEvent | undefined;
  #runs = 0;

  constructor(folder: string, sandbox: Sandbox) {
    this.#folder = folder;
    this.#sandbox = sandbox;
  }

  async play(word: string, [name = ""]: readonly string[]): Promise<void> {
    this.#hub ??= await startHub();
    if (word === "push") await this.#hub.commit("main", filesIn(join(this.#folder, name)));
    else if (word === "propose") {
      await this.#hub.commit(name, filesIn(join(this.#folder, name)));
      this.#pull = await this.#hub.openPullRequest(name);
      this.#pulls.push(this.#pull.number);
    } else {
      await this.#hub.merge(this.#pull?.number ?? 0);
      this.#pull = undefined;
    }
  }

  /** Runs the Action with the words `command input=value…`, and returns its exit code. */
  async act([command = "", ...given]: readonly string[], io: Io): Promise<number> {
    const hub = this.#hub;
    if (!hub) throw new Error("commands.txt: action before push");
    this.#runs += 1;
    const pull = this.#pull;
    const sha = pull ? await hub.testMerge(pull.number) : ((await hub.tip("main")) ?? "");
    const workspace = mkdtempSync(join(this.#folder, "workspace-"));
    const runner = mkdtempSync(join(this.#folder, "runner-"));
    const at = (name: string, text = "") => {
      writeFileSync(join(runner, name), text);
      return join(runner, name);
    };
    const payload = pull ?? { repository: { default_branch: "main" } };
    const inputs = Object.fromEntries(given.map(one => one.split("=", 2)));
    const ref = pull ? `refs/pull/${pull.number}/merge` : "refs/heads/main";
    const event = pull ? "pull_request" : "push";
    const step = {
      hub,
      event,
      payload,
      workspace,
      sha,
      ref,
      runId: this.#runs,
      inputs: { command, ...inputs },
    };
    const summary = at("summary.md");
    const env = {
      ...contextOf(step),
      ...inputsOf(step),
      GITHUB_EVENT_PATH: at("event.json", JSON.stringify(payload)),
      GITHUB_OUTPUT: at("output"),
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: runner,
      TALLY_API_URL: this.#sandbox.url,
      ...(command === "apply" && { "INPUT_API-KEY": this.#sandbox.key }),
    };
    const stepIo = { ...io, cwd: workspace, env, files: nodeFiles(workspace, env) };
    const exit = await runAction(stepIo, connectTally(io));
    this.#summaries.push(`${readFileSync(summary, "utf8")}\n`);
    this.#written.push(...filesUnder(workspace), ...filesUnder(runner));
    for (const folder of [workspace, runner]) rmSync(folder, { recursive: true });
    return exit;
  }

  /** Returns the summaries of all runs, the comments on all pull requests, and the state file on main. */
  async outputs(): Promise<ReadonlyMap<string, string>> {
    const hub = this.#hub;
    if (!hub) return new Map();
    const comments: string[] = [];
    for (const number of this.#pulls)
      for (const { body } of await hub.comments(number)) comments.push(`${body}\n`);
    const state = await hub.read("main", "members.state.jsonl");
    return new Map([
      ["summaries.md", this.#summaries.join("")],
      ...(comments.length > 0 ? [["comments.md", comments.join("")] as const] : []),
      ...(state === undefined ? [] : [["members.state.jsonl", state] as const]),
    ]);
  }

  /** Returns the files that the runs left, and their requests to GitHub. */
  written(): readonly (readonly [name: string, text: string])[] {
    const requests = this.#hub?.requests.map(({ path, body }) => `${path} ${body}`) ?? [];
    return [...this.#written, ["requests to GitHub", requests.join("\n")]];
  }

  async close(): Promise<void> {
    await this.#hub?.close();
  }
}

/** Replaces commits and digests, which depend on the emulator's clock, with names in their order of appearance. */
export function namingDigests(outputs: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const nameFor = (digest: string) => {
    const name = names.get(digest) ?? `${digest.length === 40 ? "COMMIT" : "DIGEST"}-${names.size + 1}`;
    names.set(digest, name);
    return name;
  };
  const whole = [...outputs].map(([file, text]): [string, string] => [
    file,
    text.replaceAll(/\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b/g, nameFor),
  ]);
  const short = new Map([...names].map(([digest, name]) => [digest.slice(0, 12), name]));
  const named = whole.map(([file, text]): [string, string] => [
    file,
    text
      .replaceAll(/\b[0-9a-f]{12}\b/g, digest => short.get(digest) ?? "HEX")
      .replaceAll(/http:\/\/localhost:\d+/g, "https://github.example"),
  ]);
  return new Map(named);
}

function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry =>
    entry.isFile(),
  );
  const paths = entries.map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  return Object.fromEntries(paths.map(path => [path, readFileSync(join(folder, path), "utf8")]));
}
