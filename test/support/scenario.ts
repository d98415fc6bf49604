import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../src/cli/program.ts";
import { nodeFiles } from "../../src/io/files/node-files.ts";
import { openCommit } from "../../src/io/git/commit-files.ts";
import { openGitBranch } from "../../src/io/git/git-branch.ts";
import { openHistory } from "../../src/io/git/open-history.ts";
import { findRepository } from "../../src/io/git/repository.ts";
import type { Io, Output, Question } from "../../src/io/io.ts";
import type { FaultOrder } from "../../src/sandbox/http/faults.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/server.ts";
import { after } from "./clock.ts";
import { workflowToken } from "./github-hub.ts";
import { GitHubStage, githubWords, namingDigests } from "./github-stage.ts";
import { filesUnder, leaksOf } from "./leaks.ts";
import { readTally } from "./seeds.ts";

const scenarios = join(import.meta.dirname, "..", "scenarios");
const noon = Date.parse("2026-11-23T12:00:00Z");

/** The folders under test/scenarios, sorted. */
export const scenarioNames = readdirSync(scenarios).sort();

/** The result of a scenario. */
export interface ScenarioResult {
  readonly outputs: ReadonlyMap<string, string>;
  /** The names of outputs and files that contain the API key or GitHub's token. */
  readonly leaks: readonly string[];
}

/** A key that can't occur in an output by chance, in any encoding. */
const secretKey = "tly-zQ8/wK+v7Xm4=JtR2";

/**
 * Runs the commands in `given/commands.txt` in a copy of `given/`, against a sandbox, and returns all outputs. Each line is one of:
 *
 * - `rollcall …` or `git …`
 * - `copy A B`, `link A TARGET`, or `sparse A BYTES`: copies a file, or creates a symbolic link or a file of zeros
 * - `repeat A COUNT LINE`: appends a line several times to a file, with its number from 1 in place of each `#`
 * - `show A`: prints a file
 * - `cd FOLDER`: changes the folder of the following commands
 * - `env NAME=VALUE` or `unset NAME`: changes the environment
 * - `today YYYY-MM-DD` or `wait N minutes`: changes the time
 * - `confirm yes|no`: makes stdin a terminal, and answers all yes-or-no questions
 * - `answer TEXT`: answers the next question that asks for a text or a choice; the text may be empty
 * - `fault {…}`: adds a fault to the sandbox, as JSON
 * - `tally accept EMAIL`, `tally leave EMAIL`, `tally remove-from-workspace EMAIL WORKSPACE_ID`, or `tally delete-workspace ID`: does
 *   what people do in Tally
 * - `push A`, `propose A`, or `merge`, on GitHub: commits the files of a folder to main, opens a pull request with those of another
 *   folder, or merges it
 * - `action COMMAND INPUT=VALUE…`: runs the Action on the open pull request, or else on main
 *
 * The sandbox has the scenario's clock: noon UTC on 2026-11-23, until a command or a wait changes it. If `given/tally.json` exists, it
 * is the sandbox's seed, with optional `behavior`, `pageSize`, and `limit`, and the outputs include the emails that the sandbox sent.
 * Only the start and the end of an output of more than 1,000 lines are kept.
 * The outputs also include the files that the commands leave, but `members.yaml` only if they created it.
 */
export async function playScenario(name: string): Promise<ScenarioResult> {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-scenario-"));
  try {
    cpSync(join(scenarios, name, "given"), folder, { recursive: true });
    const commands = take(folder, "commands.txt").trimEnd().split("\n");
    const hasTally = existsSync(join(folder, "tally.json"));
    const tally = hasTally ? readTally(take(folder, "tally.json")) : {};
    const time = { now: noon };
    const sandbox = await startSandbox({ ...tally, key: secretKey, now: () => time.now });
    try {
      const stage = new Stage(folder, sandbox, time);
      for (const line of commands) await stage.play(line);
      const outputs = await stage.outputs(hasTally);
      const leaks = stage.leaks(outputs);
      await stage.close();
      return { outputs, leaks };
    } finally {
      await sandbox.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Lines at the start and at the end of an output that is longer than any reader needs. */
const shownLines = { most: 1000, start: 20, end: 10 };

function withoutMiddle(lines: readonly string[]): readonly string[] {
  const { most, start, end } = shownLines;
  if (lines.length <= most) return lines;
  const omitted = `(${lines.length - start - end} lines)`;
  return [...lines.slice(0, start), omitted, ...lines.slice(-end)];
}

/** Removes a file from a folder, and returns its text. */
function take(folder: string, file: string): string {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  rmSync(path);
  return text;
}

/** Returns the expected files of a scenario, by name. */
export function readExpected(name: string): ReadonlyMap<string, string> {
  const folder = join(scenarios, name, "expected");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(names.map(file => [file, readFileSync(join(folder, file), "utf8")]));
}

/** Replaces the expected files of a scenario with its current outputs. */
export function writeExpected(name: string, outputs: ReadonlyMap<string, string>): void {
  const folder = join(scenarios, name, "expected");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [file, text] of outputs) writeFileSync(join(folder, file), text);
}

class Stage {
  readonly #folder: string;
  readonly #sandbox: Sandbox;
  readonly #env: Record<string, string>;
  readonly #transcript: string[] = [];
  readonly #written: string[] = [];
  readonly #time: { now: number };
  #ids = 0;
  #hasCreatedMembers = false;
  #terminalAnswer: boolean | undefined;
  /** The answers to the next questions. Questions after the last answer are canceled. */
  readonly #replies: string[] = [];
  /** The folder of the commands, relative to the scenario's. */
  #at = ".";
  #github: GitHubStage | undefined;

  constructor(folder: string, sandbox: Sandbox, time: { now: number }) {
    this.#folder = folder;
    this.#sandbox = sandbox;
    this.#time = time;
    this.#env = { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key };
  }

  async play(line: string): Promise<void> {
    this.#transcript.push(`$ ${line}\n`);
    const [word = "", ...rest] = line.split(" ");
    if (word === "rollcall") {
      const hadMembers = this.#has("members.yaml");
      const exit = await runProgram(rest, this.#io());
      this.#transcript.push(`exit code ${exit}\n\n`);
      this.#hasCreatedMembers ||= !hadMembers && this.#has("members.yaml");
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
    else if (word === "show") this.#output("| ").write(readFileSync(at(first), "utf8"));
    else if (word === "answer") this.#replies.push(rest.join(" "));
    else if (word === "cd") this.#at = first;
    else if (word === "git")
      this.#output("  ").write(execFileSync("git", rest, { cwd: this.#folder, encoding: "utf8" }));
    else if (word === "today") this.#time.now = Date.parse(`${first}T12:00:00Z`);
    else if (word === "wait") this.#time.now += Number(first) * 60_000;
    else if (word === "unset") delete this.#env[first];
    else if (word === "confirm") this.#terminalAnswer = first === "yes";
    else if (word === "fault") this.#sandbox.fault(JSON.parse(rest.join(" ")) as FaultOrder);
    else if (word === "link") symlinkSync(second, at(first));
    else if (word === "repeat") {
      const line = (index: number) =>
        `${rest
          .slice(2)
          .join(" ")
          .replaceAll("#", String(index + 1))}\n`;
      writeFileSync(at(first), Array.from({ length: Number(second) }, (_, index) => line(index)).join(""), {
        flag: "a",
      });
    } else if (word === "sparse") {
      writeFileSync(at(first), "");
      truncateSync(at(first), Number(second));
    } else if (word === "env") {
      const [name = "", value = ""] = rest.join(" ").split(/=(.*)/s);
      this.#env[name] = JSON.parse(`"${value}"`);
    } else if (word === "tally") this.#atTally(rest);
    else throw new Error(`commands.txt: unknown command ${word}`);
  }

  #atTally([action = "", first = "", second = ""]: readonly string[]): void {
    const { organization } = this.#sandbox;
    if (action === "accept") organization.accept(first);
    else if (action === "leave") organization.leave(first);
    else if (action === "remove-from-workspace") organization.removeFromWorkspace(first, second);
    else if (action === "delete-workspace") organization.deleteWorkspace(first);
    else throw new Error(`commands.txt: unknown command tally ${action}`);
  }

  #has(file: string): boolean {
    return existsSync(join(this.#folder, file));
  }

  #io(): Io {
    const cwd = join(this.#folder, this.#at);
    return {
      cwd,
      env: this.#env,
      stdout: this.#output("  "),
      stderr: this.#output("! "),
      random: () => Math.random(),
      isInputTerminal: () => this.#terminalAnswer !== undefined,
      clock: {
        now: () => this.#time.now,
        elapsed: () => this.#time.now,
        sleep: async milliseconds => {
          this.#time.now += milliseconds;
        },
        after,
      },
      files: nodeFiles(cwd, process.env),
      newId: kind => {
        this.#ids += 1;
        return `${kind}-${this.#ids}`;
      },
      onInterrupt: () => () => {},
      confirm: async question => {
        this.#output("! ").write(`${question} ${this.#terminalAnswer ? "yes" : "no"}\n`);
        return this.#terminalAnswer === true;
      },
      ask: async question => this.#reply(question),
      openCommit: ref => openCommit({ folder: cwd, env: process.env }, ref),
      findRepository: () => findRepository({ folder: cwd, env: process.env }),
      findSource: async () => this.#env["SOURCE"],
      openHistory: path => openHistory({ folder: cwd, env: process.env }, path),
      openStateBranch: (branch, path) => openGitBranch({ folder: cwd, env: process.env }, branch, path),
    };
  }

  /** Answers a question with the scenario's next answer. If that is invalid, prints the problem and tries the one after it. */
  #reply(question: Question): string | undefined {
    const print = (text: string) => this.#output("! ").write(`${text}\n`);
    print(question.message);
    if (question.kind === "choice")
      for (const { value, label } of question.choices) print(`  ${value}: ${label}`);
    for (;;) {
      const reply = this.#replies.shift();
      print(`> ${reply ?? "(canceled)"}`);
      if (
        reply !== undefined &&
        question.kind === "choice" &&
        !question.choices.some(({ value }) => value === reply)
      )
        throw new Error(`commands.txt: ${reply} isn't one of the choices`);
      const problem = reply !== undefined && question.kind === "text" ? question.problemOf(reply) : undefined;
      if (problem === undefined) return reply;
      print(problem);
    }
  }

  #output(prefix: string): Output {
    const write = (text: string) => {
      this.#written.push(text);
      if (text === "") return;
      const lines = text
        .replaceAll(this.#sandbox.url, "http://127.0.0.1:PORT")
        .replace(/\n$/, "")
        .split("\n");
      const shown = withoutMiddle(lines).map(line => `${prefix}${line}`.trimEnd());
      this.#transcript.push(shown.join("\n"), "\n");
    };
    return { write, isTerminal: false, width: 80 };
  }

  /** Returns the outputs, requests, and files that contain the API key or GitHub's token. The authorization header is exempt. */
  leaks(outputs: ReadonlyMap<string, string>): readonly string[] {
    const requests = this.#sandbox.requests.flatMap(({ path, body, headers }) => {
      const { authorization: _, ...others } = headers;
      return `${path} ${body} ${JSON.stringify(others)}\n`;
    });
    const printed = this.#written.join("");
    const texts = [["printed", printed], ["requests", requests.join("")], ...outputs] as const;
    const all = [...texts, ...filesUnder(this.#folder), ...(this.#github?.written() ?? [])];
    return [this.#sandbox.key, workflowToken].flatMap(secret => leaksOf(secret, all));
  }

  async close(): Promise<void> {
    await this.#github?.close();
  }

  async outputs(hasEmails: boolean): Promise<ReadonlyMap<string, string>> {
    const outputs = new Map([["transcript.txt", this.#transcript.join("").trimEnd().concat("\n")]]);
    const requests = this.#sandbox.requests.map(({ method, path, body, status }) =>
      [method, path, body, `-> ${status}`].join(" "),
    );
    if (requests.length > 0) outputs.set("requests.txt", `${requests.join("\n")}\n`);
    const emails = this.#sandbox.organization.sentEmails.map(({ email, workspaceIds }) =>
      [email, ...workspaceIds].join(" "),
    );
    if (hasEmails && emails.length > 0) outputs.set("emails.txt", `${emails.join("\n")}\n`);
    const files = ["members.state.jsonl", "plan.json", "drift.json"];
    for (const file of this.#hasCreatedMembers ? ["members.yaml", ...files] : files) {
      if (this.#has(file)) outputs.set(file, readFileSync(join(this.#folder, file), "utf8"));
    }
    if (this.#github) {
      for (const [file, text] of await this.#github.outputs()) outputs.set(file, text);
      return namingDigests(outputs);
    }
    return outputs;
  }
}
