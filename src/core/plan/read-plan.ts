import validatePlan from "virtual:validate-plan";
import type { Plan } from "./model.ts";
import type { ConfigChanges } from "./policy-change.ts";

/** Why a file isn't a plan that this version can apply. */
export type PlanProblem = "not-json" | "too-new" | "wrong-shape";

/**
 * Reads a plan that `formatPlan` in plan.ts wrote, without the differences from a base, which are only for reviewers.
 */
export function readPlan(text: string): { readonly plan: Plan } | { readonly problem: PlanProblem } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "not-json" };
  }
  const version = (value as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof version === "number" && version > 1) return { problem: "too-new" };
  if (!validatePlan(value)) return { problem: "wrong-shape" };
  const { policyChanges: _, membershipChanges: __, ...plan } = value as Plan & Partial<ConfigChanges>;
  return { plan };
}
