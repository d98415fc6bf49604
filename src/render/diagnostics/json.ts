import { type Diagnostic, type DiagnosticCode, severityOf } from "../../core/diagnostics/diagnostic.ts";
import type { Location } from "../../core/diagnostics/location.ts";
import { relatedLabel, sentenceOf } from "./messages.ts";

/** A diagnostic for programs, its place beside its code. Lines and columns count from 1, in UTF-16 code units as editors do. */
export interface PlainDiagnostic extends Location {
  /** Stable: it never gets another meaning. */
  readonly code: DiagnosticCode;
  /** An error refuses the files; a warning asks to look again. */
  readonly severity: "error" | "warning";
  /** What is wrong and the way out. It quotes the file as it is: escape it for where it is shown. */
  readonly message: string;
  /** What there is to read about it. */
  readonly url: string;
  /** The facts in the message, by the code. */
  readonly details: object;
  /** Another place that explains this one, such as the first of two duplicates. */
  readonly related?: Location & { readonly message: string };
}

/** The plain form of a diagnostic. */
export function plainDiagnostic(one: Diagnostic): PlainDiagnostic {
  return {
    code: one.code,
    severity: severityOf(one.code),
    message: sentenceOf(one),
    url: diagnosticUrl(one.code),
    ...one.location,
    details: one.details,
    ...(one.related && { related: { ...one.related, message: relatedLabel(one.code) } }),
  };
}

/** Where people read the documents: the repository that the workflows of the examples use the Action from. */
const documents = "https://github.com/rollcall-dev/rollcall/blob/main/docs";

/** The address of what there is to read about a kind of diagnostic. Nothing in it comes from a file. */
export function diagnosticUrl(code: DiagnosticCode): string {
  return `${documents}/diagnostics.md#${code}`;
}
