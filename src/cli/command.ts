import type { Command } from "commander";
import type { ExitCode } from "../commands/console/console.ts";
import type { ConnectReader } from "../core/apply/connection.ts";
import type { Io } from "../io/io.ts";

/** What the declarations of commands are made with. */
export interface CommandContext {
  readonly io: Io;
  readonly runCommand: RunCommand;
}

/** Makes what commander calls: it is given the options of the command and of the program, and the first argument. */
export type RunCommand = <Options extends object>(
  action: (options: Options, operand?: string) => Promise<ExitCode>,
) => (...given: unknown[]) => Promise<void>;

/** Limits the help of a command to the global options that it uses. */
export function usesGlobalOptions(command: Command, ...names: readonly string[]): Command {
  return command.configureHelp({
    ...command.configureHelp(),
    visibleGlobalOptions: ({ parent }) =>
      parent?.options.filter(option => names.includes(option.attributeName())) ?? [],
  });
}

/** What opens Tally for looking. The client is loaded only when something is looked at. */
export function connectReaderFor(io: Io): ConnectReader {
  return async (access, opening) => {
    const { connectTally } = await import("../tally/connect.ts");
    return connectTally(io)(access, opening).reader;
  };
}
