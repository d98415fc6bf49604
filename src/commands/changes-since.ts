import { desiredOn } from "../core/config/desired.ts";
import type { Failure } from "../core/failure/failure.ts";
import type { ConfigChanges } from "../core/plan/policy-change.ts";
import { policyChanges } from "../core/review/policy-changes.ts";
import { membershipChanges } from "../core/review/preview.ts";
import { dayOf } from "../core/values/day.ts";
import type { Result } from "../core/values/result.ts";
import { currentTimestamp } from "../io/clock.ts";
import type { Io } from "../io/io.ts";
import { loadConfig } from "../reconcile/inputs/load-config.ts";
import type { Inputs } from "../reconcile/inputs/model.ts";

/** How a configuration differs from that of a commit. If the commit has no configuration, everybody counts as new. */
export async function changesSince(
  io: Io,
  path: string,
  ref: string,
  { files, state }: Pick<Inputs, "files" | "state">,
): Promise<Result<ConfigChanges, Failure>> {
  const opened = await io.openCommit(ref);
  if (!opened.ok) return { ok: false, problem: { reason: "base-unreadable", ref, problem: opened.problem } };
  const before = await loadConfig(opened.value, path);
  if (!before.ok && before.problem.reason !== "no-config")
    return { ok: false, problem: { reason: "base-unreadable", ref, problem: `its ${path} is not valid` } };
  const today = dayOf(currentTimestamp(io));
  const now = desiredOn(today, files.config);
  const base = before.ok ? desiredOn(today, before.value.config) : { ...now, people: new Map() };
  return {
    ok: true,
    value: {
      policyChanges: before.ok ? policyChanges(before.value, files, state.recorded) : [],
      membershipChanges: membershipChanges(base, now),
    },
  };
}
