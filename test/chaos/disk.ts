import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Files } from "../../src/io/io.ts";
import type { WriteIncident } from "./schedule.ts";

/** What a failing disk needs from the process that uses it. */
export interface DiskParts {
  readonly folder: string;
  readonly incident: WriteIncident | undefined;
  /** Called before each write. Throws if the process is dead. */
  readonly begin: () => void;
  /** Kills the process. The promise never resolves. */
  readonly die: () => Promise<never>;
  /** Suspends the process until another apply has ended. */
  readonly suspend: () => Promise<void>;
  /** Called when the incident happens. */
  readonly onHit: (what: WriteIncident["what"]) => void;
}

/** Returns the real files of a folder, with a disk that fails or a process that dies at one of the writes. */
export function failingFiles(files: Files, parts: DiskParts): Files {
  let writes = 0;
  let isBroken = false;
  const { folder, incident, begin, die, suspend, onHit } = parts;

  /** Does a write, or its incident. `part` does what remains of a write that is cut short, with `end` after it. */
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
      case "killed in the middle of a line":
        part("");
        return die();
      case "killed after a line":
        await whole();
        return die();
      case "power loss leaves zeros in a line":
        part("\0".repeat(37));
        return die();
      default: {
        const value = await whole();
        await suspend();
        return value;
      }
    }
  };

  /** Leaves the temporary file of a write that is cut short. */
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
  return Object.assign(new Error(`${code}: simulated, ${syscall}`), { code, syscall, errno: -1 });
}
