import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Files } from "../../src/io/io.ts";
import type { WriteIncident } from "./schedule.ts";

/** What a disk tells of itself, and asks of the process whose disk it is. */
export interface DiskParts {
  readonly folder: string;
  readonly incident: WriteIncident | undefined;
  /** Called before each write; throws once the process is dead. */
  readonly begin: () => void;
  /** The process dies now; what it waits for never comes. */
  readonly die: () => Promise<never>;
  /** The process is stopped, and continues after another apply. */
  readonly stop: () => Promise<void>;
  readonly onHit: (what: WriteIncident["what"]) => void;
}

/** The real files of a folder, on a disk that fails, or under a process that dies, at one of its writes. */
export function failingFiles(files: Files, parts: DiskParts): Files {
  let writes = 0;
  let isBroken = false;
  const { folder, incident, begin, die, stop, onHit } = parts;

  /** Does a write: `part` leaves what is there when it is cut short. */
  const write = async <Value>(
    syscall: string,
    part: (end: string) => void,
    whole: () => Promise<Value>,
  ): Promise<Value> => {
    begin();
    writes += 1;
    const isDue = incident !== undefined && writes === incident.nth;
    if (isDue) onHit(incident.what);
    if (isBroken) throw diskError("ENOSPC", syscall);
    if (!isDue) return whole();
    switch (incident.what) {
      case "disk full":
        isBroken = true;
        throw diskError("ENOSPC", syscall);
      case "disk full in the middle of a line":
        isBroken = true;
        part("");
        throw diskError("ENOSPC", syscall);
      case "sync fails":
        await whole();
        throw diskError("EIO", "fsync");
      case "read-only folder":
        isBroken = true;
        throw diskError("EROFS", syscall);
      case "killed before a line":
        return die();
      case "killed half-way through a line":
        part("");
        return die();
      case "killed after a line":
        await whole();
        return die();
      case "machine dies and leaves zeros in a line":
        part("\0".repeat(37));
        return die();
      default: {
        const value = await whole();
        await stop();
        return value;
      }
    }
  };

  /** What is left of a new file that is cut short. */
  const leavePart = (path: string, text: string) =>
    writeFileSync(join(folder, `${path}.1234567890`), text.slice(0, text.length / 2));
  return {
    ...files,
    replace: (path, text) =>
      write(
        "open",
        () => leavePart(path, text),
        () => files.replace(path, text),
      ),
    create: (path, text) =>
      write(
        "open",
        () => leavePart(path, text),
        () => files.create(path, text),
      ),
    append: (path, text, from) =>
      write(
        "write",
        end => appendFileSync(join(folder, path), text.slice(0, text.length / 2) + end),
        () => files.append(path, text, from),
      ),
    cut: (path, size, from) =>
      write(
        "ftruncate",
        () => {},
        () => files.cut(path, size, from),
      ),
  };
}

function diskError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${code}: as ordered, ${syscall}`), { code, syscall, errno: -1 });
}
