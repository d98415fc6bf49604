import { type Command, Option } from "commander";
import type { CommonOptions } from "../commands/console/console.ts";
import type { ResolveOptions } from "../commands/state/resolve.ts";
import type { ForgetOptions, StateShowOptions } from "../commands/state/state.ts";
import { type CommandContext, connectReaderFor } from "./command.ts";
import { deadlineOption, formatOption, timeoutOption } from "./options.ts";

/** Declares state and what is below it. */
export function addState(program: Command, { io, runCommand }: CommandContext): void {
  const state = program.command("state").description("read and mend the state file");
  const load = () => import("../commands/state/state.ts");
  state
    .command("list")
    .description("everybody of whom something is recorded")
    .addOption(formatOption("text", "json"))
    .action(runCommand(async (options: StateShowOptions) => (await load()).stateList(io, options)));
  state
    .command("show")
    .argument("<email>")
    .description("what is recorded of one person, event by event")
    .action(
      runCommand(async (options: CommonOptions, email = "") => (await load()).stateShow(io, options, email)),
    );
  state
    .command("forget")
    .argument("<email>")
    .option("--workspace <name>", "only this workspace, by name or id")
    .description("drop what is recorded of a person; the next apply sends it again if it is desired")
    .action(
      runCommand(async (options: ForgetOptions, email = "") =>
        (await load()).stateForget(io, options, email),
      ),
    );
  state
    .command("resolve")
    .argument("[call]", "only this call, by its id")
    .addOption(
      new Option("--as <outcome>", "what you saw in Tally, for a key that cannot look").choices([
        "sent",
        "not-sent",
      ]),
    )
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .description("find out from Tally what became of unconfirmed calls, or say it with --as")
    .action(
      runCommand(async (options: ResolveOptions, call?: string) => {
        const { stateResolve } = await import("../commands/state/resolve.ts");
        return stateResolve(io, { ...options, call }, connectReaderFor(io));
      }),
    );
  state
    .command("compact")
    .description("write the state file anew, with as few lines as say the same")
    .action(runCommand(async (options: CommonOptions) => (await load()).stateCompact(io, options)));
}
