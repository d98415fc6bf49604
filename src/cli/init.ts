import type { Command } from "commander";
import type { ImportOptions } from "../commands/import.ts";
import type { InitOptions } from "../commands/init/defaults.ts";
import { type CommandContext, connectReaderFor } from "./command.ts";
import { branchName, deadlineOption, newStateOption, path, timeoutOption } from "./options.ts";

/** Declares init and import. */
export function addInit(program: Command, { io, runCommand }: CommandContext): void {
  program
    .command("init")
    .description("write a first members.yaml, the workflows and what git and GitHub need; overwrites nothing")
    .option("--organization <id>", "for a first members.yaml, where there is no key to import with")
    .option("--workspace <name=id...>", "the workspaces of that file")
    .option("--owner <owner...>", "who reviews changes (CODEOWNERS): @user or @organization/team")
    .option(
      "--branch <name>",
      "the branch that pull requests go to (default: that of the repository)",
      branchName,
    )
    .option("--action <owner/name@commit>", "the Action that the workflows use")
    .option("--forks", "also a workflow that comments on pull requests from forks")
    .option("--no-workflows", "no workflows")
    .option("--yes", "do not ask")
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .action(
      runCommand(async (options: InitOptions) => {
        const { init } = await import("../commands/init/init.ts");
        return init(io, options, connectReaderFor(io));
      }),
    );
  program
    .command("import")
    .description("write members.yaml and the state file from a live organization")
    .option("--force", "replace members.yaml; the state file is kept, and gets what it lacks")
    .option("--csv <file>", "take the people from a list: email, workspaces, name, expires", path)
    .option("--workspace <name...>", "for the people of the list for whom it names none, by name or id")
    .addOption(newStateOption())
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .action(
      runCommand(async (options: ImportOptions) => {
        const { importOrganization } = await import("../commands/import.ts");
        return importOrganization(io, options, connectReaderFor(io));
      }),
    );
}
