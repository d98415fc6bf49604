import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A machine whose clock a test sets, for child processes. */
export class Machine {
  readonly #folder = mkdtempSync(join(tmpdir(), "rollcall-machine-"));
  #added = 0;

  constructor() {
    this.pass(0);
  }

  /** What a child process needs to run on it. */
  get env(): Record<string, string> {
    const preload = pathToFileURL(join(import.meta.dirname, "machine-clock.js"));
    return { NODE_OPTIONS: `--import ${preload}`, MACHINE_CLOCK: join(this.#folder, "added") };
  }

  /** The time of its clock, for a sandbox that has the same. */
  readonly now = (): number => Date.now() + this.#added;

  /** Lets so many minutes pass at once. */
  pass(minutes: number): void {
    this.#added += minutes * 60_000;
    writeFileSync(join(this.#folder, "added"), String(this.#added));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
