import type { StopReason } from "../apply/events.ts";
import type { Failure } from "./failure.ts";

/** Why no more calls are sent. */
export type RunStopReason =
  | StopReason
  /** The state could not be written. Of what is not recorded, at most one call was sent. */
  | { readonly reason: "record-failed"; readonly failure: Failure }
  /** Going on would do more than was approved, for these people. */
  | { readonly reason: "plan-exceeded"; readonly people: readonly string[] };
