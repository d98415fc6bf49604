import type { SingleBar } from "cli-progress";
import type { Io } from "../io.ts";
import { count } from "../render/numbers.ts";
import type { WaitReason } from "../tally/writer.ts";

const patience = 2000;

/** How far an apply is: a bar at a terminal once it takes longer than two seconds, and a line for each wait. */
export class Progress {
  readonly #io: Io;
  readonly #total: number;
  readonly #silent: boolean;
  readonly #patience: NodeJS.Timeout;
  #due = false;
  #bar: SingleBar | undefined;
  #done = 0;

  constructor(io: Io, total: number, silent: boolean) {
    this.#io = io;
    this.#total = total;
    this.#silent = silent;
    this.#patience = setTimeout(() => {
      this.#due = !silent && io.stderr.isTerminal;
      void this.#draw();
    }, patience);
  }

  /** A call has ended; `show` writes its line. */
  ended(show: (() => void) | undefined): void {
    this.#done += 1;
    this.#above(() => show?.());
  }

  waiting(reason: WaitReason, milliseconds: number | undefined): void {
    if (this.#silent) return;
    const time = milliseconds === undefined ? "" : ` ${count(Math.ceil(milliseconds / 1000), "second")}`;
    this.#above(() => this.#io.stderr.write(`Waiting${time}: ${sentences[reason]}.\n`));
  }

  close(): void {
    clearTimeout(this.#patience);
    this.#due = false;
    this.#bar?.stop();
  }

  /** Writes lines where the bar stands, and draws it again below them. */
  #above(write: () => void): void {
    this.#bar?.stop();
    this.#bar = undefined;
    write();
    void this.#draw();
  }

  async #draw(): Promise<void> {
    if (!this.#due) return;
    const { SingleBar } = await import("cli-progress");
    if (!this.#due || this.#bar) return;
    this.#bar = new SingleBar({
      format: "{bar} {value}/{total} calls",
      clearOnComplete: true,
    });
    this.#bar.start(this.#total, this.#done);
  }
}

const sentences: Readonly<Record<WaitReason, string>> = {
  "rate-limit": "Tally takes 100 requests a minute, and Rollcall uses at most 80 of them",
  "too-many-requests": "Tally asks for a pause",
  "no-connection": "Tally cannot be reached; trying again",
};
