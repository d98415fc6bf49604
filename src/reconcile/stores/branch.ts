import type { Failure } from "../../core/failure/failure.ts";
import { formatEvent, formatHeader, type StateEvent } from "../../core/state/events.ts";
import { mergeWithResolved, notSentEvent } from "../../core/state/merge-events.ts";
import type { Result } from "../../core/values/result.ts";
import type { BranchReadResult, Io, Lock, StateBranch } from "../../io/io.ts";
import { stateIn } from "../inputs/load-state.ts";
import type { LoadedState, LoadProblem } from "../inputs/model.ts";
import type { EventRecorder, StateStore } from "../inputs/store.ts";

/** Where the lines go that could not be pushed. */
export const unsavedPath = "rollcall-unsaved.jsonl";

const maxAttempts = 12;
/** In milliseconds. */
const maxRetryDelayMs = 2000;
const pushTimeoutMs = 120_000;

/** What a state on a branch needs besides the branch. */
export interface BranchStoreDeps {
  readonly io: Pick<Io, "clock" | "files" | "newId" | "random">;
  readonly branch: StateBranch;
  /** The message of the commit that records events. */
  readonly messageFor: (events: readonly StateEvent[]) => string;
  /** Called with lines that could not be pushed, before they are written to `unsavedPath`. */
  readonly onUnsaved: (lines: string) => void;
}

/**
 * A state file on a branch. Intents are pushed before `add` resolves, and only if nobody else has written since the state was
 * loaded. Outcomes are pushed with the next intents and at the end, on top of whatever is there by then.
 */
export class BranchStore implements StateStore {
  readonly name: string;
  /** A push takes seconds, and one for each call would hold everything up. Twenty calls take a quarter of a minute. */
  readonly intentBatchSize = 20;
  readonly #deps: BranchStoreDeps;
  #seen: Seen = { head: undefined, text: "" };

  constructor(deps: BranchStoreDeps) {
    this.name = deps.branch.name;
    this.#deps = deps;
  }

  async load(organization: string | undefined): Promise<Result<LoadedState, LoadProblem>> {
    const reading = await this.#deps.branch.read();
    const failure = failureOf(reading, this.name);
    if (failure) return { ok: false, problem: failure };
    this.#seen = seenIn(reading);
    const bytes = reading.found === "file" ? reading.bytes : undefined;
    const loaded = await stateIn(bytes, this.name, organization);
    const problem = reading.found === "file" ? reading.outdated : undefined;
    if (!loaded.ok || problem === undefined) return loaded;
    return { ok: true, value: { ...loaded.value, outdated: { name: this.name, problem } } };
  }

  /** Compare-and-swap needs no lock. */
  async lock(): Promise<Result<Lock, Failure>> {
    return { ok: true, value: { waited: false, release: async () => {} } };
  }

  async rewrite(text: string): Promise<Failure | undefined> {
    const result = await this.#deps.branch.put(text, this.#seen.head, "Compact the state");
    if (result.put === "done") return undefined;
    const name = this.name;
    if (result.put === "moved") return { reason: "state-moved", name };
    return { reason: `state-${result.put}`, name, problem: result.problem };
  }

  async open(
    organization: string,
    _loaded: LoadedState,
    isPlanCurrent: () => Promise<boolean> = async () => true,
  ): Promise<EventRecorder> {
    const header = formatHeader(organization, this.#deps.io.newId("lineage"));
    return new PushedRecord({ ...this.#deps, isPlanCurrent, seen: this.#seen, header });
  }
}

/** The head of the branch and the text of the file, as last read or written. */
interface Seen {
  readonly head: string | undefined;
  readonly text: string;
}

interface RecordDeps extends BranchStoreDeps {
  readonly isPlanCurrent: () => Promise<boolean>;
  readonly seen: Seen;
  readonly header: string;
}

class PushedRecord implements EventRecorder {
  readonly #deps: RecordDeps;
  #seen: Seen;
  /** The text as it was last pushed: nothing in it is torn or new to this run, so it need not be read again. */
  #pushed: string | undefined;
  /** Every event of this run: a push appends those that the file does not hold. */
  readonly #events: StateEvent[] = [];
  #unpushed: StateEvent[] = [];
  /** Whether calls were sent: then what became of them has to be kept, whatever others wrote. */
  #hasSent = false;

  constructor(deps: RecordDeps) {
    this.#deps = deps;
    this.#seen = deps.seen;
  }

  async add(events: readonly StateEvent[]): Promise<Failure | undefined> {
    const isIntent = events.some(event => event.event === "intent");
    if (isIntent && !(await this.#deps.isPlanCurrent())) return { reason: "state-moved", name: this.#name };
    this.#events.push(...events);
    this.#unpushed.push(...events);
    if (!isIntent) return undefined;
    const failure = await this.#push("unless-moved");
    if (failure) {
      this.#withdraw(events.length);
      return failure;
    }
    this.#hasSent = true;
    if (await this.#deps.isPlanCurrent()) return undefined;
    // It changed during the push: nothing of this was sent, and what is pushed says so as well.
    const notBegun = events.flatMap(event => (event.event === "intent" ? [notSentEvent(event)] : []));
    this.#events.push(...notBegun);
    this.#unpushed.push(...notBegun);
    return { reason: "state-moved", name: this.#name };
  }

  async close(): Promise<Failure | undefined> {
    if (this.#unpushed.length === 0) return undefined;
    if (!this.#hasSent) return this.#push("unless-moved");
    try {
      const failure = await this.#push("whatever-is-there");
      if (failure) await this.#keepAside();
      return failure;
    } catch (error) {
      await this.#keepAside();
      throw error;
    }
  }

  get #name(): string {
    return this.#deps.branch.name;
  }

  /** Takes back events that were never pushed. */
  #withdraw(count: number): void {
    this.#events.splice(-count);
    this.#unpushed.splice(-count);
  }

  async #push(rule: "unless-moved" | "whatever-is-there"): Promise<Failure | undefined> {
    const { branch, io, isPlanCurrent, messageFor } = this.#deps;
    const message = messageFor(this.#unpushed);
    const end = io.clock.now() + pushTimeoutMs;
    let problem = "";
    let wasDenied = false;
    for (let attempts = 0; attempts < maxAttempts && io.clock.now() < end; attempts += 1) {
      const seen = this.#seen;
      const text = await this.#withLines(seen.text);
      const result = await branch.put(text, seen.head, message);
      if (result.put === "done") return this.#arrived({ head: result.head, text });
      problem = result.put === "moved" ? "somebody else was faster each time" : result.problem;
      // Once may be a connection that broke, or two pushes in the same moment.
      if (result.put === "denied" && wasDenied) return { reason: "state-denied", name: this.#name, problem };
      wasDenied = result.put === "denied";
      // What others wrote is kept; jitter, so that two that collided do not collide again.
      const delayMs = io.random() * Math.min(100 * 2 ** attempts, maxRetryDelayMs);
      await io.clock.sleep(delayMs, new AbortController().signal);
      const reading = await branch.read();
      if (isOutOfReach(reading)) continue;
      const failure = failureOf(reading, this.#name);
      if (failure) return failure;
      const newest = seenIn(reading);
      if (newest.text === (await this.#withLines(newest.text))) {
        this.#arrived(newest);
        // Others may have written into it as well, so it is read again before it is built on.
        this.#pushed = undefined;
        return undefined;
      }
      if (rule === "unless-moved" && (newest.text !== this.#seen.text || !(await isPlanCurrent())))
        return { reason: "state-moved", name: this.#name };
      this.#seen = newest;
    }
    return { reason: "state-unreachable", name: this.#name, problem };
  }

  #arrived(seen: Seen): undefined {
    this.#seen = seen;
    this.#pushed = seen.text;
    this.#unpushed = [];
  }

  /** A text and those lines of this run that it lacks. A torn last line is dropped, as it is when a file is read. */
  async #withLines(text: string): Promise<string> {
    const { readState } = await import("../../core/state/read-state.ts");
    const reading = text === this.#pushed ? undefined : readState(this.#name, text, undefined);
    const kept = reading?.ok ? reading.value.text : text;
    const start = kept.trim() === "" ? this.#deps.header : kept.endsWith("\n") ? kept : `${kept}\n`;
    const there = new Set(start.split(/\r?\n/));
    const resolved = this.#hasSent && reading?.ok ? reading.value.events : [];
    const events = mergeWithResolved(this.#events, resolved);
    const lines = events.map(formatEvent);
    return start + lines.filter(line => !there.has(line.trimEnd())).join("");
  }

  /** After the last push has failed for good, writes the lines where the workflow can keep them. */
  async #keepAside(): Promise<void> {
    const { io, onUnsaved } = this.#deps;
    const lines = this.#unpushed.map(formatEvent).join("");
    onUnsaved(lines);
    const earlier = await io.files.read(unsavedPath);
    await io.files.replace(unsavedPath, new TextDecoder().decode(earlier) + lines);
  }
}

/** Nobody answered, or there is only what was fetched last. */
function isOutOfReach(reading: BranchReadResult): boolean {
  return reading.found === "unreachable" || (reading.found === "file" && reading.outdated !== undefined);
}

function seenIn(reading: BranchReadResult): Seen {
  const head = "head" in reading ? reading.head : undefined;
  return { head, text: reading.found === "file" ? new TextDecoder("utf-8").decode(reading.bytes) : "" };
}

function failureOf(reading: BranchReadResult, name: string): Failure | undefined {
  switch (reading.found) {
    case "file":
    case "nothing":
      return undefined;
    case "deleted":
      return { reason: "state-deleted", name, what: reading.what, restore: reading.restore };
    case "misplaced":
      return { reason: "state-misplaced", name, where: reading.where };
    case "irregular":
      return { reason: "state-file", problem: reading.problem };
    case "unreachable":
      return { reason: "state-unreachable", name, problem: reading.problem };
  }
}
