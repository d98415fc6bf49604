import type { StateEvent, StateHeader } from "./events.js";
import type { Recorded } from "./recorded.js";
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
export declare const noState: State;
