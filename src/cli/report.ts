import type { Command } from "commander";
import type { ReportOptions } from "../commands/report.ts";
import { type CommandContext, connectReaderFor } from "./command.ts";
import { deadlineOption, formatOption, path, timeoutOption } from "./options.ts";

/** Declares report. */
export function addReport(program: Command, { io, runCommand }: CommandContext): void {
  program
    .command("report")
    .description("who has access to which workspace, since when, by which commit and until when")
    .addOption(formatOption("markdown", "csv", "html", "json"))
    .option("--live", "look at Tally as well, and tell joined from pending; needs a key")
    .option("--out <file>", "write it to a file instead", path)
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .action(
      runCommand(async (options: ReportOptions) =>
        (await import("../commands/report.ts")).report(io, options, connectReaderFor(io)),
      ),
    );
}
