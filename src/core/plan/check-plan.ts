import type { ExceededLimit, Plan, PlanFailure } from "./model.ts";

/** The exact counts that a person stated for one run, to let it through although it is above a guard. */
export interface AllowedCounts {
  readonly invites?: number | undefined;
  readonly removals?: number | undefined;
}

/**
 * Whether the guards let a plan be applied. A count that was stated must be the plan's own, so that it never lets through
 * more than somebody looked at.
 */
export function checkGuards(plan: Plan, allowed: AllowedCounts): PlanFailure | undefined {
  const { people, removed } = plan.summary;
  for (const [what, stated, count] of [
    ["invites", allowed.invites, people],
    ["removals", allowed.removals, removed],
  ] as const)
    if (stated !== undefined && count > 0 && stated !== count)
      return { reason: "other-count", what, stated, count };
  const guard = plan.blockedBy.find(one => !isAllowed(one, allowed));
  return guard && { reason: "guard", ...guard };
}

/** What changed since a saved plan was made, if anything. `fresh` is the plan of now, made in the same way. */
export function checkSavedPlan(saved: Plan, fresh: Plan, isSame: boolean): PlanFailure | undefined {
  const changed = (["config", "state"] as const).filter(part => saved.basis[part] !== fresh.basis[part]);
  if (changed.length > 0) return { reason: "stale-plan", changed };
  return isSame ? undefined : { reason: "altered-plan" };
}

function isAllowed({ guard }: ExceededLimit, { invites, removals }: AllowedCounts): boolean {
  return (guard === "maxInvites" ? invites : guard === "maxRemovals" ? removals : undefined) !== undefined;
}
