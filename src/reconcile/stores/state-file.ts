import type { Failure } from "../../core/failure/failure.ts";
import type { Result } from "../../core/values/result.ts";
import { digestOf } from "../../io/digest.ts";

/** A state file that is changed only by compare-and-swap: each change fails if the file no longer matches a snapshot. */
export interface StateFile<Version> {
  /** The name of the file in messages. */
  readonly name: string;
  /** Whether a write takes seconds. If so, outcomes are written with the next intents, and a failed write is retried. */
  readonly isRemote: boolean;
  read(): Promise<Result<Snapshot<Version>, Failure>>;
  /** Changes the end of the file. Resolves once the change is on disk or pushed. */
  append(seen: Snapshot<Version>, change: Change, message: string): Promise<WriteResult<Version>>;
  /** Replaces the whole file. */
  replace(seen: Snapshot<Version>, text: string, message: string): Promise<WriteResult<Version>>;
}

/** A state file as it was read or written. */
export interface Snapshot<Version> {
  readonly version: Version;
  /** Empty if there is no file. */
  readonly text: string;
}

/** A change to the end of a file. */
export interface Change {
  /** Whether the text after the last line break is removed, because a process didn't finish its line. */
  readonly isCut: boolean;
  readonly added: string;
  /** The whole text after the change. */
  readonly text: string;
}

/**
 * moved: the file has changed since the snapshot, or may have. denied: writing isn't allowed, even without a change. unreachable: there
 * was no usable response. unwritable: the disk failed.
 */
export type WriteResult<Version> =
  | { readonly write: "done"; readonly version: Version }
  | { readonly write: "moved" }
  | { readonly write: "denied" | "unreachable" | "unwritable"; readonly problem: string };

/** Describes the events that a text lacks although this run read or wrote them before. Returns undefined if there are none. */
export async function describeLostEvents(text: string, before: string): Promise<string | undefined> {
  if (text.startsWith(before)) return undefined;
  const { checkContinuity } = await import("../../core/state/continuity.ts");
  const { lostEvents } = checkContinuity(text, before, digestOf);
  if (lostEvents === 0) return undefined;
  return `it lacks ${lostEvents === 1 ? "an event" : `${lostEvents} events`} that this run read or wrote before. It is out of date, or someone changed it. Run this again`;
}

/** Replaces a state file with a compacted text. Returns a failure if it couldn't be replaced. */
export async function rewriteState<Version>(
  file: StateFile<Version>,
  seen: Snapshot<Version>,
  text: string,
): Promise<Failure | undefined> {
  const { name } = file;
  const result = await file.replace(seen, text, "Compact the state");
  switch (result.write) {
    case "done":
      return undefined;
    case "moved":
      return { reason: "state-moved", name };
    case "denied":
    case "unreachable":
    case "unwritable":
      return { reason: `state-${result.write}`, name, problem: result.problem };
  }
}
