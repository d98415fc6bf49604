import { codeOf, problemOf } from "../../io/system-error.ts";
import { version } from "../../io/version.ts";
import { escapeTerminal, escapeTerminalLines } from "../text/escape.ts";

/**
 * Describes an error that no command handles. An error of the operating system becomes a sentence with a fix. Any other error is a bug
 * in Rollcall, and is shown with its stack so that it can be reported.
 */
export function describeUnexpectedError(error: unknown): string {
  const { syscall, path } = error as NodeJS.ErrnoException;
  if (codeOf(error) !== undefined && syscall !== undefined) {
    const what = path === undefined ? "" : `${path}: `;
    const fix = syscall === "listen" ? "Use another port" : fixes.get(codeOf(error) ?? "");
    return `Error: ${escapeTerminal(what + problemOf(error))}. Everything recorded so far is saved. ${fix ?? "Fix this problem"}, and run the command again.\n`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `Error: This is a bug in Rollcall ${version}. Report it with the following lines.\n${escapeTerminalLines(stack)}\n`;
}

const permission = "Give your user permission to read and write there";
const another = "Use another file";
const space = "Free up disk space";

/** What to do about an error of the operating system. */
const fixes: ReadonlyMap<string, string> = new Map([
  ["EACCES", permission],
  ["EPERM", permission],
  ["EROFS", permission],
  ["ENOENT", "Check that it exists"],
  ["EISDIR", another],
  ["ENOTDIR", another],
  ["ENOTSUP", another],
  ["ENAMETOOLONG", another],
  ["ELOOP", another],
  ["EFBIG", another],
  ["ENOSPC", space],
  ["EDQUOT", space],
]);
