import { type Diagnostic, type DiagnosticCode, severityOf } from "../../core/diagnostics/diagnostic.ts";
import type { Location } from "../../core/diagnostics/location.ts";
import { relatedLabel, sentenceOf } from "./messages.ts";
import { shortenTexts } from "./shorten-texts.ts";

/** A diagnostic for programs, with its location. Lines and columns start at 1, and columns count UTF-16 code units, as in editors. */
export interface PlainDiagnostic extends Location {
  /** A stable code, whose meaning never changes. */
  readonly code: DiagnosticCode;
  /** An error makes the files invalid. A warning is something to check. */
  readonly severity: "error" | "warning";
  /** What is wrong and how to fix it. It quotes the file unchanged, so escape it for the format in which you show it. */
  readonly message: string;
  /** The URL of the documentation about it. */
  readonly url: string;
  /** The facts in the message. Its keys depend on the code. */
  readonly details: object;
  /** A related location, such as the first of two duplicates. */
  readonly related?: Location & { readonly message: string };
}

/** Returns a diagnostic in the form for programs. */
export function plainDiagnostic(one: Diagnostic): PlainDiagnostic {
  return {
    code: one.code,
    severity: severityOf(one.code),
    message: sentenceOf(one),
    url: diagnosticUrl(one.code),
    ...one.location,
    details: shortenTexts(one.details),
    ...(one.related && { related: { ...one.related, message: relatedLabel(one.code) } }),
  };
}

/** The URL of the documentation, in the repository from which the example workflows use the Action. */
const documents = "https://github.com/rollcall-dev/rollcall/blob/main/docs";

/** Returns the URL of the documentation about a kind of diagnostic. Nothing in it comes from a file. */
export function diagnosticUrl(code: DiagnosticCode): string {
  return `${documents}/diagnostics.md#${code}`;
}
