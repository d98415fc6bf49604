import type { Command } from "commander";
import type { ExitCode } from "../commands/console/console.ts";
import type { ConnectReader } from "../core/apply/connection.ts";
import type { Io } from "../io/io.ts";

/** What the functions that declare commands need. */
export interface CommandContext {
  readonly io: Io;
  readonly runCommand: RunCommand;
}

/**
 * Turns an action into a function for commander. The action gets the options of the command and the program, and the first
 * argument, which is a list if it is variadic.
 */
export type RunCommand = <Options extends object, Operand = string>(
  action: (options: Options, operand?: Operand) => Promise<ExitCode>,
) => (...args: unknown[]) => Promise<void>;

/** Limits the help of a command to the global options that it uses. */
export function usesGlobalOptions(command: Command, ...names: readonly string[]): Command {
  return command.configureHelp({
    ...command.configureHelp(),
    visibleGlobalOptions: ({ parent }) =>
      parent?.options.filter(option => names.includes(option.attributeName())) ?? [],
  });
}

/** Returns a function that connects to Tally for reading. The client is loaded only when that function is called. */
export function connectReaderFor(io: Io): ConnectReader {
  return async (access, opening) => {
    const { connectTally } = await import("../tally/connect.ts");
    return connectTally(io)(access, opening).reader;
  };
}
