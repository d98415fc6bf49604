import type { Io } from "../../io/io.ts";
import { pluralize } from "../../render/text/plural.ts";

/** The options of a command that may be cut short. */
export interface DeadlineOptions {
  /** The whole run is cut after so many seconds. */
  readonly deadline?: number | undefined;
}

/** Ends a run before its work is done: the call in flight is finished and recorded, nothing further begins. */
export interface Stop {
  readonly signal: AbortSignal;
  /** Ends it for a reason of the caller's own. */
  now(): void;
  /** Stops listening; the run is over. */
  release(): void;
}

/** Ends a run at a signal, of which `onSignal` is told, or at its deadline. */
export function stopFor(io: Io, { deadline }: DeadlineOptions, onSignal: () => void): Stop {
  const stop = new AbortController();
  const ignoreSignals = io.onInterrupt(() => {
    onSignal();
    stop.abort();
  });
  const cut = () => {
    io.stderr.write(`Stopping: the deadline of ${pluralize(deadline ?? 0, "second")} has passed.\n`);
    stop.abort();
  };
  const cancelDeadline = deadline === undefined ? () => {} : io.clock.after(deadline * 1000, cut);
  return {
    signal: stop.signal,
    now: () => stop.abort(),
    release: () => {
      ignoreSignals();
      cancelDeadline();
    },
  };
}
