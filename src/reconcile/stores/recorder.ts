import type { Failure } from "../../core/failure/failure.ts";
import { formatEvent, type StateEvent } from "../../core/state/events.ts";
import { staleCallEvent } from "../../core/state/not-sent.ts";
import type { Result } from "../../core/values/result.ts";
import { digestOf } from "../../io/digest.ts";
import type { Io } from "../../io/io.ts";
import { codeOf } from "../../io/system-error.ts";
import type { EventRecorder } from "../inputs/store.ts";
import type { Change, Snapshot, StateFile } from "./state-file.ts";

/** The path for lines that couldn't be written to the state file. */
export const unsavedPath = "rollcall-unsaved.jsonl";

const maxAttempts = 12;
/** In milliseconds. */
const maxRetryDelayMs = 2000;
const writeTimeoutMs = 120_000;
/** Attempts that are made even after the timeout, which passes while the machine sleeps. */
const minAttempts = 3;

/** What recording needs, in addition to the file. */
export interface RecordingDeps {
  readonly io: Pick<Io, "clock" | "files" | "newId" | "random">;
  /** Returns the message of a commit that records events. `known` has the intents of their calls. */
  readonly messageFor: (events: readonly StateEvent[], known: readonly StateEvent[]) => string;
  /** Called with lines that couldn't be written to the state file, and whether they were saved in `unsavedPath`. */
  readonly onUnsaved: (lines: string, isSaved: boolean) => void;
}

interface RecorderDeps<Version> extends RecordingDeps {
  readonly file: StateFile<Version>;
  readonly isPlanCurrent: () => Promise<boolean>;
  /** The file that the plan was made from. */
  readonly seen: Snapshot<Version>;
  readonly isTorn: boolean;
  /** The beginning of a new file. */
  readonly header: string;
}

/**
 * Appends events to a state file by compare-and-swap. Intents are written before `add` resolves, and only if nobody else has
 * changed the file since the plan was made. Outcomes of calls that were sent are written even if others have changed it.
 */
export class Recorder<Version> implements EventRecorder {
  readonly #deps: RecorderDeps<Version>;
  #seen: Snapshot<Version>;
  /** How the text of `#seen` ends. Undefined if others wrote it, so that it must be parsed. */
  #ending: Ending | undefined;
  /** Whether others changed the file since the plan was made. */
  #isStale = false;
  /** Whether the file must be written even if no event is left to write. */
  #isDue: boolean;
  /** All events of this run. A file that others changed may lack any of them. */
  #events: StateEvent[] = [];
  #unwritten: StateEvent[] = [];
  /** Whether the file has intents of this run. If so, their outcomes must be written even if others have changed the file. */
  #hasIntents = false;

  constructor(deps: RecorderDeps<Version>) {
    this.#deps = deps;
    this.#seen = deps.seen;
    this.#ending = endingOf(deps.seen.text, deps.isTorn);
    this.#isDue = deps.isTorn;
  }

  async add(events: readonly StateEvent[]): Promise<Failure | undefined> {
    const { file, isPlanCurrent } = this.#deps;
    const isIntent = events.some(event => event.event === "intent");
    if (isIntent && (this.#isStale || !(await isPlanCurrent()))) return this.#moved();
    this.#events.push(...events);
    this.#unwritten.push(...events);
    this.#isDue = true;
    if (!isIntent && file.isRemote) return undefined;
    const failure = await this.#write(isIntent || !this.#hasIntents ? "unless-moved" : "always");
    if (!isIntent) return failure;
    if (failure || !(await isPlanCurrent())) {
      this.#withdraw(events);
      return failure ?? this.#moved();
    }
    this.#hasIntents = true;
    return undefined;
  }

  async close(): Promise<Failure | undefined> {
    if (this.#unwritten.length === 0 && !this.#isDue) return undefined;
    if (!this.#hasIntents) return this.#isStale ? this.#moved() : this.#write("unless-moved");
    try {
      const failure = await this.#write("always");
      if (failure) await this.#saveUnwritten(failure);
      return failure;
    } catch (error) {
      await this.#saveUnwritten(undefined);
      throw error;
    }
  }

  #moved(): Failure {
    return { reason: "state-moved", name: this.#deps.file.name };
  }

  /** Withdraws intents that won't be sent. Those that are already in the file get the outcome `not-sent`. */
  #withdraw(events: readonly StateEvent[]): void {
    const written = linesOf(this.#seen.text);
    const isWritten = (event: StateEvent) => written.has(formatEvent(event).trimEnd());
    const dropped = new Set(events.filter(event => !isWritten(event)));
    const notSent = events.flatMap(event =>
      event.event === "intent" && isWritten(event) ? [staleCallEvent(event)] : [],
    );
    this.#events = [...this.#events.filter(event => !dropped.has(event)), ...notSent];
    this.#unwritten = [...this.#unwritten.filter(event => !events.includes(event)), ...notSent];
    if (notSent.length > 0) this.#hasIntents = true;
  }

  async #write(rule: "unless-moved" | "always"): Promise<Failure | undefined> {
    this.#isDue = false;
    const { file, io, isPlanCurrent, messageFor } = this.#deps;
    const { name } = file;
    const message = messageFor(this.#unwritten, this.#events);
    const end = io.clock.now() + writeTimeoutMs;
    let failure: Failure = { reason: "state-unreachable", name, problem: "" };
    let wasDenied = false;
    const isTimeLeft = () => io.clock.now() < end;
    for (
      let attempts = 0;
      attempts < minAttempts || (attempts < maxAttempts && isTimeLeft());
      attempts += 1
    ) {
      const change = await this.#change();
      if (!change.isCut && change.added === "") {
        this.#unwritten = [];
        return undefined;
      }
      const result = await file.append(this.#seen, change, message);
      if (result.write === "done") {
        this.#seen = { version: result.version, text: change.text };
        this.#ending = "line";
        this.#unwritten = [];
        return undefined;
      }
      const problem = result.write === "moved" ? "another run changed it first each time" : result.problem;
      failure = { reason: "state-unreachable", name, problem };
      if (result.write === "unwritable") return { reason: "state-unwritable", name, problem };
      // A single denial may come from a broken connection or from two simultaneous pushes.
      if (result.write === "denied" && wasDenied) return { reason: "state-denied", name, problem };
      wasDenied = result.write === "denied";
      if (file.isRemote) await this.#pause(attempts);
      const reading = await file.read();
      const lost = this.#lostIn(reading);
      if (!reading.ok || lost) {
        failure = lost ?? failure;
        // Reading a branch may return the version before the last push.
        if (file.isRemote) continue;
        return failure;
      }
      const { text } = reading.value;
      const isUnchanged = text === this.#seen.text;
      if (isUnchanged && rule === "unless-moved" && !(await isPlanCurrent())) return this.#moved();
      this.#seen = reading.value;
      if (isUnchanged) continue;
      this.#ending = undefined;
      this.#isStale ||= text !== change.text;
      // The write arrived, and only its response was lost. Others may have written after it.
      const hasArrived = text === change.text || (change.added !== "" && text.startsWith(change.text));
      if (rule === "unless-moved" && !hasArrived) return this.#moved();
    }
    return failure;
  }

  /** Returns why events can't be appended to the file: it couldn't be read, or it was removed. */
  #lostIn(reading: Result<Snapshot<Version>, Failure>): Failure | undefined {
    if (!reading.ok) return reading.problem;
    const isRemoved = isBlank(reading.value.text) && !isBlank(this.#seen.text);
    return isRemoved ? { reason: "state-removed", name: this.#deps.file.name } : undefined;
  }

  /** Returns the change that adds the missing events of this run to the file. It also removes a torn last line. */
  async #change(): Promise<Change> {
    const { text } = this.#seen;
    const { ending, events } = this.#ending
      ? { ending: this.#ending, events: this.#unwritten }
      : await this.#missingIn(text);
    const kept = ending === "torn" ? text.slice(0, text.lastIndexOf("\n") + 1) : text;
    const lines = events.map(formatEvent).join("");
    const start = { none: this.#deps.header, open: lines && "\n", torn: "", line: "" }[ending];
    return { isCut: ending === "torn", added: start + lines, text: kept + start + lines };
  }

  /** Returns the events of this run that are missing in a text, which others may have written, and how the text ends. */
  async #missingIn(text: string): Promise<{ ending: Ending; events: readonly StateEvent[] }> {
    const { readState } = await import("../../core/state/read-state.ts");
    const reading = readState(this.#deps.file.name, text, undefined);
    const { missingLines } = await import("../../core/state/continuity.ts");
    const missing = new Set(missingLines(text, this.#events.map(formatEvent), digestOf));
    const present = linesOf(text);
    // If someone has resolved a call and compacted the file meanwhile, the outcome of the call would have no intent.
    const replaced = this.#events.flatMap(event => {
      const line = formatEvent(event);
      return event.event === "intent" && !missing.has(line) && !present.has(line.trimEnd()) ? event.call : [];
    });
    return {
      ending: endingOf(text, reading.ok && reading.value.torn),
      events: this.#events.filter(
        event =>
          missing.has(formatEvent(event)) && !(event.event === "outcome" && replaced.includes(event.call)),
      ),
    };
  }

  /** Waits for a random time, so that two runs that collided don't collide again. */
  async #pause(attempts: number): Promise<void> {
    const { clock, random } = this.#deps.io;
    const delayMs = random() * Math.min(100 * 2 ** attempts, maxRetryDelayMs);
    await clock.sleep(delayMs, new AbortController().signal);
  }

  /** Saves the lines to another file after the last attempt to write them has failed. */
  async #saveUnwritten(failure: Failure | undefined): Promise<void> {
    const { io, onUnsaved } = this.#deps;
    const events = failure?.reason === "state-removed" ? this.#events : this.#unwritten;
    const lines = events.map(formatEvent).join("");
    try {
      const earlier = await io.files.read(unsavedPath);
      await io.files.replace(unsavedPath, new TextDecoder().decode(earlier) + lines);
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      return onUnsaved(lines, false);
    }
    onUnsaved(lines, true);
  }
}

/**
 * How a text ends. none: it is blank. line: with a complete line. open: with a line that lacks its line break. torn: with a line that
 * a process didn't finish.
 */
type Ending = "none" | "line" | "open" | "torn";

function endingOf(text: string, isTorn: boolean): Ending {
  if (isBlank(text)) return "none";
  if (isTorn) return "torn";
  return text.endsWith("\n") ? "line" : "open";
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}

function linesOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/\r?\n/));
}
