import type { Diagnostic } from "../core/diagnostics/diagnostic.ts";
import type { SourceTexts } from "../core/diagnostics/location.ts";
import type { Io } from "../io/io.ts";
import { version } from "../io/version.ts";
import { diagnosticsIn, loadInputs } from "../reconcile/inputs/load.ts";
import { loadConfig } from "../reconcile/inputs/load-config.ts";
import {
  diagnosticCounts,
  formatDiagnostics,
  formatWorkflowCommands,
  renderDiagnostics,
} from "../render/diagnostics/text.ts";
import { escapeTerminal } from "../render/text/escape.ts";
import { pluralize } from "../render/text/plural.ts";
import { type CommonOptions, type ExitCode, info, printFailure, styleFor } from "./console/console.ts";
import { openStore } from "./store/open.ts";

export interface ValidateOptions extends CommonOptions {
  readonly format: "text" | "json" | "github" | "sarif";
}

/** Checks the configuration and the state file, if there is one, and shows all errors and warnings. */
export async function validate(io: Io, options: ValidateOptions): Promise<ExitCode> {
  const store = await openStore(io, options);
  const loaded = await loadInputs(await loadConfig(io.files, options.config), store);
  const problem = loaded.ok ? undefined : loaded.problem;
  if (problem && problem.reason !== "invalid-files") return printFailure(io, problem);
  const { diagnostics, texts } = diagnosticsIn(loaded);
  const config = loaded.ok ? loaded.value.config : problem?.config;
  io.stdout.write(await formatAs(options.format, diagnostics, texts, io, options));

  const files = [...texts.keys()].map(escapeTerminal).join(", ");
  const wrong = diagnostics.length > 0 ? diagnosticCounts(diagnostics) : "no problems found";
  const members = config ? `${pluralize(config.members.length, "member")}, ` : "";
  info(io, options, `${files}: ${members}${wrong}.\n`);
  return loaded.ok ? 0 : 1;
}

async function formatAs(
  format: ValidateOptions["format"],
  diagnostics: readonly Diagnostic[],
  texts: SourceTexts,
  io: Io,
  options: CommonOptions,
): Promise<string> {
  switch (format) {
    case "text":
      return renderDiagnostics(diagnostics, texts, styleFor(io.stdout, io, options));
    case "json":
      return formatDiagnostics(diagnostics);
    case "github":
      return formatWorkflowCommands(diagnostics, texts);
    case "sarif": {
      const { formatSarif } = await import("../render/diagnostics/sarif.ts");
      return formatSarif(diagnostics, { texts, config: options.config, version });
    }
  }
}
