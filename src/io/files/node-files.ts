import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import type { Files, Io } from "../io.ts";
import { readStamp, readStats } from "../stat.ts";
import { codeOf, systemError } from "../system-error.ts";
import { checkoutAttributes, findRootWithAttributes } from "./checkout-attributes.ts";
import { inspectPath } from "./inspect.ts";

/** In bytes. Node.js can't have a longer text. */
const maxFileBytes = 500_000_000;

/**
 * Returns the file system as seen from a folder. Reads files synchronously: the first asynchronous call starts
 * threads, which takes longer than reading a small file, and a command has nothing else to do in the meantime. `env`
 * is for git.
 */
export function nodeFiles(cwd: string, env: Io["env"]): Files {
  const at = (path: string) => resolve(cwd, path);
  return {
    read: async path => {
      const stats = readStats(at(path));
      if (!stats) return undefined;
      if (stats.isDirectory()) throw systemError("EISDIR", "a folder where a file should be", path);
      // Reading a device, or a pipe without a writer, might never end.
      if (!stats.isFile()) throw systemError("ENOTSUP", "not a regular file", path);
      // Don't read files that the kernel generates, such as the environment of a process. Their size is 0.
      if (stats.size === 0) return new Uint8Array();
      if (stats.size > maxFileBytes) throw systemError("EFBIG", `more than ${maxFileBytes} bytes`, path);
      return readFileSync(at(path));
    },
    kindOf: async path => {
      const stats = readStats(at(path));
      if (!stats) return "nothing";
      return stats.isDirectory() ? "folder" : "file";
    },
    inspect: async path => inspectPath(cwd, path),
    findChangedOnCheckout: async paths => {
      const suspects = paths.flatMap(path => {
        const root = findRootWithAttributes(at(path));
        return root === undefined ? [] : [{ path, root, inner: relative(root, at(path)) }];
      });
      if (suspects.length === 0) return [];
      const { findFilesWithAttributes } = await import("../git/attributes.ts");
      return findFilesWithAttributes(suspects, checkoutAttributes, env);
    },
    sizeOf: async path => readStats(at(path))?.size ?? 0,
    list: async path => readdirSync(at(path)).sort(),
    match: async (folder, pattern) => {
      const { matchFiles } = await import("./glob.ts");
      return matchFiles(at(folder), pattern);
    },
    resolveLinks: async path => realpathSync.native(at(path)),
    replace: async (path, text) => {
      const stats = readStats(at(path));
      if (stats && !stats.isFile() && !stats.isDirectory())
        throw systemError("ENOTSUP", "not a regular file", path);
      // The new file would replace the link, and its target would be lost.
      if (!stats && isLink(at(path))) throw systemError("ENOENT", "a broken symbolic link", path);
      const { default: writeFileAtomic } = await import("write-file-atomic");
      await writeFileAtomic(at(path), text, "utf8");
      await syncFolder(dirname(at(path)));
    },
    create: async (path, text) => {
      const [{ mkdir }, { createFile }] = await Promise.all([
        import("node:fs/promises"),
        import("./create-file.ts"),
      ]);
      await mkdir(dirname(at(path)), { recursive: true }).catch(error => {
        if (codeOf(error) !== "EEXIST") throw error;
        throw systemError("ENOTDIR", `${dirname(path)} is not a folder`, path);
      });
      const isNew = await createFile(at(path), text);
      if (isNew) await syncFolder(dirname(at(path)));
      return isNew;
    },
    stampOf: async path => readStamp(at(path)),
    append: async (path, text, from) => {
      const [{ open }, { appendToFile }] = await openForChange();
      return appendToFile(open, at(path), text, from);
    },
    cut: async (path, size, from) => {
      const [{ open }, { cutFile }] = await openForChange();
      return cutFile(open, at(path), size, from);
    },
    lock: async (path, options) => {
      const { acquireLock } = await import("./file-lock.ts");
      return acquireLock(path, at(path), options);
    },
  };
}

function openForChange() {
  return Promise.all([import("node:fs/promises"), import("./append.ts")]);
}

/** Writes a folder to disk, without which the name of a new file could be lost. Not every file system can do it. */
async function syncFolder(path: string): Promise<void> {
  const { open } = await import("node:fs/promises");
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } catch (error) {
    if (codeOf(error) !== "EINVAL" && codeOf(error) !== "EPERM") throw error;
  } finally {
    await folder.close();
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** Returns the folder in which a process was started. Throws a readable error if it no longer exists. */
export function currentFolder(process: NodeJS.Process): string {
  try {
    return process.cwd();
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    throw systemError("ENOENT", "it was removed", "the current folder");
  }
}
