import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A machine with a clock of its own, for child processes: a test lets time pass, and their waits take none (machine-clock.js). */
export class Machine {
  readonly #folder = mkdtempSync(join(tmpdir(), "rollcall-machine-"));
  readonly #passed = join(this.#folder, "passed");

  constructor() {
    this.pass(0);
  }

  /** What a child process needs to run on it. */
  get env(): Record<string, string> {
    const preload = pathToFileURL(join(import.meta.dirname, "machine-clock.js"));
    return { NODE_OPTIONS: `--import ${preload}`, MACHINE_CLOCK: this.#passed };
  }

  /** The time of its clock, for a sandbox that has the same. */
  readonly now = (): number => {
    const passed = readFileSync(this.#passed, "utf8").split("\n");
    return passed.reduce((time, milliseconds) => time + Number(milliseconds), Date.now());
  };

  /** Lets so many minutes pass at once. */
  pass(minutes: number): void {
    appendFileSync(this.#passed, `${minutes * 60_000}\n`);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
