/** Creates an error in the form in which Node.js throws those of the operating system. */
export function systemError(code: string, words: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${words}`), { code, syscall: "read", path });
}

/**
 * Returns the message of an operating system error, such as `no such file or directory (ENOENT)`. Rethrows
 * other errors.
 */
export function problemOf(error: unknown): string {
  const { syscall, message } = error as NodeJS.ErrnoException;
  const code = codeOf(error);
  if (code === undefined || syscall === undefined) throw error;
  return `${message.replace(/^(?:[a-z]+ )?[A-Z]+: /, "").replace(/, .*$/s, "")} (${code})`;
}

/** Returns the code of an operating system error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
}
