import type { Command } from "commander";
import type { DriftOptions } from "../commands/drift.ts";
import type { PlanOptions } from "../commands/plan.ts";
import type { ValidateOptions } from "../commands/validate.ts";
import { type CommandContext, connectReaderFor } from "./command.ts";
import {
  commitName,
  deadlineOption,
  formatOption,
  newStateOption,
  path,
  timeoutOption,
  wholeNumber,
} from "./options.ts";

/** Declares validate and plan. */
export function addCheck(program: Command, { io, runCommand }: CommandContext): void {
  program
    .command("validate")
    .description("check the files for errors")
    .addOption(formatOption("text", "json", "github", "sarif"))
    .action(
      runCommand(async (options: ValidateOptions) =>
        (await import("../commands/validate.ts")).validate(io, options),
      ),
    );
  program
    .command("plan")
    .description("preview changes (no API key or network needed)")
    .addOption(formatOption("text", "markdown", "json"))
    .option("--base <ref>", "also show policy changes since a commit, such as origin/main", commitName)
    .option("--out <file>", "also save the plan to a file, for rollcall apply FILE", path)
    .option("--detailed-exitcode", "exit with code 2 if there are changes")
    .option("--live", "also check Tally, as apply does (needs an API key)")
    .addOption(newStateOption())
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .action(
      runCommand(async (options: PlanOptions) =>
        (await import("../commands/plan.ts")).plan(io, options, connectReaderFor(io)),
      ),
    );
}

/** Declares drift. */
export function addDrift(program: Command, { io, runCommand }: CommandContext): void {
  program
    .command("drift")
    .description("compare members.yaml, the state file, and Tally")
    .addOption(formatOption("text", "markdown", "json"))
    .option("--detailed-exitcode", "exit with code 2 if they differ")
    .option(
      "--pending-days <days>",
      "report invites pending for at least this many days",
      wholeNumber(0, 3650),
      7,
    )
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .action(
      runCommand(async (options: DriftOptions) =>
        (await import("../commands/drift.ts")).drift(io, options, connectReaderFor(io)),
      ),
    );
}
