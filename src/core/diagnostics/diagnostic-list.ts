import { compareText } from "../text/compare.ts";
import { type Diagnostic, type DiagnosticCode, severityOf } from "./diagnostic.ts";
import type { Location } from "./location.ts";

/** The maximum number of errors, and of warnings, in a list. A file of a few megabytes can have a million. */
export const maxListed = 1000;

/** A diagnostic without its code. */
export type DiagnosticContent<Code extends DiagnosticCode> = Omit<
  Extract<Diagnostic, { code: Code }>,
  "code"
>;

/**
 * Collects diagnostics: the first 1,000 errors and the first 1,000 warnings. The rest is only counted, so that neither time
 * nor memory depends on how many there are.
 */
export class DiagnosticList {
  readonly #listed: Diagnostic[] = [];
  readonly #errors = new Severity("more-errors");
  readonly #warnings = new Severity("more-warnings");

  /** The number of diagnostics so far, including those that aren't listed. */
  get size(): number {
    return this.#errors.count + this.#warnings.count;
  }

  /** Adds a diagnostic. Calls `create` only if the list has space for it. */
  report<Code extends DiagnosticCode>(code: Code, create: () => DiagnosticContent<Code>): void {
    const severity = this.#severityOf(code);
    severity.count += 1;
    if (severity.listed === maxListed) return;
    severity.listed += 1;
    const diagnostic = { code, ...create() } as Diagnostic;
    severity.last = diagnostic.location;
    this.#listed.push(diagnostic);
  }

  /** Adds diagnostics, including the number of those that another list omitted. */
  add(diagnostics: readonly Diagnostic[]): void {
    for (const one of diagnostics) {
      if (one.code === "more-errors" || one.code === "more-warnings")
        this.#severityOf(one.code).count += one.details.atLeast;
      else this.report(one.code, () => one);
    }
  }

  /** Counts errors that exist but weren't created. */
  countErrors(count: number): void {
    this.#errors.count += count;
  }

  /** Returns the listed diagnostics in the order in which they were added, and the number of each severity that isn't listed. */
  all(): readonly Diagnostic[] {
    return [...this.#listed, ...this.#errors.more(), ...this.#warnings.more()];
  }

  #severityOf(code: DiagnosticCode): Severity {
    return severityOf(code) === "error" ? this.#errors : this.#warnings;
  }
}

/** The diagnostics of one severity. */
class Severity {
  readonly #code: "more-errors" | "more-warnings";
  count = 0;
  listed = 0;
  /** The location of the last one that is listed. */
  last: Location | undefined;

  constructor(code: "more-errors" | "more-warnings") {
    this.#code = code;
  }

  /** Returns a diagnostic with the number of those that aren't listed, if there are any. */
  more(): Diagnostic[] {
    const atLeast = this.count - this.listed;
    if (atLeast <= 0 || !this.last) return [];
    return [{ code: this.#code, details: { atLeast }, location: this.last }];
  }
}

/** Sorts diagnostics by file, in the order of `files`, and then by location. Lists at most 1,000 of each severity. */
export function inSourceOrder(
  diagnostics: readonly Diagnostic[],
  files: readonly string[],
): readonly Diagnostic[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  const rankOf = (one: Diagnostic) => rank.get(one.location.file) ?? files.length;
  const list = new DiagnosticList();
  list.add(
    diagnostics.toSorted(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        a.location.line - b.location.line ||
        a.location.column - b.location.column ||
        compareText(a.code, b.code),
    ),
  );
  return list.all();
}
