import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openGitBranch } from "../../src/git/state-branch.ts";
import { type Io, nodeFiles, type Output } from "../../src/io.ts";
import { runProgram } from "../../src/program.ts";
import type { FaultOrder } from "../../src/sandbox/faults.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/server.ts";
import { GitHubStage, githubWords, namingDigests } from "./github-stage.ts";

const scenarios = join(import.meta.dirname, "..", "scenarios");
const noon = Date.parse("2026-11-23T12:00:00Z");

/** The folders under test/scenarios, sorted. */
export const scenarioNames = readdirSync(scenarios).sort();

/**
 * Plays the commands of `given/commands.txt` in a copy of `given/`, against a sandbox, and gives all that came of it. Beside
 * `rollcall …` a line may be `copy A B`, `today YYYY-MM-DD`, `env NAME=VALUE`, `unset NAME`, `terminal yes|no` (what is
 * answered when asked), `fault {…}` (JSON, for the sandbox), or `sparse A BYTES` (a file of so many zeros). On a GitHub,
 * `main A` puts the files of a folder on main, `propose A` opens a pull request with those of another, `merge` merges it, and
 * `action COMMAND INPUT=VALUE…` runs the Action on the pull request, or on main once it is merged.
 */
export async function playScenario(name: string): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-scenario-"));
  const sandbox = await startSandbox();
  try {
    cpSync(join(scenarios, name, "given"), folder, { recursive: true });
    const commands = readFileSync(join(folder, "commands.txt"), "utf8").trimEnd().split("\n");
    rmSync(join(folder, "commands.txt"));
    const stage = new Stage(folder, sandbox);
    for (const line of commands) await stage.play(line);
    const answers = await stage.answers();
    await stage.close();
    return answers;
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  }
}

/** The answer files of a scenario. */
export function readAnswers(name: string): ReadonlyMap<string, string> {
  const folder = join(scenarios, name, "answer");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(names.map(file => [file, readFileSync(join(folder, file), "utf8")]));
}

/** Makes what a scenario gives now its answer; the reviewer reads the diff. */
export function blessAnswers(name: string, answers: ReadonlyMap<string, string>): void {
  const folder = join(scenarios, name, "answer");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [file, text] of answers) writeFileSync(join(folder, file), text);
}

class Stage {
  readonly #folder: string;
  readonly #sandbox: Sandbox;
  readonly #env: Record<string, string>;
  readonly #transcript: string[] = [];
  #now = noon;
  #ids = 0;
  #terminalAnswer: boolean | undefined;
  #github: GitHubStage | undefined;

  constructor(folder: string, sandbox: Sandbox) {
    this.#folder = folder;
    this.#sandbox = sandbox;
    this.#env = { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key };
  }

  async play(line: string): Promise<void> {
    this.#transcript.push(`$ ${line}\n`);
    const [word = "", ...rest] = line.split(" ");
    if (word === "rollcall") {
      const exit = await runProgram(rest, this.#io());
      this.#transcript.push(`exit code ${exit}\n\n`);
    } else if (githubWords.has(word)) await this.#onGitHub(word, rest);
    else this.#direct(word, rest);
  }

  async #onGitHub(word: string, rest: readonly string[]): Promise<void> {
    this.#github ??= new GitHubStage(this.#folder, this.#sandbox);
    if (word !== "action") return this.#github.play(word, rest);
    const exit = await this.#github.act(rest, this.#io());
    this.#transcript.push(`exit code ${exit}\n\n`);
  }

  #direct(word: string, rest: readonly string[]): void {
    const [first = "", second = ""] = rest;
    const at = (name: string) => join(this.#folder, name);
    if (word === "copy") cpSync(at(first), at(second));
    else if (word === "today") this.#now = Date.parse(`${first}T12:00:00Z`);
    else if (word === "unset") delete this.#env[first];
    else if (word === "terminal") this.#terminalAnswer = first === "yes";
    else if (word === "fault") this.#sandbox.fault(JSON.parse(rest.join(" ")) as FaultOrder);
    else if (word === "sparse") {
      writeFileSync(at(first), "");
      truncateSync(at(first), Number(second));
    } else if (word === "env") {
      const [name = "", value = ""] = rest.join(" ").split(/=(.*)/s);
      this.#env[name] = JSON.parse(`"${value}"`);
    } else throw new Error(`commands.txt: what is ${word}?`);
  }

  #io(): Io {
    return {
      cwd: this.#folder,
      env: this.#env,
      stdout: this.#output("  "),
      stderr: this.#output("! "),
      isInputTerminal: this.#terminalAnswer !== undefined,
      clock: {
        now: () => this.#now,
        sleep: async milliseconds => {
          this.#now += milliseconds;
        },
      },
      files: nodeFiles(this.#folder),
      newId: kind => {
        this.#ids += 1;
        return `${kind}-${this.#ids}`;
      },
      onInterrupt: () => () => {},
      confirm: async question => {
        this.#output("! ").write(`${question} ${this.#terminalAnswer ? "yes" : "no"}\n`);
        return this.#terminalAnswer === true;
      },
      openStateBranch: (branch, path) =>
        openGitBranch({ folder: this.#folder, env: process.env }, branch, path),
    };
  }

  #output(prefix: string): Output {
    const write = (text: string) => {
      if (text === "") return;
      const lines = text
        .replaceAll(this.#sandbox.url, "http://127.0.0.1:PORT")
        .replace(/\n$/, "")
        .split("\n");
      this.#transcript.push(lines.map(line => `${prefix}${line}`.trimEnd()).join("\n"), "\n");
    };
    return { write, isTerminal: false, width: 80 };
  }

  async close(): Promise<void> {
    await this.#github?.close();
  }

  async answers(): Promise<ReadonlyMap<string, string>> {
    const answers = new Map([["transcript.txt", this.#transcript.join("").trimEnd().concat("\n")]]);
    const requests = this.#sandbox.requests.map(({ method, path, body, status }) =>
      [method, path, body, `-> ${status}`].join(" "),
    );
    if (requests.length > 0) answers.set("requests.txt", `${requests.join("\n")}\n`);
    for (const file of ["members.state.jsonl", "plan.json"]) {
      const path = join(this.#folder, file);
      if (existsSync(path)) answers.set(file, readFileSync(path, "utf8"));
    }
    if (this.#github) {
      for (const [file, text] of await this.#github.answers()) answers.set(file, text);
      return namingDigests(answers);
    }
    return answers;
  }
}
