import type { SingleBar } from "cli-progress";
import type { Io } from "../io.ts";
import { count } from "../render/numbers.ts";
import type { WaitReason } from "../tally/writer.ts";

const patience = 2000;

/** How far an apply is: a bar at a terminal once it takes longer than two seconds, and a line for each wait in a log. */
export class Progress {
  readonly #io: Io;
  readonly #total: number;
  readonly #silent: boolean;
  readonly #begun: number;
  #bar: SingleBar | undefined;
  #done = 0;

  constructor(io: Io, total: number, silent: boolean) {
    this.#io = io;
    this.#total = total;
    this.#silent = silent;
    this.#begun = io.clock.now();
  }

  /** A call has ended; `show` writes its line, above the bar if there is one. */
  ended(show: (() => void) | undefined): void {
    this.#done += 1;
    this.#bar?.stop();
    this.#bar = undefined;
    show?.();
    void this.#draw();
  }

  waiting(reason: WaitReason, milliseconds: number | undefined): void {
    if (this.#silent) return;
    const time = milliseconds === undefined ? "" : ` ${count(Math.ceil(milliseconds / 1000), "second")}`;
    this.#io.stderr.write(`Waiting${time}: ${sentences[reason]}.\n`);
  }

  close(): void {
    this.#bar?.stop();
    this.#bar = undefined;
    this.#done = this.#total;
  }

  async #draw(): Promise<void> {
    const { stderr, clock } = this.#io;
    if (this.#silent || !stderr.isTerminal || clock.now() - this.#begun < patience) return;
    const { SingleBar } = await import("cli-progress");
    if (this.#bar || this.#done >= this.#total) return;
    this.#bar = new SingleBar({
      format: "{bar} {value}/{total} calls, {eta_formatted} left",
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
