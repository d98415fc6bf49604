import type { Failure } from "../../core/failure/failure.ts";
import type { Io, Output } from "../../io/io.ts";
import type { InvalidFiles, LoadedState, LoadProblem } from "../../reconcile/inputs/model.ts";
import type { Document } from "../../render/document/model.ts";
import type { Layout } from "../../render/text/layout.ts";
import { createStyle, type Style, supportsHyperlinks } from "../../render/text/style.ts";

/** 0 done; 1 refused, failed or incomplete; 2 changes are pending, with --detailed-exitcode only. */
export type ExitCode = 0 | 1 | 2;

/** The options that every command takes. */
export interface CommonOptions {
  /** A file, or a folder of files. */
  readonly config: string;
  /** The state file; beside the configuration where not given. */
  readonly state?: string | undefined;
  /** The branch that keeps the state file, where it is not a file of this machine. */
  readonly stateBranch?: string | undefined;
  /** Whether a missing state is begun again although there was one. */
  readonly newState?: boolean | undefined;
  readonly color: boolean;
  /** Only results and what went wrong. */
  readonly quiet?: boolean | undefined;
}

/** Colours and links for one stream: only at a terminal, and never against `--no-color` or `NO_COLOR` (no-color.org), or where TERM says that there are none. */
export function styleFor(output: Output, io: Io, options: CommonOptions): Style {
  const colors = output.isTerminal && options.color && !io.env["NO_COLOR"] && io.env["TERM"] !== "dumb";
  return createStyle({ colors, links: colors && supportsHyperlinks(io.env) });
}

/** How text for people is laid out on a stream. */
export function layoutFor(output: Output, io: Io, options: CommonOptions): Layout {
  return { style: styleFor(output, io, options), width: output.width };
}

/** Prints a document, for people on standard output if no stream is given. Only the writer of its format is loaded. */
export async function printDocument(
  io: Io,
  options: CommonOptions,
  format: "text" | "markdown",
  document: Document,
  output = io.stdout,
): Promise<void> {
  if (format === "text") {
    const { writeTerminal } = await import("../../render/document/terminal.ts");
    output.write(writeTerminal(document, layoutFor(output, io, options)));
  } else {
    const { writeMarkdown } = await import("../../render/document/markdown.ts");
    output.write(writeMarkdown(document));
  }
}

/** Prints why a command does not do what was asked. */
export async function printFailure(io: Io, failure: Failure): Promise<ExitCode> {
  const { renderFailure } = await import("../../render/failure/failure.ts");
  io.stderr.write(renderFailure(failure));
  return 1;
}

/** Prints why nothing could be loaded, and what that means. */
export async function printProblem(
  io: Io,
  options: CommonOptions,
  problem: LoadProblem,
  consequence = "Nothing was changed.",
): Promise<ExitCode> {
  if (problem.reason === "invalid-files") return printDiagnostics(io, options, problem, consequence);
  return printFailure(io, problem);
}

/** Prints a note, unless asked to be quiet. */
export function info(io: Io, options: CommonOptions, text: string): void {
  if (!options.quiet && text !== "") io.stderr.write(text);
}

/** Prints that another process holds a lock, unless the options ask for quiet. */
export function printLockWait(io: Io, options: CommonOptions, lock: string): void {
  info(io, options, `Waiting for another rollcall process to finish (lock ${lock}) …\n`);
}

/** Prints what is wrong with the files, how many errors and warnings there are, and what that means. */
export async function printDiagnostics(
  io: Io,
  options: CommonOptions,
  { diagnostics, texts }: Pick<InvalidFiles, "diagnostics" | "texts">,
  consequence: string,
): Promise<ExitCode> {
  const { renderDiagnostics, diagnosticCounts } = await import("../../render/diagnostics/text.ts");
  const shown = renderDiagnostics(diagnostics, texts, styleFor(io.stderr, io, options));
  io.stderr.write(`${shown}\n${diagnosticCounts(diagnostics)}. ${consequence}\n`);
  return 1;
}

/** Prints the warnings of files that were loaded, unless asked to be quiet, and whether the state may be out of date. */
export async function printWarnings(
  io: Io,
  options: CommonOptions,
  { warnings, texts, outdated }: Pick<LoadedState, "warnings" | "texts"> & Partial<LoadedState>,
): Promise<void> {
  if (warnings.length > 0) {
    const { renderDiagnostics } = await import("../../render/diagnostics/text.ts");
    info(io, options, renderDiagnostics(warnings, texts, styleFor(io.stderr, io, options)));
  }
  if (!outdated) return;
  const { escapeTerminal } = await import("../../render/text/escape.ts");
  const what = escapeTerminal(`Warning: Couldn't fetch ${outdated.name}: ${outdated.problem}`);
  io.stderr.write(`${what}\nRollcall uses the version that was last fetched.\n`);
}
