import reasons from "virtual:reasons";
import { type Diagnostic, type DiagnosticCode, severityOf } from "../../core/diagnostics/diagnostic.ts";
import type { Location, SourceTexts } from "../../core/diagnostics/location.ts";
import { groupBy } from "../../core/text/group-by.ts";
import { escapeSarif } from "../text/escape.ts";
import { fingerprintLines } from "./fingerprint.ts";
import { diagnosticUrl } from "./json.ts";
import { relatedLabel, sentenceOf } from "./messages.ts";

/** What a SARIF log is about. */
export interface SarifContext {
  readonly texts: SourceTexts;
  /** The path of the configuration, which distinguishes this log from others for the same commit. */
  readonly config: string;
  /** The version of Rollcall. */
  readonly version: string;
}

/**
 * Formats diagnostics as SARIF 2.1.0, with what GitHub's code scanning supports ("SARIF support for code scanning"). Columns count
 * UTF-16 code units.
 */
export function formatSarif(diagnostics: readonly Diagnostic[], context: SarifContext): string {
  const codes = [...new Set(diagnostics.map(one => one.code))].sort();
  const fingerprints = new Map(
    [...groupBy(diagnostics, one => one.location.file)].map(([file, own]) => {
      const lines = new Set(own.map(one => one.location.line));
      return [file, fingerprintLines(context.texts.get(file) ?? "", lines)];
    }),
  );
  const results = diagnostics.map(one => ({
    ruleId: one.code,
    ruleIndex: codes.indexOf(one.code),
    level: severityOf(one.code),
    message: { text: messageOf(one) },
    locations: [locationOf(one.location)],
    partialFingerprints: {
      primaryLocationLineHash: fingerprints.get(one.location.file)?.get(one.location.line) ?? "0:1",
    },
    ...(one.related && {
      relatedLocations: [{ id: 1, message: { text: relatedLabel(one.code) }, ...locationOf(one.related) }],
    }),
  }));
  const driver = { name: "Rollcall", semanticVersion: context.version, rules: codes.map(ruleOf) };
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver },
        automationDetails: { id: `rollcall/${uriOf(context.config)}/` },
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Returns the message of a diagnostic. Code scanning shows a related location only if the message links to its ID. */
function messageOf(one: Diagnostic): string {
  const sentence = escapeSarif(sentenceOf(one));
  return one.related ? `${sentence} ([${relatedLabel(one.code)}](1))` : sentence;
}

function ruleOf(code: DiagnosticCode) {
  const reason = reasons[code] ?? code;
  const text = reason.replaceAll("`", "");
  const [firstSentence = text] = text.split(/(?<=\.) /);
  const level = severityOf(code);
  const url = diagnosticUrl(code);
  return {
    id: code,
    name: code.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: firstSentence },
    fullDescription: { text },
    helpUri: url,
    help: { text: `${text} See ${url}`, markdown: `${reason}\n\n[Examples of ${code}](${url})` },
    defaultConfiguration: { level },
    properties: { precision: level === "error" ? "very-high" : "medium", "problem.severity": level },
  };
}

function locationOf({ file, line, column, endColumn }: Location) {
  const region = { startLine: line, startColumn: column, endLine: line, endColumn };
  return { physicalLocation: { artifactLocation: artifactOf(file), region } };
}

/** Returns the location of a file in the root of the repository, or of a file with an absolute path. */
function artifactOf(file: string) {
  const uri = uriOf(file);
  return uri.startsWith("/") ? { uri: `file://${uri}` } : { uri, uriBaseId: "%SRCROOT%" };
}

function uriOf(file: string): string {
  const steps = file
    .replaceAll("\\", "/")
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/");
  return steps.map(encodeURIComponent).join("/");
}
