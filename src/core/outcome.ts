import type { WorkspaceId } from "./config.ts";

/** One request to Tally: every address gets every workspace. */
export interface Call {
  /** Sorted. */
  readonly workspaceIds: readonly WorkspaceId[];
  /** The spellings that are sent, sorted by member. */
  readonly emails: readonly string[];
}

/** What became of a call. */
export type Outcome =
  | { readonly result: "done" }
  /** Tally answered that it did not do it. */
  | { readonly result: "refused"; readonly status: number; readonly problem: string }
  /** The request never left this machine: safe to send again. */
  | { readonly result: "not-sent"; readonly problem: string }
  /** The call was sent and no usable answer came: it may or may not have happened. */
  | { readonly result: "unconfirmed"; readonly problem: string; readonly status?: number | undefined };
