import { Argument, type Command } from "commander";
import type { CommandContext } from "./command.ts";

/** The hidden command that the completion scripts ask; its name is theirs. */
export const completionServer = "completion-server";

/** Declares completion, and what its scripts ask. */
export function addCompletion(program: Command, { io, runCommand }: CommandContext): void {
  program
    .command("completion")
    .addArgument(new Argument("<shell>", "whose script").choices(["bash", "zsh", "fish"]))
    .showHelpAfterError("(rollcall completion bash, zsh or fish; the README shows the line for each)")
    .description("print the script with which a shell completes rollcall")
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
