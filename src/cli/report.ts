import type { Command } from "commander";
import type { ReportOptions } from "../commands/report.ts";
import { openReaderFor, type Parts } from "./command.ts";
import { deadlineOption, formatOption, path, timeoutOption } from "./options.ts";

/** Declares report. */
export function addReviewing(program: Command, { io, act }: Parts): void {
  program
    .command("report")
    .description("who has access to which workspace, since when, by which commit and until when")
    .addOption(formatOption("markdown", "csv", "html", "json"))
    .option("--live", "look at Tally as well, and tell joined from pending; needs a key")
    .option("--out <file>", "write it to a file instead", path)
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .action(
      act(async (options: ReportOptions) =>
        (await import("../commands/report.ts")).report(io, options, openReaderFor(io)),
      ),
    );
}
