/** A value, or the problem that prevented it. */
export type Result<Value, Problem> = {
    readonly ok: true;
    readonly value: Value;
} | {
    readonly ok: false;
    readonly problem: Problem;
};
