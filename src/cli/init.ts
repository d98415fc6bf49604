import { type Command, Option } from "commander";
import type { ImportOptions } from "../commands/import/import.ts";
import type { InitOptions } from "../commands/init/defaults.ts";
import { type CommandContext, connectReaderFor } from "./command.ts";
import { branchName, deadlineOption, newStateOption, path, timeoutOption } from "./options.ts";

/** Declares init and import. */
export function addInit(program: Command, { io, runCommand }: CommandContext): void {
  program
    .command("init")
    .description("set up a repository: members.yaml, workflows, CODEOWNERS")
    .option("--organization <id>", "organization ID for members.yaml, if you have no API key")
    .option("--workspace <name=id...>", "workspaces for members.yaml, if you have no API key")
    .option("--owner <owner...>", "reviewers for CODEOWNERS: @user or @organization/team")
    .option(
      "--branch <name>",
      "branch that pull requests target (default: the repository's default branch)",
      branchName,
    )
    .option("--action <owner/name@commit>", "action that the workflows use, pinned to a commit")
    .option("--forks", "also add a workflow that comments on pull requests from forks")
    .option("--no-workflows", "don't add workflows")
    .option("--yes", "ask no questions; use the options and the defaults")
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
    .description("create or update members.yaml and the state file from Tally or a CSV file")
    .option("--force", "update members.yaml, and add what is missing to the state file")
    .option("--csv <file>", "read people from a CSV file, such as the export of a directory", path)
    .option("--workspace <name...>", "workspaces for CSV rows that name none, by name or ID")
    .option("--email-column <name>", "column of the CSV file that contains the email addresses")
    .option("--include-inactive", "also import people who the CSV file says aren't active")
    .addOption(
      new Option("--into <file>", "replace the members of this included file with those of the CSV file")
        .argParser(path)
        .conflicts(["force", "newState"]),
    )
    .addOption(newStateOption())
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .action(
      runCommand(async (options: ImportOptions) => {
        const { importOrganization } = await import("../commands/import/import.ts");
        return importOrganization(io, options, connectReaderFor(io));
      }),
    );
}
