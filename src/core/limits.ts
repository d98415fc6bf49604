import type { Plan } from "./plan.ts";
import type { Refusal } from "./refusal.ts";

/**
 * Whether the guards let a plan be applied. `allowed` is the count that the person stated for this run; stated, it must be
 * the plan's own, so that it never lets through more than somebody looked at.
 */
export function checkLimits(plan: Plan, allowed: number | undefined): Refusal | undefined {
  const count = plan.summary.people;
  if (count === 0) return undefined;
  if (allowed !== undefined)
    return allowed === count ? undefined : { refusal: "other-count", stated: allowed, count };
  const [guard] = plan.refused;
  return guard && { refusal: "max-invites", count: guard.count, limit: guard.limit };
}

/** What changed since a saved plan was made, if anything. `fresh` is the plan of now. */
export function checkSavedPlan(saved: Plan, fresh: Plan, isSame: boolean): Refusal | undefined {
  const changed = (["config", "state"] as const).filter(part => saved.basis[part] !== fresh.basis[part]);
  if (changed.length > 0) return { refusal: "stale-plan", changed };
  return isSame ? undefined : { refusal: "altered-plan" };
}
