import { type Command, Option } from "commander";
import type { CommonOptions } from "../commands/console/console.ts";
import type { ResolveOptions } from "../commands/state/resolve.ts";
import type { ForgetOptions, StateShowOptions } from "../commands/state/state.ts";
import { type CommandContext, connectReaderFor } from "./command.ts";
import { deadlineOption, formatOption, helpCommandText, timeoutOption } from "./options.ts";

/** Declares state and its subcommands. */
export function addState(program: Command, { io, runCommand }: CommandContext): void {
  const state = program
    .command("state")
    .description("inspect and repair the state file")
    .helpCommand("help [command]", helpCommandText);
  const load = () => import("../commands/state/state.ts");
  state
    .command("list")
    .description("list the people in the state file")
    .addOption(formatOption("text", "json"))
    .action(runCommand(async (options: StateShowOptions) => (await load()).stateList(io, options)));
  state
    .command("show")
    .argument("<email>")
    .description("show every recorded event for one person")
    .action(
      runCommand(async (options: CommonOptions, email = "") => (await load()).stateShow(io, options, email)),
    );
  state
    .command("forget")
    .argument("<email>")
    .option("--workspace <name>", "forget only this workspace, by name or ID")
    .description("remove a person from the state file; the next apply may invite them again")
    .action(
      runCommand(async (options: ForgetOptions, email = "") =>
        (await load()).stateForget(io, options, email),
      ),
    );
  state
    .command("resolve")
    .argument("[call]", "ID of the call to resolve (default: all unconfirmed calls)")
    .addOption(
      new Option(
        "--as <outcome>",
        "result that you see in Tally, if your API key can't list members",
      ).choices(["sent", "not-sent"]),
    )
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .description("check Tally for unconfirmed calls, or set their result with --as")
    .action(
      runCommand(async (options: ResolveOptions, call?: string) => {
        const { stateResolve } = await import("../commands/state/resolve.ts");
        return stateResolve(io, { ...options, call }, connectReaderFor(io));
      }),
    );
  state
    .command("compact")
    .description("shorten the state file without changing what it means")
    .action(runCommand(async (options: CommonOptions) => (await load()).stateCompact(io, options)));
}
