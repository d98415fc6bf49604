import type { Failure } from "../../core/failure/failure.ts";
import type { Result } from "../../core/values/result.ts";
import { type FileStamp, type Io, type Lock, lockWaitSeconds } from "../../io/io.ts";
import { problemOf } from "../../io/system-error.ts";
import { findStateFileProblem } from "../inputs/file-problems.ts";
import { stateIn } from "../inputs/load-state.ts";
import type { LoadedState, LoadProblem } from "../inputs/model.ts";
import type { EventRecorder, StateStore } from "../inputs/store.ts";
import { newStateText } from "./new-state.ts";
import { Recorder, type RecordingDeps } from "./recorder.ts";
import {
  type Change,
  describeLostEvents,
  rewriteState,
  type Snapshot,
  type StateFile,
  type WriteResult,
} from "./state-file.ts";

/** What FileStore needs besides the path. */
export interface FileStoreDeps {
  readonly io: Io;
  /** Called with the path of the lock when another process holds it. */
  readonly onWait: (lock: string) => void;
  readonly onUnsaved: RecordingDeps["onUnsaved"];
}

/** A state file on this machine. Each event is on disk before `add` resolves. */
export class FileStore implements StateStore {
  readonly name: string;
  readonly intentBatchSize = 1;
  readonly #deps: FileStoreDeps;
  readonly #file: StateFile<FileVersion>;
  #startsOver: boolean;
  #seen: Snapshot<FileVersion> = { version: undefined, text: "" };

  /** `startsOver`: the user starts over, so a missing file isn't an error. */
  constructor(deps: FileStoreDeps, path: string, startsOver = false) {
    this.#startsOver = startsOver;
    this.name = path;
    this.#deps = deps;
    this.#file = new LocalFile(deps.io.files, path, written => {
      this.#seen = written;
    });
  }

  async load(organization: string | undefined): Promise<Result<LoadedState, LoadProblem>> {
    const { files, openHistory } = this.#deps.io;
    const problem = await findStateFileProblem(files, this.name);
    if (problem) return { ok: false, problem };
    // The stamp is taken before reading, so that a later change is noticed before anything is written.
    const version = await files.stampOf(this.name);
    const bytes = await files.read(this.name);
    if (bytes && this.#startsOver) return { ok: false, problem: { reason: "state-exists", name: this.name } };
    if (!bytes && this.#seen.version)
      return { ok: false, problem: { reason: "state-removed", name: this.name } };
    const text = decode(bytes);
    const loss = await describeLostEvents(text, this.#seen.text);
    if (loss !== undefined)
      return { ok: false, problem: { reason: "state-unreachable", name: this.name, problem: loss } };
    this.#seen = { version, text };
    const loaded = await stateIn(bytes, this.name, organization);
    const history = loaded.ok ? await openHistory(this.name) : undefined;
    if (!loaded.ok || !history) return loaded;
    const { checkFileHistory } = await import("./file-continuity.ts");
    const file = { name: this.name, bytes, organization, startsOver: this.#startsOver };
    const checked = await checkFileHistory(history, file);
    return checked.ok ? { ok: true, value: { ...loaded.value, replaces: checked.value } } : checked;
  }

  async lock(onLost: () => void): Promise<Result<Lock, Failure>> {
    const { io, onWait } = this.#deps;
    const lock = await io.files.lock(this.name, { onWait, onLost });
    if (lock.ok) return lock;
    return { ok: false, problem: { reason: "locked", ...lock.problem, seconds: lockWaitSeconds } };
  }

  rewrite(text: string): Promise<Failure | undefined> {
    return rewriteState(this.#file, this.#seen, text);
  }

  async open(
    organization: string,
    { state, replaces }: LoadedState,
    isPlanCurrent: () => Promise<boolean> = async () => true,
  ): Promise<EventRecorder> {
    const { io, onUnsaved } = this.#deps;
    this.#startsOver = false;
    return new Recorder({
      io,
      file: this.#file,
      messageFor: () => "",
      onUnsaved,
      isPlanCurrent,
      seen: this.#seen,
      isTorn: state.torn,
      header: state.header ? "" : await newStateText(io, organization, replaces),
    });
  }
}

/** Undefined if there is no file yet. */
type FileVersion = FileStamp | undefined;

class LocalFile implements StateFile<FileVersion> {
  readonly name: string;
  readonly isRemote = false;
  readonly #files: Io["files"];
  readonly #onWritten: (written: Snapshot<FileVersion>) => void;

  constructor(files: Io["files"], path: string, onWritten: (written: Snapshot<FileVersion>) => void) {
    this.#files = files;
    this.name = path;
    this.#onWritten = onWritten;
  }

  async read(): Promise<Result<Snapshot<FileVersion>, Failure>> {
    try {
      const version = await this.#files.stampOf(this.name);
      const text = decode(await this.#files.read(this.name));
      return { ok: true, value: { version, text } };
    } catch (error) {
      return { ok: false, problem: { reason: "unreadable", path: this.name, problem: problemOf(error) } };
    }
  }

  append(seen: Snapshot<FileVersion>, change: Change): Promise<WriteResult<FileVersion>> {
    return this.#write(change.text, () =>
      seen.version ? this.#extend(seen.version, change) : this.#create(change.added),
    );
  }

  replace(seen: Snapshot<FileVersion>, text: string): Promise<WriteResult<FileVersion>> {
    return this.#write(text, async () => {
      const now = await this.read();
      if (!now.ok || now.value.text !== seen.text) return undefined;
      await this.#files.replace(this.name, text);
      return this.#files.stampOf(this.name);
    });
  }

  async #write(text: string, write: () => Promise<FileVersion>): Promise<WriteResult<FileVersion>> {
    try {
      const version = await write();
      if (!version) return { write: "moved" };
      this.#onWritten({ version, text });
      return { write: "done", version };
    } catch (error) {
      return { write: "unwritable", problem: problemOf(error) };
    }
  }

  async #create(text: string): Promise<FileVersion> {
    const isNew = await this.#files.create(this.name, text);
    const stamp = await this.#files.stampOf(this.name);
    return isNew && stamp?.size === Buffer.byteLength(text) ? stamp : undefined;
  }

  async #extend(version: FileStamp, { isCut, added }: Change): Promise<FileVersion> {
    const files = this.#files;
    const whole = isCut ? await this.#cut(version) : version;
    return whole && (added === "" ? whole : files.append(this.name, added, whole));
  }

  async #cut(version: FileStamp): Promise<FileVersion> {
    const end = (await this.#files.read(this.name))?.lastIndexOf(0x0a) ?? -1;
    return this.#files.cut(this.name, end + 1, version);
  }
}

function decode(bytes: Uint8Array | undefined): string {
  return new TextDecoder("utf-8").decode(bytes);
}
