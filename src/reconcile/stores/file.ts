import type { Failure } from "../../core/failure/failure.ts";
import { formatEvent, formatHeader } from "../../core/state/events.ts";
import type { Result } from "../../core/values/result.ts";
import { type Io, type Lock, lockWaitSeconds } from "../../io/io.ts";
import { problemOf } from "../../io/system-error.ts";
import { findStateFileProblem } from "../inputs/file-problems.ts";
import { stateIn } from "../inputs/load-state.ts";
import type { LoadedState, LoadProblem } from "../inputs/model.ts";
import type { EventRecorder, StateStore } from "../inputs/store.ts";

/** A state file on this machine. Each event is on disk before `add` resolves. */
export class FileStore implements StateStore {
  readonly name: string;
  readonly intentBatchSize = 1;
  readonly #io: Io;
  readonly #onWait: (lock: string) => void;

  /** `onWait` is called with the path of the lock when another process holds it. */
  constructor(io: Io, path: string, onWait: (lock: string) => void) {
    this.#io = io;
    this.#onWait = onWait;
    this.name = path;
  }

  async load(organization: string | undefined): Promise<Result<LoadedState, LoadProblem>> {
    const problem = await findStateFileProblem(this.#io.files, this.name);
    if (problem) return { ok: false, problem };
    return stateIn(await this.#io.files.read(this.name), this.name, organization);
  }

  async lock(onLost: () => void): Promise<Result<Lock, Failure>> {
    const path = `${this.name}.lock`;
    const lock = await this.#io.files.lock(this.name, { onWait: () => this.#onWait(path), onLost });
    if (lock) return { ok: true, value: lock };
    return { ok: false, problem: { reason: "locked", path, seconds: lockWaitSeconds } };
  }

  async rewrite(text: string): Promise<undefined> {
    await this.#io.files.replace(this.name, text);
  }

  async open(organization: string, loaded: LoadedState): Promise<EventRecorder> {
    const { files, newId } = this.#io;
    const { state } = loaded;
    let { keepBytes } = loaded;
    if (!state.header) {
      const header = formatHeader(organization, newId("lineage"));
      await files.replace(this.name, header);
      keepBytes = Buffer.byteLength(header);
    }
    const file = await files.openAppend(this.name, keepBytes);
    let separator = state.header && !state.text.endsWith("\n") ? "\n" : "";
    return {
      add: async events => {
        try {
          await file.append(separator + events.map(formatEvent).join(""));
        } catch (error) {
          return { reason: "state-unwritable", name: this.name, problem: problemOf(error) };
        }
        separator = "";
        return undefined;
      },
      close: async () => {
        await file.close();
        return undefined;
      },
    };
  }
}
