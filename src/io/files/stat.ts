import { type Stats, statSync } from "node:fs";
import { codeOf } from "../system-error.ts";

/** What stands at a path, symbolic links followed; nothing where nothing does. */
export function readStats(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes(codeOf(error) ?? "")) return undefined;
    throw error;
  }
}
