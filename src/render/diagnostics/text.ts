import stringWidth from "string-width";
import { type Diagnostic, severityOf } from "../../core/diagnostics/diagnostic.ts";
import type { Location, SourceTexts } from "../../core/diagnostics/location.ts";
import { compareText } from "../../core/text/compare.ts";
import { escapeCommandMessage, escapeCommandProperty, escapeLog, escapeTerminal } from "../text/escape.ts";
import { pluralize } from "../text/plural.ts";
import { plainStyle, type Style } from "../text/style.ts";
import { diagnosticUrl, plainDiagnostic } from "./json.ts";
import { relatedLabel, sentenceOf } from "./messages.ts";

const maxExcerptWidth = 100;
/**
 * The maximum number of diagnostics to show. A file of a few kilobytes can have a million errors of a hundred bytes each, which
 * nobody reads.
 */
const maxDiagnosticsShown = 1000;

/**
 * Formats diagnostics for people: location, message, and code, the source line with a marker, and the related location, if any. Shows
 * at most 1,000, and the number of the others.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: SourceTexts,
  style: Style,
): string {
  const { shown, left } = truncateDiagnostics(diagnostics);
  const rest = left > 0 ? `${omittedText(left)}\n` : "";
  return renderEachDiagnostic(shown, texts, style).join("") + rest;
}

/** Returns at most 1,000 diagnostics and the number of those left out. Warnings are left out before errors, and the order stays. */
export function truncateDiagnostics(diagnostics: readonly Diagnostic[]): {
  readonly shown: readonly Diagnostic[];
  readonly left: number;
} {
  const left = diagnostics.length - maxDiagnosticsShown;
  if (left <= 0) return { shown: diagnostics, left: 0 };
  const bySeverity = diagnostics.toSorted((a, b) => compareText(severityOf(a.code), severityOf(b.code)));
  const kept = new Set(bySeverity.slice(0, maxDiagnosticsShown));
  return { shown: diagnostics.filter(one => kept.has(one)), left };
}

/** Returns the line for the diagnostics left out: `… and 12 more. Fix these first.` */
export function omittedText(left: number): string {
  return `… and ${pluralize(left, "more", "more")}. Fix these first.`;
}

/** Formats diagnostics for people, each as a separate text. */
export function renderEachDiagnostic(
  diagnostics: readonly Diagnostic[],
  texts: SourceTexts,
  style: Style,
): readonly string[] {
  const lineOf = lineReader(texts);
  return diagnostics.map(one => renderDiagnostic(one, lineOf, style));
}

/** Counts diagnostics: `2 errors and 1 warning`. */
export function diagnosticCounts(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(one => severityOf(one.code) === "error").length;
  const warnings = diagnostics.length - errors;
  const parts = [errors > 0 && pluralize(errors, "error"), warnings > 0 && pluralize(warnings, "warning")];
  return parts.filter(part => part !== false).join(" and ");
}

type LineOf = (location: Location) => string | undefined;

function renderDiagnostic(diagnostic: Diagnostic, lineOf: LineOf, style: Style): string {
  const { code, location, related } = diagnostic;
  const severity = severityOf(code);
  const label = severity === "error" ? style.red("error") : style.yellow("warning");
  const head = `${style.bold(where(location))} ${label}: ${escapeTerminal(sentenceOf(diagnostic))}  ${style.dim(`[${style.link(code, diagnosticUrl(code))}]`)}\n`;
  const excerpt = renderExcerpt(location, lineOf(location), style);
  return head + excerpt + (related ? `${where(related)} ${relatedLabel(code)}\n` : "");
}

function where({ file, line, column }: Location): string {
  return `${escapeTerminal(file)}:${line}:${column}`;
}

/** Returns the source line with a marker below the location. A long line is cut around the location. */
function renderExcerpt(location: Location, line: string | undefined, style: Style): string {
  if (line === undefined || line.trim() === "") return "";
  const start = location.column - 1;
  const from = start > maxExcerptWidth - 20 ? start - 20 : 0;
  const before = `${from > 0 ? "…" : ""}${line.slice(from, start)}`;
  const marked = line.slice(start, Math.min(location.endColumn - 1, from + maxExcerptWidth));
  const after = line.slice(start + marked.length, Math.max(from + maxExcerptWidth, start + marked.length));
  const rest = start + marked.length + after.length < line.length ? "…" : "";
  const shown = [before, marked, after].map(escapeTerminal);
  const number = String(location.line).padStart(3);
  const gutter = " ".repeat(number.length);
  const indent = " ".repeat(stringWidth(shown[0] ?? ""));
  const marker = style.red("~".repeat(Math.max(stringWidth(shown[1] ?? ""), 1)));
  return `${style.dim(`${number} |`)} ${shown.join("")}${rest}\n${style.dim(`${gutter} |`)} ${indent}${marker}\n`;
}

/** Returns a function that reads single lines of the texts. Each text is split only once. */
function lineReader(texts: SourceTexts): LineOf {
  const lines = new Map<string, readonly string[]>();
  return ({ file, line }) => {
    const split = lines.get(file) ?? texts.get(file)?.split(/\r?\n/) ?? [];
    lines.set(file, split);
    return split[line - 1];
  };
}

/** Formats at most 1,000 diagnostics as JSON. The summary counts all of them, and those left out, if any. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const { shown, left } = truncateDiagnostics(diagnostics);
  const plain = shown.map(plainDiagnostic);
  const errors = diagnostics.filter(one => severityOf(one.code) === "error").length;
  const summary = { errors, warnings: diagnostics.length - errors, ...(left > 0 && { leftOut: left }) };
  return `${JSON.stringify({ formatVersion: 1, diagnostics: plain, summary }, null, 2)}\n`;
}

const annotationsShown = 9;
const maxMessageLength = 4000;

/**
 * Formats diagnostics as workflow commands. The runner keeps only ten annotations of each type per step. If there are more, nine are
 * sent, a tenth has the number of the others, and the log shows those as text.
 */
export function formatWorkflowCommands(diagnostics: readonly Diagnostic[], texts: SourceTexts): string {
  return (["error", "warning"] as const)
    .map(severity => {
      const all = diagnostics.filter(one => severityOf(one.code) === severity);
      const shown = all.length > annotationsShown + 1 ? all.slice(0, annotationsShown) : all;
      const rest = all.slice(shown.length);
      const more =
        rest.length > 0
          ? `::${severity} title=Rollcall::and ${rest.length} more. See the log of this step.\n`
          : "";
      const log = escapeLog(renderDiagnostics(rest, texts, plainStyle));
      return shown.map(one => workflowCommand(severity, one)).join("") + more + log;
    })
    .join("");
}

function workflowCommand(severity: "error" | "warning", diagnostic: Diagnostic): string {
  const { file, line, column, endColumn } = diagnostic.location;
  const properties = { file, line, endLine: line, col: column, endColumn, title: diagnostic.code };
  const list = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapeCommandProperty(String(value))}`,
  );
  const message = escapeCommandMessage(escapeTerminal(sentenceOf(diagnostic)).slice(0, maxMessageLength));
  return `::${severity} ${list.join(",")}::${message}\n`;
}
