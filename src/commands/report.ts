import type { ConnectReader } from "../core/apply/connection.ts";
import { desiredOn } from "../core/config/desired.ts";
import { formatReport, type Report } from "../core/report/model.ts";
import { compileReport } from "../core/report/report.ts";
import { dayOf } from "../core/values/day.ts";
import { currentTimestamp } from "../io/clock.ts";
import type { Io } from "../io/io.ts";
import { escapeTerminal } from "../render/text/escape.ts";
import { pluralize } from "../render/text/plural.ts";
import { type ExitCode, info, printFailure } from "./console/console.ts";
import type { ObserveOptions } from "./observe-once.ts";
import { loadAndWarn } from "./store/open.ts";

export interface ReportOptions extends ObserveOptions {
  readonly format: "markdown" | "csv" | "html" | "json";
  /** The file to write the report to, instead of stdout. */
  readonly out?: string | undefined;
  /** Whether to check Tally as well. */
  readonly live?: boolean | undefined;
}

/** Reports who has access to which workspace, since when, why, and until when. Changes nothing. Needs no key, unless it checks Tally. */
export async function report(
  io: Io,
  options: ReportOptions,
  connectReader: ConnectReader,
): Promise<ExitCode> {
  const loaded = await loadAndWarn(io, options);
  if (!loaded) return 1;
  const { config, state, files, storeName } = loaded;
  // Without a state file and live data, the report would claim that nobody has access.
  if (!state.header && !options.live)
    return printFailure(io, { reason: "nothing-to-report", path: storeName });
  const observation = options.live
    ? await (await import("./observe-once.ts")).observeOnce(io, options, connectReader, config.organization)
    : undefined;
  if (observation && !observation.ok) return printFailure(io, observation.problem);
  if (!state.header)
    info(
      io,
      options,
      `State file ${storeName} not found, so the report can't show since when or why people have access.\n`,
    );

  const day = dayOf(currentTimestamp(io));
  const compiled = compileReport({
    config,
    sources: files.sources,
    desired: desiredOn(day, config),
    state,
    observed: observation?.ok ? observation.value : undefined,
    day,
  });
  const text = await formatAs(options.format, compiled);
  if (options.out === undefined) {
    io.stdout.write(text);
    return 0;
  }
  const { writeOutput } = await import("./console/write-output.ts");
  const failure = await writeOutput(io, options.out, text, [...files.texts.keys(), storeName]);
  if (failure) return printFailure(io, failure);
  const people = pluralize(compiled.members.length, "person");
  info(io, options, `Wrote a report of ${people} to ${escapeTerminal(options.out)}.\n`);
  return 0;
}

async function formatAs(format: ReportOptions["format"], compiled: Report): Promise<string> {
  switch (format) {
    case "markdown":
      return (await import("../render/report/markdown.ts")).renderReportMarkdown(compiled);
    case "csv":
      return (await import("../render/report/csv.ts")).renderReportCsv(compiled);
    case "html": {
      const { deflateSync } = await import("node:zlib");
      return (await import("../render/report/html.ts")).renderReportHtml(compiled, deflateSync);
    }
    case "json":
      return formatReport(compiled);
  }
}
