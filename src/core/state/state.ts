import type { StateEvent, StateHeader } from "./events.ts";
import { RecordedFold } from "./fold-events.ts";
import type { Recorded } from "./recorded.ts";

/** A state file as it was read. */
export interface State {
  /** Nothing while no file has been written. */
  readonly header: StateHeader | undefined;
  readonly events: readonly StateEvent[];
  readonly recorded: Recorded;
  /** The text without a torn last line. */
  readonly text: string;
  /** Whether a torn last line was left out. */
  readonly torn: boolean;
}

/** What a missing file says: nothing was ever sent. */
export const noState: State = {
  header: undefined,
  events: [],
  recorded: new RecordedFold().result(),
  text: "",
  torn: false,
};
