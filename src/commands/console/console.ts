import type { Failure } from "../../core/failure/failure.ts";
import type { Io, Output } from "../../io/io.ts";
import type { InvalidFiles, LoadedState, LoadProblem } from "../../reconcile/inputs/model.ts";
import type { Document } from "../../render/document/model.ts";
import type { Layout } from "../../render/text/layout.ts";
import { createStyle, type Style, supportsHyperlinks } from "../../render/text/style.ts";

/** 0: done. 1: failed, or incomplete. 2: there are changes (with --detailed-exitcode only). */
export type ExitCode = 0 | 1 | 2;

/** The options that every command takes. */
export interface CommonOptions {
  /** A file, or a folder of files. */
  readonly config: string;
  /** The state file. Default: next to the configuration. */
  readonly state?: string | undefined;
  /** The branch that stores the state file, if it isn't a file on this machine. */
  readonly stateBranch?: string | undefined;
  /** Whether to start a new state although there was one before. */
  readonly newState?: boolean | undefined;
  readonly color: boolean;
  /** Whether to print only results and errors. */
  readonly quiet?: boolean | undefined;
}

/**
 * Returns the colors and links for a stream. There are none if it isn't a terminal, or with `--no-color`, `NO_COLOR` (no-color.org),
 * or `TERM=dumb`.
 */
export function styleFor(output: Output, io: Io, options: CommonOptions): Style {
  const colors = output.isTerminal && options.color && !io.env["NO_COLOR"] && io.env["TERM"] !== "dumb";
  return createStyle({ colors, links: colors && supportsHyperlinks(io.env) });
}

/** Returns the layout for text on a stream. */
export function layoutFor(output: Output, io: Io, options: CommonOptions): Layout {
  return { style: styleFor(output, io, options), width: output.width };
}

/** Prints a document, on stdout by default. Loads only the writer of its format. */
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

/** Prints why a command failed, and returns the exit code. */
export async function printFailure(io: Io, failure: Failure): Promise<ExitCode> {
  const { renderFailure } = await import("../../render/failure/failure.ts");
  io.stderr.write(renderFailure(failure));
  return 1;
}

/** Prints why loading failed. If the files are invalid, also prints the consequence. */
export async function printProblem(
  io: Io,
  options: CommonOptions,
  problem: LoadProblem,
  consequence = "Nothing was changed.",
): Promise<ExitCode> {
  if (problem.reason === "invalid-files") return printDiagnostics(io, options, problem, consequence);
  return printFailure(io, problem);
}

/** Prints a note, unless the options ask for quiet. */
export function info(io: Io, options: CommonOptions, text: string): void {
  if (!options.quiet && text !== "") io.stderr.write(text);
}

/** Prints that another process holds a lock, unless the options ask for quiet. */
export function printLockWait(io: Io, options: CommonOptions, lock: string): void {
  info(io, options, `Waiting for another rollcall process to finish (lock ${lock}) …\n`);
}

/** Prints the errors and warnings in the files, their numbers, and the consequence. */
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

/** Prints the warnings about loaded files, unless the options ask for quiet. Always warns if the state may be out of date. */
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
