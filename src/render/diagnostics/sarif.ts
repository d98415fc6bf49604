import reasons from "virtual:reasons";
import { type Diagnostic, type DiagnosticCode, severityOf } from "../../core/diagnostics/diagnostic.ts";
import type { Location, SourceTexts } from "../../core/diagnostics/location.ts";
import { escapeSarif } from "../text/escape.ts";
import { diagnosticUrl } from "./json.ts";
import { relatedLabel, sentenceOf } from "./messages.ts";

interface SarifOptions {
  readonly version: string;
  /** The texts of the files. */
  readonly texts: SourceTexts;
  readonly digestOf: (text: string) => string;
}

/**
 * Formats diagnostics as SARIF 2.1.0 with the properties that GitHub's code scanning requires (SARIF support for code scanning).
 * Columns count UTF-16 code units.
 */
export function formatSarif(
  diagnostics: readonly Diagnostic[],
  { version, texts, digestOf }: SarifOptions,
): string {
  const codes = [...new Set(diagnostics.map(one => one.code))].sort();
  const fingerprintOf = fingerprints(texts, digestOf);
  const results = diagnostics.map(one => ({
    ruleId: one.code,
    ruleIndex: codes.indexOf(one.code),
    level: severityOf(one.code),
    message: { text: escapeSarif(sentenceOf(one)) },
    locations: [locationOf(one.location)],
    partialFingerprints: { primaryLocationLineHash: fingerprintOf(one.location) },
    ...(one.related && {
      relatedLocations: [{ id: 1, message: { text: relatedLabel(one.code) }, ...locationOf(one.related) }],
    }),
  }));
  const driver = {
    name: "Rollcall",
    semanticVersion: version,
    informationUri: "https://github.com/rollcall-dev/rollcall",
    rules: codes.map(ruleOf),
  };
  const automationDetails = { id: "rollcall/" };
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, automationDetails, columnKind: "utf16CodeUnits", results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(code: DiagnosticCode) {
  const level = severityOf(code);
  const words = code.replaceAll("-", " ");
  const reason = reasons[code] ?? words;
  const helpUri = diagnosticUrl(code);
  return {
    id: code,
    name: code,
    shortDescription: { text: words.charAt(0).toUpperCase() + words.slice(1) },
    fullDescription: { text: reason },
    help: { text: `${reason} See ${helpUri}`, markdown: `${reason} [See an example](${helpUri}).` },
    helpUri,
    defaultConfiguration: { level },
    properties: { precision: "very-high", "problem.severity": level },
  };
}

/**
 * Returns a function for the fingerprint of a location: a digest of its line, and the number of the same line so far. GitHub recognizes
 * a result by it if other lines move.
 */
function fingerprints(
  texts: SourceTexts,
  digestOf: SarifOptions["digestOf"],
): (location: Location) => string {
  const lines = new Map([...texts].map(([file, text]) => [file, text.split(/\r\n?|\n/)]));
  const counts = new Map<string, number>();
  return ({ file, line }) => {
    const text = lines.get(file)?.[line - 1]?.trim() ?? "";
    const key = `${file}\n${text}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return `${digestOf(text).replace("sha256:", "").slice(0, 16)}:${count}`;
  };
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
