import type { Failure } from "../../core/failure/failure.ts";
import type { StateEvent } from "../../core/state/events.ts";
import type { Result } from "../../core/values/result.ts";
import type { Lock } from "../../io/io.ts";
import type { LoadedState, LoadProblem } from "./model.ts";

/** Stores the state in a file on this machine or on a branch. */
export interface StateStore {
  /** The name of the file in messages. */
  readonly name: string;
  /** Number of intents recorded at once, which is the maximum number of unconfirmed calls after a crash. */
  readonly intentBatchSize: number;
  /** Loads the state, which must belong to `organization`. If there is no file, the state is empty. */
  load(organization: string | undefined): Promise<Result<LoadedState, LoadProblem>>;
  /** Keeps other processes from writing, as far as possible. `onLost` is called if the lock is lost. */
  lock(onLost: () => void): Promise<Result<Lock, Failure>>;
  /**
   * Opens the loaded state for new events. A new state begins with its header. The lock must be held. If anyone else has changed the
   * state since it was loaded, intents fail with `state-moved` instead of being recorded. They also fail if `isPlanCurrent`, which
   * is called before and after each batch of intents is recorded, returns false.
   */
  open(
    organization: string,
    loaded: LoadedState,
    isPlanCurrent?: () => Promise<boolean>,
  ): Promise<EventRecorder>;
  /** Replaces the loaded state, unless anyone else has changed it since. The lock must be held. */
  rewrite(text: string): Promise<Failure | undefined>;
}

/** Appends events to the state. */
export interface EventRecorder {
  /** Resolves once a crash can't lose the intents among the events. Returns a failure if they couldn't be recorded. */
  add(events: readonly StateEvent[]): Promise<Failure | undefined>;
  /** Resolves once all events are recorded. Returns a failure if they couldn't be. */
  close(): Promise<Failure | undefined>;
}
