import { codeOf, problemOf } from "../../io/system-error.ts";
import { version } from "../../io/version.ts";
import { escapeTerminal, escapeTerminalLines } from "../text/escape.ts";

/** What the world did not let us do is a sentence; what is our mistake is shown whole, so that it can be reported. */
export function describeUnexpectedError(error: unknown): string {
  const { syscall, path } = error as NodeJS.ErrnoException;
  if (codeOf(error) !== undefined && syscall !== undefined) {
    const what = path === undefined ? "" : `${path}: `;
    const wayOut = syscall === "listen" ? "Name another port" : waysOut.get(codeOf(error) ?? "");
    return `Stopped: ${escapeTerminal(what + problemOf(error))}. What was recorded before stays. ${wayOut ?? "Mend that"}, and run this again.\n`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a mistake in Rollcall ${version}; please report it with what follows.\n${escapeTerminalLines(stack)}\n`;
}

const permission = "Let whoever runs this read and write there";
const another = "Name another file";

/** What to do about an error of the operating system. */
const waysOut: ReadonlyMap<string, string> = new Map([
  ["EACCES", permission],
  ["EPERM", permission],
  ["EROFS", permission],
  ["ENOENT", "See that it is there"],
  ["EISDIR", another],
  ["ENOTDIR", another],
  ["ENOTSUP", another],
  ["ENAMETOOLONG", another],
  ["ELOOP", another],
  ["EFBIG", another],
  ["ENOSPC", "Make room"],
  ["EDQUOT", "Make room"],
]);
