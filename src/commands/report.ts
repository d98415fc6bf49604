import { desiredOn } from "../core/config/desired.ts";
import { formatReport, type Report } from "../core/report/model.ts";
import { compileReport } from "../core/report/report.ts";
import { dayOf } from "../core/values/day.ts";
import type { Io } from "../io/io.ts";
import { type ExitCode, refuse, remark } from "../reconcile/console.ts";
import { configFor, stateFor, storeFor } from "../reconcile/load.ts";
import type { LookOptions, OpenReader } from "../reconcile/observe-once.ts";
import { timestampOf } from "../reconcile/stores/store.ts";
import { forTerminal } from "../render/text/escape.ts";
import { count } from "../render/text/plural.ts";

export interface ReportOptions extends LookOptions {
  readonly format: "markdown" | "csv" | "html" | "json";
  /** A file to write it to, instead of standard output. */
  readonly out?: string | undefined;
  /** Whether Tally is looked at as well. */
  readonly live?: boolean | undefined;
}

/** Says who has access to which workspace, since when, by what and until when. Changes nothing; needs no key unless Tally is looked at. */
export async function report(io: Io, options: ReportOptions, openReader: OpenReader): Promise<ExitCode> {
  const input = await configFor(io, options);
  if (!input.ok) return input.exit;
  const { config, files, loaded } = input.value;
  const store = await storeFor(io, options);
  const stored = await stateFor(io, options, store, config.organization);
  if (!stored.ok) return stored.exit;
  const { state } = stored.value;
  // Without a record and without a look it would say that nobody has access.
  if (!state.header && !options.live) return refuse(io, { refusal: "nothing-to-report", path: store.name });
  const look = options.live
    ? await (await import("../reconcile/observe-once.ts")).lookOnce(
        io,
        options,
        openReader,
        config.organization,
      )
    : undefined;
  if (look && !look.ok) return refuse(io, look.refusal);
  if (!state.header)
    remark(io, options, `There is no state file ${store.name}: since when, and by what, is not known.\n`);

  const day = dayOf(timestampOf(io));
  const compiled = compileReport({
    config,
    sources: loaded.sources,
    desired: desiredOn(day, config),
    state,
    observed: look?.ok ? look.value : undefined,
    day,
  });
  const text = await formatAs(options.format, compiled);
  if (options.out === undefined) {
    io.stdout.write(text);
    return 0;
  }
  const { writeOut } = await import("./write-output.ts");
  const refusal = await writeOut(io, options.out, text, [...files, store.name]);
  if (refusal) return refuse(io, refusal);
  const people = count(compiled.members.length, "person", "people");
  remark(io, options, `${forTerminal(options.out)}: ${people}.\n`);
  return 0;
}

async function formatAs(format: ReportOptions["format"], compiled: Report): Promise<string> {
  switch (format) {
    case "markdown":
      return (await import("../render/report/markdown.ts")).renderReportMarkdown(compiled);
    case "csv":
      return (await import("../render/report/csv.ts")).renderReportCsv(compiled);
    case "html":
      return [...(await import("../render/report/html.ts")).renderReportHtml(compiled)].join("");
    case "json":
      return formatReport(compiled);
  }
}
