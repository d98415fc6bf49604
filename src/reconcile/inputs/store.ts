import type { Failure } from "../../core/failure/failure.ts";
import type { StateEvent } from "../../core/state/events.ts";
import type { Result } from "../../core/values/result.ts";
import type { Lock } from "../../io/io.ts";
import type { LoadedState, LoadProblem } from "./model.ts";

/** Where the state is kept: in a file of this machine, or in a file of a branch. */
export interface StateStore {
  /** The file as messages name it. */
  readonly name: string;
  /** How many intents are recorded at once: at most as many calls are unconfirmed after a crash. */
  readonly intentBatchSize: number;
  /** Loads the state, which must be of `organization`. If there is no file, nothing is recorded. */
  load(organization: string | undefined): Promise<Result<LoadedState, LoadProblem>>;
  /** Keeps other processes from writing, as far as possible. `onLost` is called if the lock is lost. */
  lock(onLost: () => void): Promise<Result<Lock, Failure>>;
  /**
   * Opens what was loaded for further events; a new state begins with its header. The lock must be held. If anybody else has
   * changed the state since, intents are not recorded and the reason is `state-moved`. The same applies if `isPlanCurrent`, which
   * is asked around each batch of intents, returns false.
   */
  open(
    organization: string,
    loaded: LoadedState,
    isPlanCurrent?: () => Promise<boolean>,
  ): Promise<EventRecorder>;
  /** Replaces what was loaded, unless somebody else has written since. The lock must be held. */
  rewrite(text: string): Promise<Failure | undefined>;
}

/** Appends events to the state. */
export interface EventRecorder {
  /** Resolves once a crash cannot lose the intents among the events. Returns why they could not be recorded, if so. */
  add(events: readonly StateEvent[]): Promise<Failure | undefined>;
  /** Resolves once all events are recorded. Returns why they could not be, if so. */
  close(): Promise<Failure | undefined>;
}
