import type { Failure } from "../core/failure/failure.ts";
import type { Result } from "../core/values/result.ts";
import type { ReadableFiles } from "../io/io.ts";

/** Reads a file that an option names. */
export async function readNamedFile(
  files: ReadableFiles,
  path: string,
): Promise<Result<Uint8Array, Failure>> {
  const value = await files.read(path);
  if (value) return { ok: true, value };
  return { ok: false, problem: { reason: "unreadable", path, problem: "there is no such file" } };
}
