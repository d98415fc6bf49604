import type { StateEvent, StateHeader } from "./events.js";
import type { Recorded } from "./recorded.js";
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
export declare const noState: State;
