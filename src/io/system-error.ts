/** As Node throws what the operating system says. */
export function systemError(code: string, words: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${words}`), { code, syscall: "read", path });
}

/** What the operating system says of an error, such as `no such file or directory (ENOENT)`; other errors are thrown on. */
export function problemOf(error: unknown): string {
  const { syscall, message } = error as NodeJS.ErrnoException;
  const code = codeOf(error);
  if (code === undefined || syscall === undefined) throw error;
  return `${message.replace(/^(?:[a-z]+ )?[A-Z]+: /, "").replace(/, .*$/s, "")} (${code})`;
}

/** The code of an error of the operating system, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
}
