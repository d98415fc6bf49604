import type { Diagnostic } from "../core/diagnostics/diagnostic.ts";
import type { Texts } from "../core/diagnostics/location.ts";
import type { Io } from "../io/io.ts";
import { version } from "../io/version.ts";
import { foundIn, loadInputs } from "../reconcile/inputs/load.ts";
import { formatSarif } from "../render/diagnostics/sarif.ts";
import {
  formatDiagnostics,
  formatWorkflowCommands,
  renderDiagnostics,
  renderTally,
} from "../render/diagnostics/text.ts";
import { forTerminal } from "../render/text/escape.ts";
import { count } from "../render/text/plural.ts";
import { type CommonOptions, type ExitCode, info, paintFor, printFailure } from "./console.ts";
import { openStore } from "./open-store.ts";

export interface ValidateOptions extends CommonOptions {
  readonly format: "text" | "json" | "github" | "sarif";
}

/** Checks the configuration and, where there is one, the state file, and shows all that is wrong with them. */
export async function validate(io: Io, options: ValidateOptions): Promise<ExitCode> {
  const store = await openStore(io, options);
  const loaded = await loadInputs({ files: io.files, config: options.config, store });
  const problem = loaded.ok ? undefined : loaded.problem;
  if (problem?.kind === "failure") return printFailure(io, problem.failure);
  const { diagnostics, texts } = foundIn(loaded);
  const config = loaded.ok ? loaded.value.config : problem?.config;
  io.stdout.write(formatAs(options.format, diagnostics, texts, io, options));

  const files = [...texts.keys()].map(forTerminal).join(", ");
  const wrong = diagnostics.length > 0 ? renderTally(diagnostics) : "nothing wrong";
  const members = config ? `${count(config.members.length, "member")}, ` : "";
  info(io, options, `${files}: ${members}${wrong}.\n`);
  return loaded.ok ? 0 : 1;
}

function formatAs(
  format: ValidateOptions["format"],
  diagnostics: readonly Diagnostic[],
  texts: Texts,
  io: Io,
  options: CommonOptions,
): string {
  switch (format) {
    case "text":
      return renderDiagnostics(diagnostics, texts, paintFor(io.stdout, io, options));
    case "json":
      return formatDiagnostics(diagnostics);
    case "github":
      return formatWorkflowCommands(diagnostics, texts);
    case "sarif":
      return formatSarif(diagnostics, version);
  }
}
