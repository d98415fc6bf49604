import { type Recorded } from "../state/fold-events.js";
import type { ActionCall } from "../tally/call.js";
import { type Observed } from "../tally/observed.js";
import type { PlannedGrants } from "./plan.js";
/** What a look says of an unconfirmed call. */
export interface Settlement {
    readonly call: string;
    readonly result: "done" | "not-sent";
    /** The people for whom it was done, where not for all. The others are shown nowhere. */
    readonly emails?: readonly string[] | undefined;
}
/** The unconfirmed calls of which a look shows for each person what became of them; the others stay as they are. */
export declare function settleUnconfirmed(recorded: Recorded, observed: Observed): readonly Settlement[];
/** What is recorded once calls are settled. */
export declare function afterSettling(recorded: Recorded, settlements: readonly Settlement[]): Recorded;
/** The people of a refused call for whom it was done all the same; nothing where the look does not tell of each. */
export declare function doneAllTheSame(call: ActionCall, observed: Observed): readonly string[] | undefined;
/**
 * The people of an invite whom a look shows to have what it gives. What is shown is so even where the look was cut short and tells nothing of
 * the others; and what was seen once must not be forgotten, or whoever declines meanwhile would be invited again.
 */
export declare function shownOf(call: ActionCall, observed: Observed): readonly PlannedGrants[];
/** The same of every unconfirmed call, as far as it is not recorded yet. */
export declare function shownUnconfirmed({ unconfirmed, people }: Recorded, observed: Observed): readonly PlannedGrants[];
