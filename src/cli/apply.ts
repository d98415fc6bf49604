import type { Command } from "commander";
import type { ApplyOptions } from "../commands/apply.ts";
import type { CommandContext } from "./command.ts";
import { deadlineOption, formatOption, newStateOption, path, timeoutOption, wholeNumber } from "./options.ts";

/** Declares apply. */
export function addApply(program: Command, { io, runCommand }: CommandContext): void {
  program
    .command("apply")
    .argument("[plan]", "a plan that rollcall plan --out wrote; refused if it no longer fits", path)
    .description("look at Tally, send the missing invites and record them")
    .addOption(formatOption("text", "json"))
    .option("--yes", "do not ask")
    .option("--wait", "wait until unconfirmed calls can be sent again, and send them")
    .option("--no-live", "go by the state file alone, without looking at Tally")
    .option(
      "--allow-invites <count>",
      "let through exactly so many people, above settings.maxInvites",
      wholeNumber(0, 1_000_000),
    )
    .option(
      "--allow-removals <count>",
      "let through exactly so many people, above settings.maxRemovals",
      wholeNumber(0, 1_000_000),
    )
    .addOption(newStateOption())
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .action(
      runCommand(async (options: ApplyOptions, saved?: string) => {
        const [{ apply }, { connectTally }] = await Promise.all([
          import("../commands/apply.ts"),
          import("../tally/connect.ts"),
        ]);
        return apply(io, options, saved, connectTally(io));
      }),
    );
}
