import type { Ending } from "../apply/events.ts";
import type { Refusal } from "./failure.ts";

/** Why no more calls are sent. */
export type RunEnding =
  | Ending
  /** The state could not be written. Of what is not recorded, at most one call was sent. */
  | { readonly ending: "unkept"; readonly refusal: Refusal }
  /** Going on would do more than was approved, for these people. */
  | { readonly ending: "plan-exceeded"; readonly people: readonly string[] };
