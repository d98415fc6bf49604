import type { DiagnosticDetails } from "./details.js";
import type { Location } from "./location.js";
/** The stable code of a kind of diagnostic. */
export type DiagnosticCode = keyof DiagnosticDetails;
/** Something wrong in a file that a person wrote, with its place. */
export type Diagnostic = {
    readonly [Code in DiagnosticCode]: {
        readonly code: Code;
        readonly details: DiagnosticDetails[Code];
        readonly location: Location;
        /** Another place that explains this one, such as the first of two duplicates. */
        readonly related?: Location | undefined;
    };
}[DiagnosticCode];
/** Whether a diagnostic refuses the file or only asks the person to look again. */
export declare function severityOf(code: DiagnosticCode): "error" | "warning";
/** Text turned into a value, with warnings at most, or into diagnostics of which one at least is an error. */
export type ReadResult<Value> = {
    readonly ok: true;
    readonly value: Value;
    readonly warnings: readonly Diagnostic[];
} | {
    readonly ok: false;
    readonly problem: readonly Diagnostic[];
};
/** The value if nothing refuses it, else everything that was found. */
export declare function toResult<Value>(value: () => Value, diagnostics: readonly Diagnostic[]): ReadResult<Value>;
/** Diagnostics in the order of the files given, then of the places in them. */
export declare function inSourceOrder(diagnostics: readonly Diagnostic[], files: readonly string[]): readonly Diagnostic[];
