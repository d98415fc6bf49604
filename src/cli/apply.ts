import type { Command } from "commander";
import type { ApplyOptions } from "../commands/apply.ts";
import type { CommandContext } from "./command.ts";
import {
  deadlineOption,
  formatOption,
  newStateOption,
  planPath,
  timeoutOption,
  wholeNumber,
} from "./options.ts";

/** Declares apply. */
export function addApply(program: Command, { io, runCommand }: CommandContext): void {
  program
    .command("apply")
    .argument("[plan]", "plan file from rollcall plan --out; rejected if it is stale", planPath)
    .description("send missing invites and record the results")
    .addOption(formatOption("text", "json"))
    .option("--yes", "skip confirmation")
    .option("--wait", "wait until unconfirmed calls can be sent again, and send them")
    .option("--no-live", "use only the state file; don't check Tally")
    .option(
      "--allow-invites <count>",
      "exceed maxInvites by allowing exactly this many invites",
      wholeNumber(0, 1_000_000),
    )
    .option(
      "--allow-removals <count>",
      "exceed maxRemovals by allowing exactly this many removals",
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
