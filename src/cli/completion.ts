import { Argument, type Command } from "commander";
import { type CommandContext, usesGlobalOptions } from "./command.ts";

/** The hidden command that the completion scripts call. The scripts define its name. */
export const completionServer = "completion-server";

/** Declares completion, and the hidden command that its scripts call. */
export function addCompletion(program: Command, { io, runCommand }: CommandContext): void {
  usesGlobalOptions(program.command("completion"))
    .addArgument(new Argument("<shell>", "shell to generate the script for").choices(["bash", "zsh", "fish"]))
    .description("generate a shell completion script")
    .action(
      runCommand(async (_: object, shell = "") => {
        const { completionScript } = await import("./completion/scripts.ts");
        io.stdout.write(completionScript(shell));
        return 0;
      }),
    );
  program
    .command(completionServer, { hidden: true })
    .argument("[words...]")
    .action(runCommand(async () => (await import("./completion/complete.ts")).complete(program, io)));
}
