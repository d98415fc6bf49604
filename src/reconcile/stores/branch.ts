import type { Attempt, Refusal } from "../../core/failure/failure.ts";
import { formatEvent, formatHeader, type StateEvent } from "../../core/state/events.ts";
import { besideSettled, notSent } from "../../core/state/merge-events.ts";
import type { BranchReading, Io, Lock, StateBranch } from "../../io/io.ts";
import { forTerminal } from "../../render/text/escape.ts";
import { count, listed } from "../../render/text/plural.ts";
import { type LoadedState, type Record, type StateStore, stateIn } from "./store.ts";

/** Where the lines go that could not be pushed. */
export const unsavedPath = "rollcall-unsaved.jsonl";

const mostTries = 12;
/** In milliseconds. */
const longestPause = 2000;
const longestPushing = 120_000;

/**
 * A state file on a branch. Intents are pushed before `add` resolves, and only if nobody else has written since the state was
 * read; what became of them is pushed with the next intents and at the end, on top of whatever is there by then.
 */
export class BranchStore implements StateStore {
  readonly name: string;
  readonly #io: Io;
  readonly #branch: StateBranch;
  readonly #isCurrent: () => Promise<boolean>;
  #seen: Seen = { head: undefined, text: "" };

  /** `isCurrent` is asked before each push of intents whether what the plan was made from still stands. */
  constructor(io: Io, branch: StateBranch, isCurrent: () => Promise<boolean> = async () => true) {
    this.name = branch.name;
    this.#io = io;
    this.#branch = branch;
    this.#isCurrent = isCurrent;
  }

  async load(organization: string | undefined): Promise<Attempt<LoadedState>> {
    const reading = await this.#branch.read();
    const problem = refusalOf(reading, this.name);
    if (problem) return { ok: false, refusal: problem };
    this.#seen = seenIn(reading);
    if (reading.found === "file" && reading.outdated !== undefined)
      this.#io.stderr.write(
        `${forTerminal(`${this.name} cannot be fetched: ${reading.outdated}`)}\nGoing by what was fetched last.\n`,
      );
    const bytes = reading.found === "file" ? reading.bytes : undefined;
    return { ok: true, value: await stateIn(bytes, this.name, organization) };
  }

  /** Compare-and-swap needs no lock. */
  async lock(): Promise<Attempt<Lock>> {
    return { ok: true, value: { waited: false, release: async () => {} } };
  }

  async rewrite(text: string): Promise<Refusal | undefined> {
    const result = await this.#branch.put(text, this.#seen.head, "Compact the state");
    switch (result.put) {
      case "done":
        return undefined;
      case "moved":
        return { refusal: "state-moved", name: this.name };
      case "denied":
        return { refusal: "state-denied", name: this.name, problem: result.problem };
      case "unreachable":
        return { refusal: "state-unreachable", name: this.name, problem: result.problem };
    }
  }

  async open(organization: string): Promise<Record> {
    const header = formatHeader(organization, this.#io.newId("lineage"));
    const parts = {
      io: this.#io,
      branch: this.#branch,
      isCurrent: this.#isCurrent,
      seen: this.#seen,
      header,
    };
    return new PushedRecord(parts);
  }
}

/** The head of the branch and the text of the file, as last read or written. */
interface Seen {
  readonly head: string | undefined;
  readonly text: string;
}

interface PushParts {
  readonly io: Io;
  readonly branch: StateBranch;
  readonly isCurrent: () => Promise<boolean>;
  readonly seen: Seen;
  readonly header: string;
}

class PushedRecord implements Record {
  readonly #parts: PushParts;
  #seen: Seen;
  /** The text as it was last pushed: nothing in it is torn or new to this run, so it need not be read again. */
  #pushed: string | undefined;
  /** Every event of this run: a push appends those that the file does not hold. */
  readonly #events: StateEvent[] = [];
  #unpushed: StateEvent[] = [];
  /** Whether calls were sent: then what became of them has to be kept, whatever others wrote. */
  #hasSent = false;

  constructor(parts: PushParts) {
    this.#parts = parts;
    this.#seen = parts.seen;
  }

  async add(events: readonly StateEvent[]): Promise<Refusal | undefined> {
    const isIntent = events.some(event => event.event === "intent");
    if (isIntent && !(await this.#parts.isCurrent())) return { refusal: "state-moved", name: this.#name };
    this.#events.push(...events);
    this.#unpushed.push(...events);
    if (!isIntent) return undefined;
    const refusal = await this.#push("unless-moved");
    if (refusal) {
      this.#withdraw(events.length);
      return refusal;
    }
    this.#hasSent = true;
    if (await this.#parts.isCurrent()) return undefined;
    // It changed during the push: nothing of this was sent, and what is pushed says so as well.
    const notBegun = events.flatMap(event => (event.event === "intent" ? [notSent(event)] : []));
    this.#events.push(...notBegun);
    this.#unpushed.push(...notBegun);
    return { refusal: "state-moved", name: this.#name };
  }

  async close(): Promise<Refusal | undefined> {
    if (this.#unpushed.length === 0) return undefined;
    if (!this.#hasSent) return this.#push("unless-moved");
    try {
      const refusal = await this.#push("whatever-is-there");
      if (refusal) await this.#keepAside();
      return refusal;
    } catch (error) {
      await this.#keepAside();
      throw error;
    }
  }

  get #name(): string {
    return this.#parts.branch.name;
  }

  /** Takes back events that were never pushed. */
  #withdraw(count: number): void {
    this.#events.splice(-count);
    this.#unpushed.splice(-count);
  }

  async #push(rule: "unless-moved" | "whatever-is-there"): Promise<Refusal | undefined> {
    const { branch, io, isCurrent } = this.#parts;
    const message = messageFor(this.#unpushed);
    const end = io.clock.now() + longestPushing;
    let problem = "";
    let wasDenied = false;
    for (let tries = 0; tries < mostTries && io.clock.now() < end; tries += 1) {
      const seen = this.#seen;
      const text = await this.#withLines(seen.text);
      const result = await branch.put(text, seen.head, message);
      if (result.put === "done") return this.#arrived({ head: result.head, text });
      problem = result.put === "moved" ? "somebody else was faster each time" : result.problem;
      // Once may be a connection that broke, or two pushes in the same moment.
      if (result.put === "denied" && wasDenied) return { refusal: "state-denied", name: this.#name, problem };
      wasDenied = result.put === "denied";
      // What others wrote is kept; jitter, so that two that collided do not collide again.
      const pause = Math.random() * Math.min(100 * 2 ** tries, longestPause);
      await io.clock.sleep(pause, new AbortController().signal);
      const reading = await branch.read();
      if (isOutOfReach(reading)) continue;
      const refusal = refusalOf(reading, this.#name);
      if (refusal) return refusal;
      const newest = seenIn(reading);
      if (newest.text === (await this.#withLines(newest.text))) {
        this.#arrived(newest);
        // Others may have written into it as well, so it is read again before it is built on.
        this.#pushed = undefined;
        return undefined;
      }
      if (rule === "unless-moved" && (newest.text !== this.#seen.text || !(await isCurrent())))
        return { refusal: "state-moved", name: this.#name };
      this.#seen = newest;
    }
    return { refusal: "state-unreachable", name: this.#name, problem };
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
    const start = kept.trim() === "" ? this.#parts.header : kept.endsWith("\n") ? kept : `${kept}\n`;
    const there = new Set(start.split(/\r?\n/));
    const settled = this.#hasSent && reading?.ok ? reading.value.events : [];
    const events = besideSettled(this.#events, settled);
    const lines = events.map(formatEvent);
    return start + lines.filter(line => !there.has(line.trimEnd())).join("");
  }

  /** The last push has failed for good: the lines are printed, and written where the workflow can keep them. */
  async #keepAside(): Promise<void> {
    const { io } = this.#parts;
    const lines = this.#unpushed.map(formatEvent).join("");
    io.stderr.write(
      `These lines could not be added to ${this.#name}. They are in ${unsavedPath}: append those that the file does not hold yet and push it, or let the next run report the calls as unconfirmed.\n${lines}`,
    );
    const earlier = await io.files.read(unsavedPath);
    await io.files.replace(unsavedPath, new TextDecoder().decode(earlier) + lines);
  }
}

/** Nobody answered, or there is only what was fetched last. */
function isOutOfReach(reading: BranchReading): boolean {
  return reading.found === "unreachable" || (reading.found === "file" && reading.outdated !== undefined);
}

function seenIn(reading: BranchReading): Seen {
  const head = "head" in reading ? reading.head : undefined;
  return { head, text: reading.found === "file" ? new TextDecoder("utf-8").decode(reading.bytes) : "" };
}

function refusalOf(reading: BranchReading, name: string): Refusal | undefined {
  switch (reading.found) {
    case "file":
    case "nothing":
      return undefined;
    case "vanished":
      return { refusal: "state-vanished", name, what: reading.what, restore: reading.restore };
    case "elsewhere":
      return { refusal: "state-elsewhere", name, where: reading.where };
    case "unreachable":
      return { refusal: "state-unreachable", name, problem: reading.problem };
  }
}

function messageFor(events: readonly StateEvent[]): string {
  const numberOf = (kind: StateEvent["event"]) => events.filter(({ event }) => event === kind).length;
  const [intents, outcomes, forgotten] = [numberOf("intent"), numberOf("outcome"), numberOf("forgotten")];
  const seen = numberOf("adopted") + numberOf("lapsed");
  const parts = [
    intents > 0 && `${count(intents, "call")} about to be sent`,
    outcomes > 0 && `what became of ${count(outcomes, "call")}`,
    seen > 0 && "what Tally shows",
    forgotten > 0 && "what is to be forgotten",
  ];
  return `Record ${listed(parts.filter(part => part !== false))}`;
}
