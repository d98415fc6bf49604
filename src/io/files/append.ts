import { constants } from "node:fs";
import type { FileHandle, open } from "node:fs/promises";
import type { FileStamp } from "../io.ts";
import { readStamp, stampFrom } from "../stat.ts";

type Open = typeof open;

/**
 * Appends text to a file, and returns the stamp of the file. The text is on disk when the promise resolves. With
 * `from`, returns undefined if the path was or is another file, or if the file changed in another way. Writes nothing
 * to a file that is known to be another one.
 */
export function appendToFile(
  openFile: Open,
  path: string,
  text: string,
  from: FileStamp | undefined,
): Promise<FileStamp | undefined> {
  const size = from && from.size + Buffer.byteLength(text);
  const flags = constants.O_WRONLY | constants.O_APPEND;
  return change({ openFile, path, flags, from, size }, file => file.appendFile(text));
}

/**
 * Cuts a file to its first `size` bytes, under the same conditions. Opens the file for writing, not for appending,
 * because on Windows a handle for appending can't change the size of a file.
 */
export function cutFile(
  openFile: Open,
  path: string,
  size: number,
  from: FileStamp,
): Promise<FileStamp | undefined> {
  return change({ openFile, path, flags: "r+", from, size }, file => file.truncate(size));
}

interface Target {
  readonly openFile: Open;
  readonly path: string;
  readonly flags: string | number;
  readonly from: FileStamp | undefined;
  /** The size in bytes that the file must have after the change. */
  readonly size: number | undefined;
}

async function change(
  { openFile, path, flags, from, size }: Target,
  write: (file: FileHandle) => Promise<void>,
): Promise<FileStamp | undefined> {
  // Check before opening, because opening a pipe would wait for a reader.
  if (from && !isSame(readStamp(path), from)) return undefined;
  const file = await openFile(path, flags);
  try {
    if (from && !isSame(stampFrom(await file.stat({ bigint: true })), from)) return undefined;
    await write(file);
    await file.sync();
  } finally {
    await file.close();
  }
  const now = readStamp(path);
  return !from || (now?.id === from.id && now.size === size) ? now : undefined;
}

function isSame(one: FileStamp | undefined, other: FileStamp): boolean {
  return one?.id === other.id && one.size === other.size && one.changed === other.changed;
}
