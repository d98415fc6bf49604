import { crypto } from "../digest.ts";
import { currentFolder, nodeFiles } from "../files/node-files.ts";
import { openHistory } from "../git/open-history.ts";
import type { Io } from "../io.ts";
import { createOutput } from "./process-output.ts";

/**
 * Creates the `Io` of a process. At a terminal, a second signal should end the process immediately. In GitHub Actions,
 * it shouldn't: the runner sends a second signal after 7.5 seconds, while the process may still be recording what it
 * sent.
 */
export function nodeIo(process: NodeJS.Process, { exitOnSecondSignal = true } = {}): Io {
  const cwd = currentFolder(process);
  return {
    cwd,
    env: process.env,
    stdout: createOutput(process, "stdout"),
    stderr: createOutput(process, "stderr"),
    // Opening stdin takes time, and most commands don't need it.
    isInputTerminal: () => process.stdin.isTTY === true,
    clock: {
      now: () => Date.now(),
      elapsed: () => performance.now(),
      sleep: async (milliseconds, signal) => {
        const { setTimeout: sleep } = await import("node:timers/promises");
        await sleep(milliseconds, undefined, { signal });
      },
      after: (milliseconds, callback) => {
        const timer = setTimeout(callback, milliseconds);
        return () => clearTimeout(timer);
      },
    },
    files: nodeFiles(cwd, process.env),
    newId: kind => {
      const { randomBytes, randomUUID } = crypto();
      return kind === "call" ? randomBytes(6).toString("hex") : randomUUID();
    },
    random: () => Math.random(),
    onInterrupt: callback => listenForInterrupt(process, exitOnSecondSignal, callback),
    confirm: async (question, stop) => {
      const [{ confirm }, { withWidth }] = await Promise.all([
        import("@clack/prompts"),
        import("./prompts.ts"),
      ]);
      const output = withWidth(process.stderr);
      return (await confirm({ message: question, initialValue: false, output, signal: stop })) === true;
    },
    ask: async question => {
      const { askAt } = await import("./prompts.ts");
      return askAt({ input: process.stdin, output: process.stderr }, question);
    },
    findRepository: async () => {
      const { findRepository } = await import("../git/repository.ts");
      return findRepository({ folder: cwd, env: process.env });
    },
    findSource: async () => {
      const { findSource } = await import("../git/repository.ts");
      return findSource(process.argv[1] ?? "", process.env);
    },
    openCommit: async ref => {
      const { openCommit } = await import("../git/commit-files.ts");
      return openCommit({ folder: cwd, env: process.env }, ref);
    },
    openHistory: path => openHistory({ folder: cwd, env: process.env }, path),
    openStateBranch: async (branch, path) => {
      const { openGitBranch } = await import("../git/git-branch.ts");
      return openGitBranch({ folder: cwd, env: process.env }, branch, path);
    },
  };
}

function listenForInterrupt(
  process: NodeJS.Process,
  exitOnSecondSignal: boolean,
  callback: () => void,
): () => void {
  let interrupted = false;
  const listener = () => {
    if (interrupted && exitOnSecondSignal) process.exit(1);
    interrupted = true;
    callback();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
