import type { Failure } from "../core/failure/failure.ts";
import type { PolicyChange } from "../core/plan/policy-change.ts";
import { policyChanges } from "../core/review/policy-changes.ts";
import type { Result } from "../core/values/result.ts";
import type { Io } from "../io/io.ts";
import { loadConfig } from "../reconcile/inputs/load-config.ts";
import type { Inputs } from "../reconcile/inputs/model.ts";

/** How the policy of a configuration differs from that of a commit. If the commit has no configuration, nothing is compared. */
export async function policySince(
  io: Io,
  path: string,
  ref: string,
  now: Pick<Inputs, "files" | "state">,
): Promise<Result<readonly PolicyChange[], Failure>> {
  const files = await io.openCommit(ref);
  if (!files.ok) return { ok: false, problem: { reason: "base-unreadable", ref, problem: files.problem } };
  const before = await loadConfig(files.value, path);
  if (before.ok) return { ok: true, value: policyChanges(before.value, now.files, now.state.recorded) };
  if (before.problem.reason === "no-config") return { ok: true, value: [] };
  return { ok: false, problem: { reason: "base-unreadable", ref, problem: `its ${path} is not valid` } };
}
