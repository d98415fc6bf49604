import { lstatSync, type Stats, statSync } from "node:fs";
import { codeOf } from "../system-error.ts";

/** What is at a path, symbolic links followed. Returns undefined if there is nothing. */
export function readStats(path: string): Stats | undefined {
  return unlessMissing(() => statSync(path));
}

/** What is at a path, a symbolic link as itself. Returns undefined if there is nothing. */
export function readLinkStats(path: string): Stats | undefined {
  return unlessMissing(() => lstatSync(path));
}

function unlessMissing(read: () => Stats): Stats | undefined {
  try {
    return read();
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes(codeOf(error) ?? "")) return undefined;
    throw error;
  }
}
