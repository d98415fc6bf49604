import { type Desired, desiredOn } from "../../core/config/desired.ts";
import type { Config } from "../../core/config/model.ts";
import type { Plan } from "../../core/plan/model.ts";
import type { ShownPlan } from "../../core/review/marker.ts";
import { mergeDesired } from "../../core/review/preview.ts";
import type { State } from "../../core/state/state.ts";
import type { Day } from "../../core/values/day.ts";
import type { Io } from "../../io/io.ts";
import { planNow } from "../../reconcile/plan-now.ts";

/** The commits of a merge. */
export type MergeCommits = Pick<ShownPlan, "head" | "commit" | "base" | "tip">;

/** The configurations of the commits. */
export interface MergeConfigs {
  /** With the changes of the pull request. */
  readonly after: Config;
  /** Before the changes of the pull request. Undefined if it can't be read. */
  readonly base: Config | undefined;
  /** On the base branch now. Undefined if it can't be read. */
  readonly tip: Config | undefined;
}

/** The plan of a merge. */
export interface MergePlan {
  readonly plan: Plan;
  /** What is desired after the merge. */
  readonly desired: Desired;
}

/** Plans a merge on a day. The same inputs give the same plan. */
export function planMerge(
  io: Pick<Io, "clock">,
  { after, base, tip }: MergeConfigs,
  state: State,
  day: Day,
): MergePlan {
  const before = desiredIn(base, after, day);
  const desired = mergeDesired(before, desiredOn(day, after), desiredIn(tip, after, day));
  return { plan: planNow(io, after, state, { desired }), desired };
}

/** Returns what a configuration requests on a day. If there is no configuration, nothing is requested. */
export function desiredIn(
  config: Config | undefined,
  { organization, workspaces }: Config,
  day: Day,
): Desired {
  return config ? desiredOn(day, config) : { organization, workspaces, people: new Map() };
}
