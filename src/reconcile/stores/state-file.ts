import type { Failure } from "../../core/failure/failure.ts";
import type { Result } from "../../core/values/result.ts";
import { digestOf } from "../../io/digest.ts";

/** A state file that is changed by compare-and-swap only: each change names the snapshot that it builds on. */
export interface StateFile<Version> {
  /** What people call the file. */
  readonly name: string;
  /** Whether a write takes seconds. Then outcomes are written with the next intents, and a failed write is repeated. */
  readonly isRemote: boolean;
  read(): Promise<Result<Snapshot<Version>, Failure>>;
  /** Changes the end of the file, on disk or pushed once it resolves. */
  append(seen: Snapshot<Version>, change: Change, message: string): Promise<WriteResult<Version>>;
  /** Writes a whole file in the place of what was seen. */
  replace(seen: Snapshot<Version>, text: string, message: string): Promise<WriteResult<Version>>;
}

/** A state file as it was read or written. */
export interface Snapshot<Version> {
  readonly version: Version;
  /** Empty if there is no file. */
  readonly text: string;
}

/** A change of the end of a file. */
export interface Change {
  /** Whether what follows the last line end is removed: a line that a process didn't finish. */
  readonly isCut: boolean;
  readonly added: string;
  /** The whole text after the change. */
  readonly text: string;
}

/**
 * moved: the file is not what was seen, or may not be any more. denied: it may not be written, whatever is in it. unwritable: the
 * disk failed.
 */
export type WriteResult<Version> =
  | { readonly write: "done"; readonly version: Version }
  | { readonly write: "moved" }
  | { readonly write: "denied" | "unreachable" | "unwritable"; readonly problem: string };

/** Why a text is not what the state can have become since this run last read or wrote it, if so. */
export async function problemOfLoss(text: string, before: string): Promise<string | undefined> {
  if (text.startsWith(before)) return undefined;
  const { checkContinuity } = await import("../../core/state/continuity.ts");
  const { lostEvents } = checkContinuity(text, before, digestOf);
  if (lostEvents === 0) return undefined;
  return `what was read lacks ${lostEvents === 1 ? "an event" : `${lostEvents} events`} that this run read or wrote before, so it is out of date or somebody changed it; run this again`;
}

/** Replaces what was seen. Returns why it could not be replaced, if so. */
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
