import { forTerminal, linesForTerminal } from "./render/escape.ts";
import { codeOf, problemOf } from "./system-errors.ts";
import { version } from "./version.ts";

/** What the world did not let us do is a sentence; what is our mistake is shown whole, so that it can be reported. */
export function describeFailure(error: unknown): string {
  const { syscall, path } = error as NodeJS.ErrnoException;
  if (codeOf(error) !== undefined && syscall !== undefined) {
    const what = path === undefined ? "" : `${path}: `;
    return `Stopped: ${forTerminal(what + problemOf(error))}. What was recorded before stays.\n`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a mistake in Rollcall ${version}; please report it with what follows.\n${linesForTerminal(stack)}\n`;
}
