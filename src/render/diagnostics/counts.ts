import { type Diagnostic, severityOf } from "../../core/diagnostics/diagnostic.ts";

/** The number of errors and warnings, including those that aren't listed. */
export interface DiagnosticCounts {
  readonly errors: number;
  readonly warnings: number;
  /** Whether all of them are listed. If not, there may be even more. */
  readonly isComplete: boolean;
}

/** Counts diagnostics by severity. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): DiagnosticCounts {
  const counts = { errors: 0, warnings: 0, isComplete: true };
  for (const one of diagnostics) {
    counts[severityOf(one.code) === "error" ? "errors" : "warnings"] += isRest(one) ? one.details.atLeast : 1;
    counts.isComplete &&= !isRest(one);
  }
  return counts;
}

/** Whether a diagnostic stands for those that aren't listed. Its location is that of the last one that is. */
export function isRest(
  one: Diagnostic,
): one is Extract<Diagnostic, { code: "more-errors" | "more-warnings" }> {
  return one.code === "more-errors" || one.code === "more-warnings";
}
