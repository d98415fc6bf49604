import { resolve } from "node:path";
import type { Failure } from "../../core/failure/failure.ts";
import type { Io } from "../../io/io.ts";
import { problemOf } from "../../io/system-error.ts";

/** Writes the file of `--out`. Returns a failure if it can't be written or is one of the files that the output is made from. */
export async function writeOutput(
  io: Io,
  path: string,
  text: string,
  inputs: readonly string[],
): Promise<Failure | undefined> {
  if (await isOneOf(io, path, inputs)) return { reason: "out-is-input", path };
  try {
    await io.files.replace(path, text);
    return undefined;
  } catch (error) {
    return { reason: "unwritable", path, problem: problemOf(error) };
  }
}

/** Whether a path is that of one of the files, directly or through symbolic links. */
async function isOneOf(io: Io, path: string, files: readonly string[]): Promise<boolean> {
  const target = await identityOf(io, path);
  const identities = await Promise.all(files.map(file => identityOf(io, file)));
  return identities.includes(target);
}

async function identityOf(io: Io, path: string): Promise<string> {
  const exists = (await io.files.kindOf(path)) !== "nothing";
  return exists ? io.files.resolveLinks(path) : resolve(io.cwd, path);
}
