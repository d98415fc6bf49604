import type { StateEvent, StateHeader } from "./events.ts";
import { RecordedFold } from "./fold-events.ts";
import type { Recorded } from "./recorded.ts";

/** The content of a state file. */
export interface State {
  /** Undefined if there is no state file. */
  readonly header: StateHeader | undefined;
  readonly events: readonly StateEvent[];
  readonly recorded: Recorded;
  /** The text without a torn last line. */
  readonly text: string;
  /** Whether the file has a torn last line, which was dropped. */
  readonly torn: boolean;
}

/** The state if there is no file: nothing was ever sent. */
export const noState: State = {
  header: undefined,
  events: [],
  recorded: new RecordedFold().result(),
  text: "",
  torn: false,
};
