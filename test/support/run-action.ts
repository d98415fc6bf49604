import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { runAction as runActionIn } from "../../src/action/main.ts";
import { nodeIo } from "../../src/io/node/node-io.ts";
import { connectTally } from "../../src/tally/connect.ts";
import type { Hub } from "./github-model.ts";
import type { Machine } from "./machine.ts";
import { type Finished, finished } from "./rollcall.ts";

const root = join(import.meta.dirname, "..", "..");
const action = join(root, "dist", "action.js");

/** The result of a step that ran the Action. */
export interface ActionRun extends Finished {
  /** The outputs that aren't file paths. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The job summary, as Markdown. */
  readonly summary: string;
  /** The content of the file in the output `plan-file`. */
  readonly plan: string | undefined;
  /** The content of the files in outputs, by output name. */
  readonly files: Readonly<Record<string, string>>;
}

/** A step of a workflow. */
export interface Step {
  readonly hub: Hub;
  /** The event name, such as "pull_request". */
  readonly event: string;
  readonly payload: object;
  /** Inputs by their names in action.yml. The others have their defaults. */
  readonly inputs: Readonly<Record<string, string>>;
  /** GITHUB_WORKSPACE, and the working directory. */
  readonly workspace: string;
  readonly sha: string;
  /** The ref, such as refs/heads/main or refs/pull/7/merge. */
  readonly ref: string;
  /** Environment variables in addition to the runner's, such as TALLY_API_URL. */
  readonly env?: Readonly<Record<string, string>>;
  /** The machine whose clock it has. Default: one of its own, in real time. */
  readonly machine?: Machine;
  /** Whether the built Action runs in a process of its own. Otherwise, its source runs in this one, where no wait takes time. */
  readonly isBuilt?: boolean;
  /** The Node executable of the process. Default: that of this process. */
  readonly node?: string;
  readonly runId?: number;
  /** Called when the process has started. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs the Action as GitHub's runner does: with files for the event, outputs, and summary, and no inherited variable but PATH. */
export async function runAction(step: Step): Promise<ActionRun> {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-runner-"));
  const [event, output, summary] = ["event.json", "output", "summary.md"].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const temp = join(folder, "temp");
  mkdirSync(temp);
  writeFileSync(event, JSON.stringify(step.payload));
  for (const file of [output, summary]) writeFileSync(file, "");
  try {
    const env = {
      PATH: process.env["PATH"] ?? "",
      ...contextOf(step),
      GITHUB_EVENT_PATH: event,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: temp,
      ...inputsOf(step),
    };
    const isProcess = step.isBuilt || step.node !== undefined || step.onStart !== undefined;
    const result = await (isProcess ? runBuilt(step, env) : runHere(step, env));
    const all = Object.entries(readOutputs(readFileSync(output, "utf8")));
    const isFile = ([name]: readonly [string, string]) => name.endsWith("-file");
    const files = Object.fromEntries(
      all.filter(isFile).map(([name, path]) => [name, readFileSync(path, "utf8")]),
    );
    return {
      ...result,
      outputs: Object.fromEntries(all.filter(one => !isFile(one))),
      summary: readFileSync(summary, "utf8"),
      plan: files["plan-file"],
      files,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the built Action in a process of its own. */
function runBuilt(step: Step, env: Readonly<Record<string, string>>): Promise<Finished> {
  const child = spawn(step.node ?? process.execPath, [action], {
    cwd: step.workspace,
    env: { ...env, ...step.machine?.env, ...step.env },
  });
  step.onStart?.(child);
  return finished(child);
}

/** Runs the source of the Action in this process. */
async function runHere(step: Step, env: Readonly<Record<string, string>>): Promise<Finished> {
  const written = { stdout: "", stderr: "" };
  const output = (name: "stdout" | "stderr") => ({
    isTerminal: false,
    width: 80,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const own = {
    argv: process.argv,
    env: { ...env, ...step.env },
    cwd: () => step.workspace,
    on: () => own,
    off: () => own,
  };
  const io = nodeIo(own as unknown as NodeJS.Process, { exitOnSecondSignal: false });
  const { clock } = step.machine ?? io;
  const stepIo = { ...io, clock, stdout: output("stdout"), stderr: output("stderr") };
  return { exit: await runActionIn(stepIo, connectTally(stepIo)), ...written };
}

/**
 * Writes the files of a branch or commit to a folder with git, like actions/checkout, so that attributes take effect and symbolic links
 * are created. The folder's only commit has a different SHA from the hub's.
 */
export async function checkout(hub: Hub, ref: string, folder: string): Promise<void> {
  const git = (args: readonly string[], input = "") => {
    return execFileSync("git", args, { cwd: folder, input, stdio: "pipe", encoding: "utf8" }).trim();
  };
  git(["init", "--quiet", "--initial-branch=main"]);
  for (const { path, mode, text } of await hub.entries(ref)) {
    const blob = git(["hash-object", "-w", "--stdin"], text);
    git(["update-index", "--add", "--cacheinfo", `${mode},${blob},${path}`]);
  }
  git(["checkout-index", "--all", "--index"]);
  const identity = ["-c", "user.name=runner", "-c", "user.email=runner@example.com"];
  git([...identity, "commit", "--quiet", "--allow-empty", `--message=Checkout of ${ref}`]);
}

let foundNode24: string | undefined;

/** Returns the path of Node 24, with which GitHub's runner runs Actions. npx caches it. */
export function node24(): string {
  foundNode24 ??= execFileSync("npx", ["-y", "node@24", "-p", "process.execPath"], {
    encoding: "utf8",
    timeout: 180_000,
  }).trim();
  return foundNode24;
}

interface Payload {
  readonly sender?: { readonly login: string };
  readonly pull_request?: {
    readonly head: { readonly ref: string };
    readonly base: { readonly ref: string };
  };
}

/** Returns the environment variables that the runner sets for a step, except the paths of its files. */
export function contextOf({
  hub,
  event,
  payload,
  workspace,
  sha,
  ref,
  runId = 1,
}: Step): Record<string, string> {
  const { sender, pull_request: pull } = payload as Payload;
  return {
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: event,
    GITHUB_API_URL: hub.apiUrl,
    GITHUB_SERVER_URL: "https://github.example",
    GITHUB_REPOSITORY: `${hub.owner}/${hub.repo}`,
    GITHUB_REPOSITORY_OWNER: hub.owner,
    GITHUB_RUN_ID: String(runId),
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_ACTOR: sender?.login ?? hub.owner,
    GITHUB_WORKSPACE: workspace,
    GITHUB_SHA: sha,
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ""),
    // The runner sets these for every event. They are empty if there is no pull request.
    GITHUB_HEAD_REF: pull?.head.ref ?? "",
    GITHUB_BASE_REF: pull?.base.ref ?? "",
  };
}

/** Returns the environment variables for all inputs in action.yml: the given value, the default, or an empty text. */
export function inputsOf({ hub, inputs }: Pick<Step, "hub" | "inputs">): Record<string, string> {
  const file = join(root, "action.yml");
  const listed = existsSync(file) ? (parse(readFileSync(file, "utf8")).inputs ?? {}) : {};
  const defaults = Object.entries(listed as Record<string, { default?: unknown } | null>).map(
    ([name, input]): [string, string] => [name, evaluate(String(input?.default ?? ""), hub)],
  );
  const all = { "github-token": hub.token, ...Object.fromEntries(defaults), ...inputs };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`, value]),
  );
}

function evaluate(text: string, hub: Hub): string {
  const value = text.replaceAll(/\$\{\{ *github\.token *\}\}/g, hub.token);
  if (value.includes("${{")) throw new Error(`can't evaluate the expression in ${text}`);
  return value;
}

/** Reads what a step wrote to GITHUB_OUTPUT, by the rules of actions/runner (src/Runner.Worker/FileCommandManager.cs). */
export function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  // An empty text after the last line break isn't a line.
  if (lines.at(-1) === "") lines.pop();
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line === "") continue;
    const [, name, sign, rest = ""] = /^(.*?)(=|<<)(.*)$/.exec(line) ?? [];
    if (!name) throw new Error(`GITHUB_OUTPUT has an invalid line: ${line}`);
    if (sign === "=") {
      outputs[name] = rest;
      continue;
    }
    const end = rest === "" ? -1 : lines.indexOf(rest, at + 1);
    if (end === -1) throw new Error(`GITHUB_OUTPUT has no end of ${name}: ${rest}`);
    outputs[name] = lines.slice(at + 1, end).join("\n");
    at = end;
  }
  return outputs;
}
