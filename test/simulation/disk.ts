import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { memoryFiles } from "../../src/io/files/memory-files.ts";
import { nodeFiles } from "../../src/io/files/node-files.ts";
import type { FileStamp, Files } from "../../src/io/io.ts";
import type { WriteIncident } from "./schedule.ts";

/** The folder of a machine, and what happens to it without Rollcall. */
export interface Disk {
  readonly folder: string;
  readonly files: Omit<Files, "lock">;
  /** Returns the text of a file, empty if there is none. */
  textOf(path: string): string;
  /** Writes a file in place, as an editor may. */
  write(path: string, text: string): void;
  /** Appends to a file in place. */
  append(path: string, text: string): void;
  /** Puts another file at the path, as git does. */
  rename(path: string, text: string): void;
  remove(): void;
}

/** Returns a new folder of the real file system. */
export function realDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-simulation-"));
  const at = (path: string) => join(folder, path);
  return {
    folder,
    files: nodeFiles(folder, {}),
    textOf: path => (existsSync(at(path)) ? readFileSync(at(path), "utf8") : ""),
    write: (path, text) => writeFileSync(at(path), text),
    append: (path, text) => appendFileSync(at(path), text),
    rename: (path, text) => {
      writeFileSync(at(`${path}.foreign`), text);
      renameSync(at(`${path}.foreign`), at(path));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Returns a new folder in memory. */
export function memoryDisk(): Disk {
  const contents = new Map<string, Uint8Array>();
  const stamps = new Map<string, FileStamp>();
  let changes = 0;
  const put = (path: string, bytes: Uint8Array, isNewFile: boolean): FileStamp => {
    changes += 1;
    const id = isNewFile ? String(changes) : (stamps.get(path)?.id ?? String(changes));
    const stamp = { id, size: bytes.length, changed: String(changes) };
    contents.set(path, bytes);
    stamps.set(path, stamp);
    return stamp;
  };
  const bytesOf = (path: string) => contents.get(posix.normalize(path)) ?? new Uint8Array();
  const isChanged = (path: string, from: FileStamp | undefined) =>
    from !== undefined && stamps.get(path) !== from;
  const append = (path: string, text: string) =>
    put(path, Buffer.concat([bytesOf(path), Buffer.from(text)]), false);
  const isFile = (path: string) => contents.has(posix.normalize(path));
  return {
    folder: "/simulation",
    files: {
      read: async path => contents.get(posix.normalize(path)),
      inspect: async path => ({ kind: isFile(path) ? "file" : "nothing" }),
      kindOf: async path => (isFile(path) ? "file" : "nothing"),
      findChangedOnCheckout: async () => [],
      sizeOf: async path => bytesOf(path).length,
      list: path => memoryFiles(contents).list(path),
      match: (folder, pattern) => memoryFiles(contents).match(folder, pattern),
      resolveLinks: async path => path,
      replace: async (path, text) => void put(path, Buffer.from(text), true),
      create: async (path, text) => {
        if (contents.has(path)) return false;
        put(path, Buffer.from(text), true);
        return true;
      },
      stampOf: async path => stamps.get(path),
      append: async (path, text, from) => (isChanged(path, from) ? undefined : append(path, text)),
      cut: async (path, size, from) =>
        isChanged(path, from) ? undefined : put(path, bytesOf(path).subarray(0, size), false),
    },
    textOf: path => Buffer.from(bytesOf(path)).toString(),
    write: (path, text) => void put(path, Buffer.from(text), false),
    append: (path, text) => void append(path, text),
    rename: (path, text) => void put(path, Buffer.from(text), true),
    remove: () => {},
  };
}

/** How a write ends. */
export type WriteEnd<Value> =
  | { readonly kind: "done"; readonly value: Value }
  /** The process dies at it. */
  | { readonly kind: "dead" }
  /** The process is suspended after it. */
  | { readonly kind: "suspended"; readonly value: Value };

/** A disk as one process uses it, which fails at one of its writes or at which the process dies. */
export class FailingDisk {
  readonly #disk: Disk;
  readonly #incident: WriteIncident | undefined;
  readonly #onHit: (what: WriteIncident["what"]) => void;
  #writes = 0;
  #isBroken = false;

  /** `onHit`: called when the incident happens. */
  constructor(disk: Disk, incident: WriteIncident | undefined, onHit: (what: WriteIncident["what"]) => void) {
    this.#disk = disk;
    this.#incident = incident;
    this.#onHit = onHit;
  }

  replace(path: string, text: string): Promise<WriteEnd<void>> {
    return this.#write("open", this.#leavePart(path, text), () => this.#disk.files.replace(path, text));
  }

  create(path: string, text: string): Promise<WriteEnd<boolean>> {
    return this.#write("open", this.#leavePart(path, text), () => this.#disk.files.create(path, text));
  }

  append(path: string, text: string, from: FileStamp | undefined): Promise<WriteEnd<FileStamp | undefined>> {
    const appendPart = (end: string) => this.#disk.append(path, text.slice(0, text.length / 2) + end);
    return this.#write("write", appendPart, () => this.#disk.files.append(path, text, from));
  }

  cut(path: string, size: number, from: FileStamp): Promise<WriteEnd<FileStamp | undefined>> {
    return this.#write(
      "ftruncate",
      () => {},
      () => this.#disk.files.cut(path, size, from),
    );
  }

  /** Leaves the temporary file of a write that is cut short. */
  #leavePart(path: string, text: string) {
    return () => this.#disk.write(`${path}.1234567890`, text.slice(0, text.length / 2));
  }

  /** Does a write, or its incident. `part` does what remains of a write that is cut short, with `end` after it. */
  async #write<Value>(
    syscall: string,
    part: (end: string) => void,
    whole: () => Promise<Value>,
  ): Promise<WriteEnd<Value>> {
    this.#writes += 1;
    const incident = this.#writes === this.#incident?.nth ? this.#incident : undefined;
    if (incident) this.#onHit(incident.what);
    if (this.#isBroken) throw diskError("ENOSPC", syscall);
    switch (incident?.what) {
      case undefined:
        return { kind: "done", value: await whole() };
      case "disk full":
        this.#isBroken = true;
        throw diskError("ENOSPC", syscall);
      case "disk full in the middle of a line":
        this.#isBroken = true;
        part("");
        throw diskError("ENOSPC", syscall);
      case "sync fails":
        await whole();
        throw diskError("EIO", "fsync");
      case "read-only folder":
        this.#isBroken = true;
        throw diskError("EROFS", syscall);
      case "killed before a line":
        return { kind: "dead" };
      case "killed in the middle of a line":
        part("");
        return { kind: "dead" };
      case "killed after a line":
        await whole();
        return { kind: "dead" };
      case "power loss leaves zeros in a line":
        part("\0".repeat(37));
        return { kind: "dead" };
      default:
        return { kind: "suspended", value: await whole() };
    }
  }
}

function diskError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${code}: simulated, ${syscall}`), { code, syscall, errno: -1 });
}
