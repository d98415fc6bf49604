import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Sandbox } from "../../src/sandbox/server.ts";

/** The built program. */
export const bundle = join(import.meta.dirname, "..", "..", "dist", "rollcall.js");

/** The result of a finished process. */
export interface Finished {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A temporary folder in which the built program runs as a child process, with only the given environment variables. */
export class TestFolder {
  readonly folder = mkdtempSync(join(tmpdir(), "rollcall-test-"));
  readonly #env: Record<string, string>;

  constructor(sandbox?: Sandbox) {
    this.#env = sandbox ? { TALLY_API_URL: sandbox.url, TALLY_API_KEY: sandbox.key } : {};
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    return spawn(process.execPath, [bundle, ...args], { cwd: this.folder, env: { ...this.#env, ...env } });
  }

  run(line: string, env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    return finished(this.start(line.split(" "), env));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits until a process has exited and its output is read. */
export async function finished(child: ChildProcess): Promise<Finished> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", chunk => {
    stdout += chunk;
  });
  child.stderr?.on("data", chunk => {
    stderr += chunk;
  });
  const exit = await new Promise<number | null>(resolve => {
    child.on("close", resolve);
  });
  return { exit, stdout, stderr };
}

/** Returns a members.yaml with `count` people, each in one of the sandbox's three workspaces, and one person per call. */
export function manyMembers(count: number): string {
  const people = Array.from({ length: count }, (_, index) => {
    const workspace = ["marketing", "research", "support"][index % 3];
    return `  - email: person${index}@example.com\n    workspaces: [${workspace}]\n`;
  });
  return `organization: kwob3J
workspaces: {marketing: wLDNPp, research: npe1DB, support: 31Wy9l}
settings: {maxEmailsPerCall: 1, maxInvites: 20000}
members:
${people.join("")}`;
}
