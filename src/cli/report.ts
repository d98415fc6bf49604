import type { Command } from "commander";
import type { ReportOptions } from "../commands/report.ts";
import { type CommandContext, connectReaderFor } from "./command.ts";
import { deadlineOption, formatOption, path, timeoutOption } from "./options.ts";

/** Declares report. */
export function addReport(program: Command, { io, runCommand }: CommandContext): void {
  program
    .command("report")
    .description("report who has access to what, since when, and why")
    .addOption(formatOption("markdown", "csv", "html", "json"))
    .option("--live", "also read from Tally, to show joined and pending (needs an API key)")
    .option("--out <file>", "write the report to a file", path)
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .action(
      runCommand(async (options: ReportOptions) =>
        (await import("../commands/report.ts")).report(io, options, connectReaderFor(io)),
      ),
    );
}
