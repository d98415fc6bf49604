declare const dayBrand: unique symbol;
/** A calendar day in UTC, `YYYY-MM-DD`. Days compare as texts. */
export type Day = string & {
    readonly [dayBrand]: true;
};
/** The day that a text names, or nothing where the calendar has no such day. */
export declare function readDay(text: string): Day | undefined;
/** The UTC day of an ISO 8601 time stamp that ends in `Z`. */
export declare function dayOf(timestamp: string): Day;
/** Whole days from one day to another; negative where the other is earlier. */
export declare function daysBetween(from: Day, to: Day): number;
/** Whole minutes from one ISO 8601 time in UTC to another, both cut to their minute. */
export declare function minutesBetween(from: string, to: string): number;
/** Milliseconds from one ISO 8601 time in UTC to another; negative if the other is earlier. */
export declare function millisecondsBetween(from: string, to: string): number;
/** Order by time of ISO 8601 times in UTC, whether or not they have a fraction of a second. */
export declare function compareTimes(a: string, b: string): number;
export {};
