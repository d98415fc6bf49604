import { execFile } from "node:child_process";
import { secretNames } from "../secrets.ts";

const gitTimeoutMs = 120_000;
const maxOutputBytes = 256 * 1024 * 1024;

/** The folder and the environment in which git runs. */
export interface GitContext {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type GitResult =
  | { readonly ok: true; readonly output: string }
  /** interrupted: a signal ended git, for example after Ctrl-C, or git took too long. */
  | {
      readonly ok: false;
      readonly problem: string;
      readonly interrupted: boolean;
      /** What git wrote before it failed. */
      readonly output: string;
    };

export interface GitOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** latin1: each character of the output is one byte. */
  readonly encoding?: "utf8" | "latin1";
}

/** Runs git. If it fails, the problem is what it wrote to standard error, or that git isn't installed. */
export function git(
  { folder, env }: GitContext,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitResult> {
  return new Promise(resolveResult => {
    const { encoding = "utf8" } = options;
    const limits = { timeout: gitTimeoutMs, maxBuffer: maxOutputBytes, encoding };
    // Hooks and helpers of git must not get the secrets.
    const hidden = Object.fromEntries(secretNames.map(name => [name, undefined]));
    const processOptions = { cwd: folder, env: { ...env, ...hidden, ...options.env } };
    const child = execFile("git", [...args], { ...processOptions, ...limits }, (error, stdout, stderr) => {
      if (!error) return resolveResult({ ok: true, output: stdout });
      const interrupted = typeof error.signal === "string";
      const command = args.find(arg => /^[a-z]+-?[a-z]*$/.test(arg));
      const otherwise = interrupted ? `git ${command} was interrupted` : `git ${command} failed`;
      const isMissing = error.code === "ENOENT";
      const problem = isMissing
        ? "there is no git on this machine; install it"
        : gitErrorMessage(stderr) || otherwise;
      resolveResult({ ok: false, problem, interrupted, output: stdout });
    });
    child.stdin?.on("error", () => {});
    child.stdin?.end(options.input ?? "");
  });
}

/** Returns the messages of git and the remote, without standard phrases. */
function gitErrorMessage(stderr: string): string {
  const lines = stderr
    .split(/[\r\n]+/)
    .map(line => line.replace(/^(?:fatal|error|remote): /, "").trim())
    .filter(line => line !== "" && !noise.test(line))
    .map(line => line.replace(/[.:]$/, ""));
  return [...new Set(lines)].slice(0, 3).join("; ");
}

const noise =
  /^(?:hint:|To \S+$|failed to push some refs|Please make sure you have the correct|and the repository exists)/;
