import { randomBytes } from "node:crypto";
import { runProgram } from "../../src/cli/program.ts";
import type { Clock } from "../../src/io/clock.ts";
import { nodeFiles } from "../../src/io/files/node-files.ts";
import { openGitBranch } from "../../src/io/git/git-branch.ts";
import { openHistory } from "../../src/io/git/open-history.ts";
import type { Files, Io } from "../../src/io/io.ts";
import { after } from "./clock.ts";

/** The result of a command. */
export interface Written {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of a command. By default, there is no terminal and no environment variable. */
export interface MembersContext {
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  /** Wraps the file system. */
  readonly files?: (files: Files) => Files;
  /** Answers a yes-or-no question. If absent, stdin isn't a terminal. */
  readonly confirm?: () => Promise<boolean>;
  /** Replaces the default clock, which advances by a second each time it is read. */
  readonly clock?: Clock;
  /** The start time of the default clock, in milliseconds since 1970. */
  readonly now?: number;
}

const start = Date.parse("2026-11-23T12:00:00Z");
let latest = start;

/** Returns the time of the running command, for a sandbox with the same clock. */
export const commandTime = (): number => latest;

/** Runs a command line in this process, in a real folder. */
export async function runIn(folder: string, line: string, context: MembersContext = {}): Promise<Written> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  latest = context.now ?? start;
  const isTerminal = context.isTerminal ?? false;
  const files = nodeFiles(folder, process.env);
  const io: Io = {
    cwd: folder,
    env: context.env ?? {},
    stdout: { isTerminal, width: 80, write: text => stdout.push(text) },
    stderr: { isTerminal, width: 80, write: text => stderr.push(text) },
    isInputTerminal: () => context.confirm !== undefined,
    clock: context.clock ?? {
      now: () => {
        latest += 1000;
        return latest;
      },
      elapsed: () => latest,
      sleep: async milliseconds => {
        latest += milliseconds;
      },
      after,
    },
    files: context.files?.(files) ?? files,
    newId: kind => `${kind}-${randomBytes(6).toString("hex")}`,
    random: () => 0.5,
    onInterrupt: () => () => {},
    confirm: context.confirm ?? (async () => false),
    ask: async () => undefined,
    openCommit: async () => ({ ok: false, problem: "there is no repository" }),
    findRepository: async () => undefined,
    findSource: async () => undefined,
    openHistory: path => openHistory({ folder, env: process.env }, path),
    openStateBranch: (branch, path) => openGitBranch({ folder, env: process.env }, branch, path),
  };
  const exit = await runProgram(line.split(" "), io);
  return { exit, stdout: stdout.join(""), stderr: stderr.join("") };
}
