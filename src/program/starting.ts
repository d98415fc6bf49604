import type { Command } from "commander";
import type { ImportOptions } from "../commands/import.ts";
import { deadlineOption, timeoutOption } from "./options.ts";
import { openReaderFor, type Parts } from "./parts.ts";

/** Declares import. */
export function addStarting(program: Command, { io, act }: Parts): void {
  program
    .command("import")
    .description("write members.yaml and the state file from a live organization")
    .option("--force", "replace members.yaml; the state file is kept, and gets what it lacks")
    .option("--csv <file>", "take the people from a list: email, workspaces, name, expires")
    .option("--workspace <name...>", "for the people of the list for whom it names none, by name or id")
    .addOption(timeoutOption())
    .addOption(deadlineOption())
    .action(
      act(async (options: ImportOptions) => {
        const { importOrganization } = await import("../commands/import.ts");
        return importOrganization(io, options, openReaderFor(io));
      }),
    );
}
