import type { ExceededLimit, Plan, PlanFailure } from "./model.ts";

/** The exact counts that a user passed, as in `--allow-invites 51`, to let one run exceed a safety limit. */
export interface AllowedCounts {
  readonly invites?: number | undefined;
  readonly removals?: number | undefined;
}

/**
 * Returns why the safety limits block a plan, if they do. An allowed count must equal the plan's count, so that it
 * never permits more than the user reviewed.
 */
export function checkGuards(plan: Plan, allowed: AllowedCounts): PlanFailure | undefined {
  const { people, removed } = plan.summary;
  for (const [what, stated, count] of [
    ["invites", allowed.invites, people],
    ["removals", allowed.removals, removed],
  ] as const)
    if (stated !== undefined && count > 0 && stated !== count)
      return { reason: "other-count", what, stated, count };
  const exceeded = plan.blockedBy.find(one => !isAllowed(one, allowed));
  return exceeded && { reason: "guard", ...exceeded };
}

/**
 * Returns why a saved plan no longer applies, if so. `fresh`: the plan that the files give now, without live data.
 * `isSame`: whether both plans are the same, or can't be compared because the saved plan used live data.
 */
export function checkSavedPlan(saved: Plan, fresh: Plan, isSame: boolean): PlanFailure | undefined {
  const changed = (["config", "state"] as const).filter(part => saved.basis[part] !== fresh.basis[part]);
  if (changed.length > 0) return { reason: "stale-plan", changed };
  return isSame ? undefined : { reason: "altered-plan" };
}

function isAllowed({ guard }: ExceededLimit, { invites, removals }: AllowedCounts): boolean {
  return (guard === "maxInvites" ? invites : guard === "maxRemovals" ? removals : undefined) !== undefined;
}
