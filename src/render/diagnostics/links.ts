import type { DiagnosticCode } from "../../core/diagnostics/diagnostic.ts";

/** Where people read the documents: the repository that the workflows of the examples use the Action from. */
const documents = "https://github.com/rollcall-dev/rollcall/blob/main/docs";

/** The address of what there is to read about a kind of diagnostic. Nothing in it comes from a file. */
export function diagnosticUrl(code: DiagnosticCode): string {
  return `${documents}/diagnostics.md#${code}`;
}
