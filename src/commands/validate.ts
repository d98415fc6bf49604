import type { Diagnostic } from "../core/diagnostics/diagnostic.ts";
import type { Texts } from "../core/diagnostics/location.ts";
import type { Io } from "../io/io.ts";
import { version } from "../io/version.ts";
import { type CommonOptions, type ExitCode, paintFor, refuse, remark } from "../reconcile/console.ts";
import { storeFor } from "../reconcile/load.ts";
import { foundIn, loadConfig } from "../reconcile/load-config.ts";
import { formatSarif } from "../render/diagnostics/sarif.ts";
import {
  formatDiagnostics,
  formatWorkflowCommands,
  renderDiagnostics,
  renderTally,
} from "../render/diagnostics/text.ts";
import { forTerminal } from "../render/text/escape.ts";
import { count } from "../render/text/plural.ts";

export interface ValidateOptions extends CommonOptions {
  readonly format: "text" | "json" | "github" | "sarif";
}

/** Checks the configuration and, where there is one, the state file, and shows all that is wrong with them. */
export async function validate(io: Io, options: ValidateOptions): Promise<ExitCode> {
  const loaded = await loadConfig(io.files, options.config);
  if (!loaded.ok) return refuse(io, loaded.refusal);
  const { reading } = loaded.value;
  const store = await storeFor(io, options);
  const found = await store.load(reading.ok ? reading.value.organization : undefined);
  if (!found.ok) return refuse(io, found.refusal);
  const state = found.value;
  const diagnostics = [...foundIn(reading), ...foundIn(state.reading)];
  const texts = new Map([...loaded.value.texts, ...state.texts]);
  io.stdout.write(formatAs(options.format, diagnostics, texts, io, options));

  const files = [...texts.keys()].map(forTerminal).join(", ");
  const wrong = diagnostics.length > 0 ? renderTally(diagnostics) : "nothing wrong";
  const members = reading.ok ? `${count(reading.value.members.length, "member")}, ` : "";
  remark(io, options, `${files}: ${members}${wrong}.\n`);
  return reading.ok && state.reading.ok ? 0 : 1;
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
