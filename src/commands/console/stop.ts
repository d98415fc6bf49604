import type { Io } from "../../io/io.ts";
import { pluralize } from "../../render/text/plural.ts";

/** The options of a command that can have a deadline. */
export interface DeadlineOptions {
  /** Maximum duration of the whole run, in seconds. */
  readonly deadline?: number | undefined;
}

/** Ends a run early. The current call is finished and recorded, and no other call begins. */
export interface Stop {
  readonly signal: AbortSignal;
  /** Ends the run for another reason. */
  now(): void;
  /** Stops listening for signals and the deadline, because the run is over. */
  release(): void;
}

/** Ends a run at its deadline or at a signal. Calls `onSignal` at a signal. */
export function stopFor(io: Io, { deadline }: DeadlineOptions, onSignal: () => void): Stop {
  const stop = new AbortController();
  const ignoreSignals = io.onInterrupt(() => {
    onSignal();
    stop.abort();
  });
  const stopAtDeadline = () => {
    io.stderr.write(`Stopping: the deadline of ${pluralize(deadline ?? 0, "second")} has passed.\n`);
    stop.abort();
  };
  const cancelDeadline = deadline === undefined ? () => {} : io.clock.after(deadline * 1000, stopAtDeadline);
  return {
    signal: stop.signal,
    now: () => stop.abort(),
    release: () => {
      ignoreSignals();
      cancelDeadline();
    },
  };
}
