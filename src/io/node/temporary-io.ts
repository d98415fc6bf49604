import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeFiles } from "../files/node-files.ts";
import type { Io } from "../io.ts";

/** Creates an `Io` with a new, empty folder and only the given environment. */
export async function temporaryIo(
  io: Io,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly io: Io; remove(): Promise<void> }> {
  const cwd = await mkdtemp(join(tmpdir(), "rollcall-"));
  return {
    io: { ...io, cwd, env, files: nodeFiles(cwd, env), openHistory: async () => undefined },
    remove: () => rm(cwd, { recursive: true, force: true }),
  };
}
