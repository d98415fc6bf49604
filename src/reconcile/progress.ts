import type { SingleBar } from "cli-progress";
import type { WaitReason } from "../core/apply/writer.ts";
import type { Io } from "../io/io.ts";
import { count } from "../render/text/plural.ts";

const patience = 2000;

/** How far an apply is: a bar at a terminal once it takes longer than two seconds, and a line for each wait. */
export class Progress {
  readonly #io: Io;
  readonly #silent: boolean;
  #total = 0;
  #patience: NodeJS.Timeout | undefined;
  #due = false;
  #bar: SingleBar | undefined;
  #done = 0;

  constructor(io: Io, silent: boolean) {
    this.#io = io;
    this.#silent = silent;
  }

  /** So many calls are about to be sent. */
  begin(total: number): void {
    this.#total = total;
    this.#done = 0;
    this.#patience = setTimeout(() => {
      this.#due = !this.#silent && this.#io.stderr.isTerminal;
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
    this.#above(() => this.#io.stderr.write(waitText(reason, milliseconds)));
  }

  close(): void {
    clearTimeout(this.#patience);
    this.#due = false;
    this.#bar?.stop();
    this.#bar = undefined;
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

/** Why nothing is sent for a while, and for how long where that is known. */
export function waitText(reason: WaitReason, milliseconds: number | undefined): string {
  const time = milliseconds === undefined ? "" : ` ${count(Math.ceil(milliseconds / 1000), "second")}`;
  return `Waiting${time}: ${sentences[reason]}.\n`;
}

const sentences: Readonly<Record<WaitReason, string>> = {
  "rate-limit": "Tally takes 100 requests a minute, and Rollcall uses at most 80 of them",
  "too-many-requests": "Tally asks for a pause",
  "no-connection": "Tally cannot be reached or does not answer; trying again",
  "not-shown-yet": "Tally does not show all of it yet",
};
