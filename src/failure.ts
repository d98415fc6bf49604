import { codeOf, type Io, problemOf } from "./io.ts";
import { forTerminal, linesForTerminal } from "./render/escape.ts";

import { version } from "./version.ts";

/** The variables of the environment that hold secrets. */
export const secretNames = ["TALLY_API_KEY", "INPUT_API-KEY", "INPUT_GITHUB-TOKEN"] as const;

/** In characters. What is shorter is no key, and would be found in any text. */
const shortestSecret = 8;

/**
 * What the world did not let us do is a sentence; what is our mistake is shown whole, so that it can be reported. The secrets of the
 * environment are never part of it.
 */
export function describeFailure(error: unknown, env: Io["env"]): string {
  const secrets = secretNames
    .map(name => env[name]?.trim() ?? "")
    .filter(secret => secret.length >= shortestSecret);
  const forms = secrets.flatMap(secret => [secret, encodeURIComponent(secret)]);
  return forms.reduce((text, form) => text.replaceAll(form, "***"), describe(error));
}

function describe(error: unknown): string {
  const { syscall, path } = error as NodeJS.ErrnoException;
  if (codeOf(error) !== undefined && syscall !== undefined) {
    const what = path === undefined ? "" : `${path}: `;
    return `Stopped: ${forTerminal(what + problemOf(error))}. What was recorded before stays.\n`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a mistake in Rollcall ${version}; please report it with what follows.\n${linesForTerminal(stack)}\n`;
}
