import { type Diagnostic, type DiagnosticCode, severityOf } from "../../core/diagnostics/diagnostic.ts";
import type { Location } from "../../core/diagnostics/location.ts";
import { escapeSarif } from "../text/escape.ts";
import { diagnosticUrl } from "./json.ts";
import { relatedLabel, sentenceOf } from "./messages.ts";

/** Formats diagnostics as SARIF 2.1.0, for code scanning. Columns count UTF-16 code units. */
export function formatSarif(diagnostics: readonly Diagnostic[], version: string): string {
  const codes = [...new Set(diagnostics.map(one => one.code))].sort();
  const results = diagnostics.map(one => ({
    ruleId: one.code,
    ruleIndex: codes.indexOf(one.code),
    level: severityOf(one.code),
    message: { text: escapeSarif(sentenceOf(one)) },
    locations: [locationOf(one.location)],
    ...(one.related && {
      relatedLocations: [{ id: 1, message: { text: relatedLabel(one.code) }, ...locationOf(one.related) }],
    }),
  }));
  const driver = { name: "Rollcall", semanticVersion: version, rules: codes.map(ruleOf) };
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(code: DiagnosticCode) {
  return { id: code, helpUri: diagnosticUrl(code), defaultConfiguration: { level: severityOf(code) } };
}

function locationOf({ file, line, column, endColumn }: Location) {
  const region = { startLine: line, startColumn: column, endLine: line, endColumn };
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region } };
}

function uriOf(file: string): string {
  const steps = file
    .replaceAll("\\", "/")
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/");
  return steps.map(encodeURIComponent).join("/");
}
