import stringWidth from "string-width";
import { type Diagnostic, severityOf } from "../../core/diagnostics/diagnostic.ts";
import type { Location, SourceTexts } from "../../core/diagnostics/location.ts";
import { groupBy } from "../../core/text/group-by.ts";
import { escapeCommandMessage, escapeCommandProperty, escapeLog, escapeTerminal } from "../text/escape.ts";
import { formatNumber, pluralize } from "../text/plural.ts";
import { plainStyle, type Style } from "../text/style.ts";
import { countDiagnostics, isRest } from "./counts.ts";
import { diagnosticUrl, plainDiagnostic } from "./json.ts";
import { relatedLabel, sentenceOf } from "./messages.ts";

const maxExcerptWidth = 100;

/** Formats diagnostics for people: location, message, and code, the source line with a marker, and the related location, if any. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: SourceTexts,
  style: Style,
): string {
  return renderEachDiagnostic(diagnostics, texts, style).join("");
}

/** Formats diagnostics for people, each as a separate text. */
export function renderEachDiagnostic(
  diagnostics: readonly Diagnostic[],
  texts: SourceTexts,
  style: Style,
): readonly string[] {
  const lines = linesAt(
    diagnostics.map(one => one.location),
    texts,
  );
  return diagnostics.map(one => renderDiagnostic(one, lines, style));
}

/** Counts diagnostics: `2 errors and 1 warning`. */
export function diagnosticCounts(diagnostics: readonly Diagnostic[]): string {
  const { errors, warnings, isComplete } = countDiagnostics(diagnostics);
  const parts = [errors > 0 && pluralize(errors, "error"), warnings > 0 && pluralize(warnings, "warning")];
  const counts = parts.filter(part => part !== false).join(" and ");
  return isComplete ? counts : `at least ${counts}`;
}

/** Lines of files, by file and line number. */
type Lines = ReadonlyMap<string, ReadonlyMap<number, string>>;

function renderDiagnostic(diagnostic: Diagnostic, lines: Lines, style: Style): string {
  const { code, location, related } = diagnostic;
  const severity = severityOf(code);
  const label = severity === "error" ? style.red("error") : style.yellow("warning");
  const head = `${style.bold(where(location))} ${label}: ${escapeTerminal(sentenceOf(diagnostic))}  ${style.dim(`[${style.link(code, diagnosticUrl(code))}]`)}\n`;
  const line = isRest(diagnostic) ? undefined : lines.get(location.file)?.get(location.line);
  const excerpt = renderExcerpt(location, line, style);
  return head + excerpt + (related ? `${where(related)} ${relatedLabel(code)}\n` : "");
}

function where({ file, line, column }: Location): string {
  return `${escapeTerminal(file)}:${line}:${column}`;
}

/** Returns the source line with a marker below the location. A long line is cut around the location. */
function renderExcerpt(location: Location, line: string | undefined, style: Style): string {
  if (line === undefined) return "";
  const start = location.column - 1;
  const from = start > maxExcerptWidth - 20 ? start - 20 : 0;
  const before = `${from > 0 ? "…" : ""}${line.slice(from, start)}`;
  const marked = line.slice(start, Math.min(location.endColumn - 1, from + maxExcerptWidth));
  const after = line.slice(start + marked.length, Math.max(from + maxExcerptWidth, start + marked.length));
  const rest = start + marked.length + after.length < line.length ? "…" : "";
  if (`${before}${marked}${after}`.trim() === "") return "";
  const shown = [before, marked, after].map(escapeTerminal);
  const number = String(location.line).padStart(3);
  const gutter = " ".repeat(number.length);
  const indent = " ".repeat(stringWidth(shown[0] ?? ""));
  const marker = style.red("~".repeat(Math.max(stringWidth(shown[1] ?? ""), 1)));
  return `${style.dim(`${number} |`)} ${shown.join("")}${rest}\n${style.dim(`${gutter} |`)} ${indent}${marker}\n`;
}

/** Returns the lines of locations. Doesn't split the texts, which can have millions of other lines. */
function linesAt(locations: readonly Location[], texts: SourceTexts): Lines {
  const byFile = groupBy(locations, one => one.file);
  return new Map(
    [...byFile].map(([file, own]) => {
      const numbers = [...new Set(own.map(one => one.line))].sort((a, b) => a - b);
      return [file, linesWith(numbers, texts.get(file) ?? "")];
    }),
  );
}

/** Returns the lines with the given numbers, which are in ascending order. */
function linesWith(numbers: readonly number[], text: string): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  let start = 0;
  let number = 1;
  for (const wanted of numbers) {
    for (; number < wanted && start <= text.length; number += 1) start = endOfLine(text, start) + 1;
    if (start <= text.length) lines.set(wanted, text.slice(start, endOfLine(text, start)).replace(/\r$/, ""));
  }
  return lines;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}
/** Formats diagnostics as JSON. The summary also counts those that aren't listed. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const { errors, warnings } = countDiagnostics(diagnostics);
  const report = {
    formatVersion: 1,
    diagnostics: diagnostics.map(plainDiagnostic),
    summary: { errors, warnings },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
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
          ? `::${severity} title=Rollcall::and ${numberOf(rest)} more. See the log of this step.\n`
          : "";
      const log = escapeLog(renderDiagnostics(rest, texts, plainStyle));
      return shown.map(one => workflowCommand(severity, one)).join("") + more + log;
    })
    .join("");
}

function numberOf(diagnostics: readonly Diagnostic[]): string {
  const { errors, warnings, isComplete } = countDiagnostics(diagnostics);
  return `${isComplete ? "" : "at least "}${formatNumber(errors + warnings)}`;
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
