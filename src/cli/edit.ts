import type { Command } from "commander";
import type { AddOptions, RemoveOptions } from "../commands/edit/edit.ts";
import type { FmtOptions } from "../commands/edit/fmt.ts";
import type { CommandContext } from "./command.ts";
import { dayOption, path } from "./options.ts";

/** Declares add, remove and fmt. */
export function addEdit(program: Command, { io, runCommand }: CommandContext): void {
  const load = () => import("../commands/edit/edit.ts");
  program
    .command("add")
    .argument("<email>")
    .showHelpAfterError(addressFirst("add"))
    .description("write somebody into members.yaml, or give them more; nothing is sent")
    .option("--workspace <name...>", "workspaces, by name or id, with spaces or commas between")
    .option("--group <name...>", "groups, likewise")
    .option("--expires <day>", "the last day of access, such as 2027-01-31", dayOption)
    .option("--name <name>", "the person's name, for reviewers")
    .option("--note <text>", "a note for reviewers")
    .option("--file <path>", "the file to write to, where the configuration has several", path)
    .action(runCommand(async (options: AddOptions, email = "") => (await load()).add(io, options, email)));
  program
    .command("remove")
    .argument("<email>")
    .showHelpAfterError(addressFirst("remove"))
    .description("take somebody out of members.yaml, or only what is named; nothing is sent")
    .option("--workspace <name...>", "only these workspaces, by name or id, with spaces or commas between")
    .option("--group <name...>", "only these groups, likewise")
    .action(
      runCommand(async (options: RemoveOptions, email = "") => (await load()).remove(io, options, email)),
    );
  program
    .command("fmt")
    .description("lay members.yaml out evenly; comments and order stay as they are")
    .option("--check", "write nothing, and exit with 1 where something would change")
    .action(
      runCommand(async (options: FmtOptions) => (await import("../commands/edit/fmt.ts")).fmt(io, options)),
    );
}

/** The options take every word that follows them, and so the address, too. */
function addressFirst(command: string): string {
  return `(the address comes first: rollcall ${command} ada@example.com --workspace NAME; rollcall help ${command} shows more)`;
}
