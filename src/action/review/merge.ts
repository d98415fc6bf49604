import { type Desired, desiredOn } from "../../core/config/desired.ts";
import type { Config } from "../../core/config/model.ts";
import type { Plan } from "../../core/plan/model.ts";
import type { ShownPlan } from "../../core/review/marker.ts";
import { mergeDesired } from "../../core/review/preview.ts";
import type { State } from "../../core/state/state.ts";
import type { Day } from "../../core/values/day.ts";
import type { Io } from "../../io/io.ts";
import { planNow } from "../../reconcile/plan-now.ts";

/** The commits that a merge brings together. */
export type MergeCommits = Pick<ShownPlan, "head" | "commit" | "base" | "tip">;

/** Their configurations. */
export interface MergeConfigs {
  /** What the pull request makes of it. */
  readonly after: Config;
  /** What the pull request made it from, and what the base branch has now, if they can be read. */
  readonly base: Config | undefined;
  readonly tip: Config | undefined;
}

/** What a merge would send. */
export interface MergePlan {
  readonly plan: Plan;
  /** What is desired after the merge. */
  readonly desired: Desired;
}

/** Plans a merge for a day. The same inputs give the same plan. */
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

/** What a configuration requests on a day: nothing if it can't be read. */
export function desiredIn(
  config: Config | undefined,
  { organization, workspaces }: Config,
  day: Day,
): Desired {
  return config ? desiredOn(day, config) : { organization, workspaces, people: new Map() };
}
