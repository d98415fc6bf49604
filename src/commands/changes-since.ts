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

/** Returns how a configuration differs from that of a commit, or why that can't be read. */
export async function changesSince(
  io: Io,
  path: string,
  ref: string,
  { files, state }: Pick<Inputs, "files" | "state">,
): Promise<Result<ConfigChanges, Failure>> {
  const opened = await io.openCommit(ref);
  if (!opened.ok) return { ok: false, problem: { reason: "base-unreadable", ref, problem: opened.problem } };
  const before = await loadConfig(opened.value, path);
  if (!before.ok) {
    const isMissing = before.problem.reason === "no-config";
    const problem = isMissing ? `it has no ${path}` : `its ${path} is not valid`;
    return { ok: false, problem: { reason: "base-unreadable", ref, problem } };
  }
  const today = dayOf(currentTimestamp(io));
  return {
    ok: true,
    value: {
      policyChanges: policyChanges(before.value, files, state.recorded),
      membershipChanges: membershipChanges(
        desiredOn(today, before.value.config),
        desiredOn(today, files.config),
      ),
    },
  };
}
