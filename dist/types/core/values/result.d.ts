/** A value, or the problem that there is instead of one. */
export type Result<Value, Problem> = {
    readonly ok: true;
    readonly value: Value;
} | {
    readonly ok: false;
    readonly problem: Problem;
};
