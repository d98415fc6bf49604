import type { WaitReason } from "../core/apply/writer.ts";
import type { Io } from "../io/io.ts";
import { renderProgress } from "../render/apply/progress.ts";
import { renderWait } from "../render/apply/wait.ts";

const progressDelayMs = 2000;

/** Moves to the start of the line and clears it. */
const clearLine = "\r\u001b[K";

/** How far an apply is: a line at a terminal if it takes longer than two seconds, and a line for each wait. */
export class Progress {
  readonly #io: Io;
  readonly #silent: boolean;
  #total = 0;
  #done = 0;
  #isDue = false;
  #cancelDelay: () => void = () => {};

  constructor(io: Io, silent: boolean) {
    this.#io = io;
    this.#silent = silent;
  }

  /** Begins to count calls. */
  begin(total: number): void {
    this.#total = total;
    this.#done = 0;
    if (this.#silent || !this.#io.stderr.isTerminal) return;
    this.#cancelDelay = this.#io.clock.after(progressDelayMs, () => {
      this.#isDue = true;
      this.#draw();
    });
  }

  /** Counts a call that has ended. `show` writes its line. */
  ended(show: (() => void) | undefined): void {
    this.#done += 1;
    this.#above(() => show?.());
  }

  /** Writes why nothing is sent for a while, in milliseconds if known. */
  waiting(reason: WaitReason, milliseconds: number | undefined): void {
    if (!this.#silent) this.#above(() => this.#io.stderr.write(renderWait(reason, milliseconds)));
  }

  /** Removes the line. */
  close(): void {
    this.#cancelDelay();
    this.#clear();
    this.#isDue = false;
  }

  /** Writes lines in the place of the progress, and draws it again below them. */
  #above(write: () => void): void {
    this.#clear();
    write();
    this.#draw();
  }

  #clear(): void {
    if (this.#isDue) this.#io.stderr.write(clearLine);
  }

  #draw(): void {
    if (this.#isDue) this.#io.stderr.write(renderProgress(this.#done, this.#total));
  }
}
