import type { Failure } from "../../core/failure/failure.ts";
import type { Result } from "../../core/values/result.ts";
import type { BranchReadResult, Lock, StateBranch } from "../../io/io.ts";
import { stateIn } from "../inputs/load-state.ts";
import type { LoadedState, LoadProblem } from "../inputs/model.ts";
import type { EventRecorder, StateStore } from "../inputs/store.ts";
import { GrowingBranch } from "./growing-branch.ts";
import { newStateText } from "./new-state.ts";
import { Recorder, type RecordingDeps } from "./recorder.ts";
import { type Change, rewriteState, type Snapshot, type StateFile } from "./state-file.ts";

/** What BranchStore needs. */
export interface BranchStoreDeps extends RecordingDeps {
  readonly branch: StateBranch;
  /** Whether the user starts over, so that a missing state isn't an error. */
  readonly startsOver?: boolean | undefined;
}

/**
 * A state file on a branch. Intents are pushed before `add` resolves, and only if nobody else has changed the state since it was
 * loaded. Outcomes are pushed with the next intents and at the end, even if others have changed the state meanwhile.
 */
export class BranchStore implements StateStore {
  readonly name: string;
  /** A push takes seconds, so one for each call would be slow. Twenty calls take 15 seconds. */
  readonly intentBatchSize = 20;
  readonly #deps: BranchStoreDeps;
  readonly #file: BranchFile;
  #startsOver: boolean;
  #seen: Snapshot<string | undefined> = { version: undefined, text: "" };

  constructor(deps: BranchStoreDeps) {
    const branch = new GrowingBranch(deps.branch, deps.io.clock);
    this.name = branch.name;
    this.#deps = { ...deps, branch };
    this.#startsOver = deps.startsOver ?? false;
    this.#file = new BranchFile(deps.branch, branch);
  }

  async load(organization: string | undefined): Promise<Result<LoadedState, LoadProblem>> {
    const reading = await this.#deps.branch.read(organization);
    if (this.#startsOver && reading.found !== "unreachable") return this.#startOver(reading, organization);
    const failure = failureOf(reading, this.name);
    if (failure) return { ok: false, problem: failure };
    this.#seen = snapshotIn(reading);
    const bytes = reading.found === "file" ? reading.bytes : undefined;
    const loaded = await stateIn(bytes, this.name, organization);
    const problem = reading.found === "file" ? reading.outdated : undefined;
    if (!loaded.ok || problem === undefined) return loaded;
    return { ok: true, value: { ...loaded.value, outdated: { name: this.name, problem } } };
  }

  async #startOver(
    reading: Exclude<BranchReadResult, { found: "unreachable" }>,
    organization: string | undefined,
  ): Promise<Result<LoadedState, LoadProblem>> {
    const { name } = this;
    const isShortened = reading.found === "lost" && typeof reading.lost === "number";
    if (reading.found === "file" || reading.found === "irregular" || isShortened)
      return { ok: false, problem: { reason: "state-exists", name } };
    this.#seen = { version: reading.head, text: "" };
    const loaded = await stateIn(undefined, name, organization);
    const bytes = reading.found === "lost" ? reading.bytes : undefined;
    if (!loaded.ok || !bytes) return loaded;
    const replaces = [new TextDecoder("utf-8").decode(bytes)];
    return { ok: true, value: { ...loaded.value, replaces } };
  }

  /** Takes no lock, because writes are compare-and-swap. */
  async lock(): Promise<Result<Lock, Failure>> {
    return { ok: true, value: { waited: false, release: async () => {} } };
  }

  rewrite(text: string): Promise<Failure | undefined> {
    return rewriteState(this.#file, this.#seen, text);
  }

  async open(
    organization: string,
    { state, replaces }: LoadedState,
    isPlanCurrent: () => Promise<boolean> = async () => true,
  ): Promise<EventRecorder> {
    this.#startsOver = false;
    const header = await newStateText(this.#deps.io, organization, replaces);
    const [seen, isTorn] = [this.#seen, state.torn];
    const messageFor: RecordingDeps["messageFor"] = (events, known) =>
      this.#deps.messageFor(events, [...state.events, ...known]);
    return new Recorder({
      ...this.#deps,
      messageFor,
      file: this.#file,
      isPlanCurrent,
      seen,
      isTorn,
      header,
    });
  }
}

/** A state file on a branch. Its version is the head of the branch, if there is one. */
class BranchFile implements StateFile<string | undefined> {
  readonly isRemote = true;
  readonly #branch: StateBranch;
  readonly #growing: StateBranch;

  /** Reads from `branch`, where any difference counts as moved. Writes to `growing`, which checks the next load against each write. */
  constructor(branch: StateBranch, growing: StateBranch) {
    this.#branch = branch;
    this.#growing = growing;
  }

  get name(): string {
    return this.#branch.name;
  }

  async read(): Promise<Result<Snapshot<string | undefined>, Failure>> {
    const reading = await this.#branch.read();
    const problem = failureOf(reading, this.name);
    if (problem) return { ok: false, problem };
    // The version that was fetched last may not be the current one.
    const outdated = reading.found === "file" ? reading.outdated : undefined;
    return outdated === undefined
      ? { ok: true, value: snapshotIn(reading) }
      : { ok: false, problem: { reason: "state-unreachable", name: this.name, problem: outdated } };
  }

  append(seen: Snapshot<string | undefined>, { text }: Change, message: string) {
    return this.replace(seen, text, message);
  }

  async replace({ version }: Snapshot<string | undefined>, text: string, message: string) {
    const result = await this.#growing.put(text, version, message);
    if (result.put === "done") return { write: "done", version: result.head } as const;
    if (result.put === "moved") return { write: "moved" } as const;
    return { write: result.put, problem: result.problem };
  }
}

function snapshotIn(reading: BranchReadResult): Snapshot<string | undefined> {
  const version = "head" in reading ? reading.head : undefined;
  return { version, text: reading.found === "file" ? new TextDecoder("utf-8").decode(reading.bytes) : "" };
}

function failureOf(reading: BranchReadResult, name: string): Failure | undefined {
  switch (reading.found) {
    case "file":
    case "nothing":
      return undefined;
    case "lost": {
      const { lost, where, restore } = reading;
      return typeof lost === "number"
        ? { reason: "state-shortened", name, events: lost, where, restore }
        : { reason: "state-lost", name, lost, where, restore };
    }
    case "misplaced": {
      const { where, move, path } = reading;
      return { reason: "state-misplaced", name, where, move, path };
    }
    case "irregular":
      return { reason: "state-file", problem: reading.problem };
    case "unreachable":
      return { reason: "state-unreachable", name, problem: reading.problem };
  }
}
