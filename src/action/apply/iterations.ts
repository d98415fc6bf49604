import type { Confirmation } from "../../core/apply/confirm.ts";
import { combineApplied, isComplete, summarizeApply } from "../../core/apply/summary.ts";
import type { Refusal } from "../../core/failure/failure.ts";
import type { Plan } from "../../core/plan/model.ts";
import type { PlannedGrant } from "../../core/review/marker.ts";
import type { Recorded } from "../../core/state/recorded.ts";
import type { Commit } from "../../github/commit.ts";
import type { ExitCode } from "../../reconcile/console.ts";
import type { Sent } from "../../reconcile/send-plan.ts";
import type { PlannedFiles } from "../plan/load.ts";
import type { Review, Reviewed } from "./reviewed-grants.ts";

/** What one pass over a branch came to. */
export interface Pass {
  readonly planned: PlannedFiles;
  readonly reviewed: Reviewed;
  readonly tip: Commit;
  readonly statePath: string;
  /** Why nothing was tried. */
  readonly refusal: Refusal | undefined;
  readonly sent: Sent;
}

/** Several passes as one. */
export interface Passes {
  readonly plan: Plan;
  readonly sent: Sent;
  readonly last: Pass;
  readonly reviews: readonly Review[];
  readonly shownBy: (grant: PlannedGrant) => number | undefined;
  /** What was recorded when the run began. */
  readonly recorded: Recorded;
}

/** Puts passes together: what the earlier ones have done, and all of the last. */
export function combinePasses(passes: readonly [Pass, ...Pass[]]): Passes {
  const [first, ...more] = passes;
  const appliedIn = ({ planned, sent }: Pass) => ({ plan: planned.plan, ended: sent.ended });
  const { plan, ended } = combineApplied([appliedIn(first), ...more.map(appliedIn)]);
  const last = passes.at(-1) ?? first;
  const newestFirst = passes.toReversed();
  const reviews = new Map(
    passes.flatMap(pass => pass.reviewed.reviews.map(one => [one.pull.number, one] as const)),
  );
  return {
    plan,
    sent: { ...last.sent, ended },
    last,
    reviews: [...reviews.values()],
    recorded: passes[0].planned.state.recorded,
    shownBy: grant =>
      newestFirst.map(pass => pass.reviewed.shownBy(grant)).find(number => number !== undefined),
  };
}

/** 0 where everything was sent and kept. */
export function exitOf({ plan, sent, last }: Passes, confirmation: Confirmation | undefined): ExitCode {
  if (last.refusal) return 1;
  const summary = summarizeApply({ plan, ended: sent.ended }, confirmation);
  return isComplete(summary) && sent.ending.ending === "all-sent" ? 0 : 1;
}
