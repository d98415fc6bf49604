declare const dayBrand: unique symbol;
/** A calendar day in UTC, as `YYYY-MM-DD`. Days can be compared as strings. */
export type Day = string & {
    readonly [dayBrand]: true;
};
/** Returns the day that a string names, or undefined if the calendar has no such day. */
export declare function readDay(text: string): Day | undefined;
/** Returns the day that a string in another format than `YYYY-MM-DD` names, or undefined if there is none or it is ambiguous. */
export declare function suggestDay(text: string): Day | undefined;
/** Returns the UTC day of an ISO 8601 timestamp that ends in `Z`. */
export declare function dayOf(timestamp: string): Day;
/** Returns the days from one day to another, negative if the other is earlier. */
export declare function daysBetween(from: Day, to: Day): number;
/** Returns the minutes from one ISO 8601 time in UTC to another, both truncated to the minute. */
export declare function minutesBetween(from: string, to: string): number;
/** Returns the milliseconds from one ISO 8601 time in UTC to another, negative if the other is earlier. */
export declare function millisecondsBetween(from: string, to: string): number;
/** Compares ISO 8601 times in UTC, with or without a fraction of a second. */
export declare function compareTimes(a: string, b: string): number;
export {};
