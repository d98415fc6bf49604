import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../src/io/clock.ts";
import { after } from "./clock.ts";

/**
 * A machine with its own clock, for commands in this process and in child processes. Tests advance the clock, and waits take no real
 * time, or almost none in child processes (machine-clock.cjs).
 */
export class Machine {
  readonly #folder = mkdtempSync(join(tmpdir(), "rollcall-machine-"));
  readonly #passed = join(this.#folder, "passed");
  /** The waits of commands in this process, in milliseconds. */
  readonly waits: number[] = [];

  constructor() {
    this.pass(0);
  }

  /** The environment variables with which a child process runs on this machine. */
  get env(): Record<string, string> {
    // With --import, Node.js would also load the program as an ES module, which takes a tenth of a second more.
    const preload = JSON.stringify(join(import.meta.dirname, "machine-clock.cjs"));
    return { NODE_OPTIONS: `--require ${preload}`, MACHINE_CLOCK: this.#passed };
  }

  /** The clock of a command in this process. */
  readonly clock: Clock = {
    now: () => this.now(),
    elapsed: () => this.now(),
    sleep: async (milliseconds, signal) => {
      signal.throwIfAborted();
      this.waits.push(milliseconds);
      this.pass(milliseconds / 60_000);
    },
    after,
  };

  /** Returns the time on its clock, for a sandbox with the same clock. */
  readonly now = (): number => {
    const passed = readFileSync(this.#passed, "utf8").split("\n");
    return passed.reduce((time, milliseconds) => time + Number(milliseconds), Date.now());
  };

  /** Advances the clock by some minutes. */
  pass(minutes: number): void {
    appendFileSync(this.#passed, `${minutes * 60_000}\n`);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
