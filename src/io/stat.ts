import { type BigIntStats, lstatSync, type Stats, statSync } from "node:fs";
import type { FileStamp } from "./io.ts";
import { codeOf } from "./system-error.ts";

/** What is at a path, symbolic links followed. Returns undefined if there is nothing. */
export function readStats(path: string): Stats | undefined {
  return unlessMissing(() => statSync(path));
}

/** What is at a path, a symbolic link as itself. Returns undefined if there is nothing. */
export function readLinkStats(path: string): Stats | undefined {
  return unlessMissing(() => lstatSync(path));
}

/** The stamp of what is at a path, symbolic links followed; undefined if nothing is. */
export function readStamp(path: string): FileStamp | undefined {
  const stats = unlessMissing(() => statSync(path, { bigint: true }));
  return stats && stampFrom(stats);
}

/** The stamp in what the system reports of a file. */
export function stampFrom({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): FileStamp {
  return { id: `${dev}:${ino}`, size: Number(size), changed: `${mtimeNs}:${ctimeNs}` };
}

function unlessMissing<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes(codeOf(error) ?? "")) return undefined;
    throw error;
  }
}
