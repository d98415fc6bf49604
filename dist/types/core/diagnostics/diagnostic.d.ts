import type { DiagnosticDetails } from "./details.js";
import type { Location } from "./location.js";
/** The stable code of a kind of diagnostic. */
export type DiagnosticCode = keyof DiagnosticDetails;
/** A problem in a file that a person wrote, with its location. */
export type Diagnostic = {
    readonly [Code in DiagnosticCode]: {
        readonly code: Code;
        readonly details: DiagnosticDetails[Code];
        readonly location: Location;
        /** Another location that explains this one, such as the first of two duplicates. */
        readonly related?: Location | undefined;
    };
}[DiagnosticCode];
/** Returns the severity of a diagnostic. An error rejects the file; a warning asks the user to check it. */
export declare function severityOf(code: DiagnosticCode): "error" | "warning";
/** A value that was read, with any warnings, or diagnostics with at least one error. */
export type ReadResult<Value> = {
    readonly ok: true;
    readonly value: Value;
    readonly warnings: readonly Diagnostic[];
} | {
    readonly ok: false;
    readonly problem: readonly Diagnostic[];
};
/** Returns the value if no diagnostic is an error, otherwise all diagnostics. */
export declare function toResult<Value>(value: () => Value, diagnostics: readonly Diagnostic[]): ReadResult<Value>;
