import type { DiagnosticDetails } from "./details.ts";
import type { Location } from "./location.ts";

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

const warnings: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  "csv-inactive",
  "csv-no-mailbox",
  "file-not-included",
  "include-matches-nothing",
  "invisible-character",
  "likely-misspelling",
  "lookalike-address",
  "lookalike-domain",
  "member-in-two-files",
  "more-warnings",
  "name-as-id",
  "no-mailbox",
  "repeated-name",
  "same-person",
  "state-torn-line",
]);

/** Returns the severity of a diagnostic. An error rejects the file; a warning asks the user to check it. */
export function severityOf(code: DiagnosticCode): "error" | "warning" {
  return warnings.has(code) ? "warning" : "error";
}

/** A value that was read, with any warnings, or diagnostics with at least one error. */
export type ReadResult<Value> =
  | { readonly ok: true; readonly value: Value; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly problem: readonly Diagnostic[] };

/** Returns the value if no diagnostic is an error, otherwise all diagnostics. */
export function toResult<Value>(value: () => Value, diagnostics: readonly Diagnostic[]): ReadResult<Value> {
  return diagnostics.some(one => severityOf(one.code) === "error")
    ? { ok: false, problem: diagnostics }
    : { ok: true, value: value(), warnings: diagnostics };
}
