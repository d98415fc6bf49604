import type { Command } from "commander";
import type { AddOptions, RemoveOptions } from "../commands/edit/edit.ts";
import type { FmtOptions } from "../commands/edit/fmt.ts";
import { type CommandContext, usesGlobalOptions } from "./command.ts";
import { dayOption, endOption, path } from "./options.ts";

/** The global options that edits use: they don't read the state. */
const globalOptions = ["config", "color", "quiet"];

const dryRunText = "print the changes as a diff, and write nothing";

/** Declares add, remove, and fmt. */
export function addEdit(program: Command, { io, runCommand }: CommandContext): void {
  const load = () => import("../commands/edit/edit.ts");
  usesGlobalOptions(program.command("add"), ...globalOptions)
    .argument("<email...>")
    .description("add members, or give members more access")
    .option("--workspace <name...>", "workspaces, by name or ID, separated by spaces or commas")
    .option("--group <name...>", "groups, separated by spaces or commas")
    .option("--expires <day>", "last day of access, such as 2027-01-31, or none to remove it", endOption)
    .option("--resend <day>", "invite again if the last invite is older, such as 2026-12-01", dayOption)
    .option("--name <name>", "name of the person, for reviewers")
    .option("--note <text>", "note for reviewers")
    .option("--file <path>", "file to add the member to, if the configuration has several", path)
    .option("--dry-run", dryRunText)
    .action(
      runCommand(async (options: AddOptions, emails: readonly string[] = []) =>
        (await load()).add(io, options, emails),
      ),
    );
  usesGlobalOptions(program.command("remove"), ...globalOptions)
    .argument("<email...>")
    .description("remove members, or some of their access")
    .option("--workspace <name...>", "remove only these workspaces, by name or ID")
    .option("--group <name...>", "remove only these groups")
    .option("--dry-run", dryRunText)
    .action(
      runCommand(async (options: RemoveOptions, emails: readonly string[] = []) =>
        (await load()).remove(io, options, emails),
      ),
    );
  usesGlobalOptions(program.command("fmt"), ...globalOptions)
    .description("format members.yaml")
    .option("--check", "write nothing; exit with code 1 if a file isn't formatted")
    .option("--diff", "print the changes as a diff")
    .action(
      runCommand(async (options: FmtOptions) => (await import("../commands/edit/fmt.ts")).fmt(io, options)),
    );
}
