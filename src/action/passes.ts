import type { Sent } from "../commands/send.ts";
import type { ExitCode } from "../commands/show.ts";
import { emailOf } from "../core/address.ts";
import { isComplete, summarizeApply } from "../core/apply-summary.ts";
import type { Plan } from "../core/plan.ts";
import type { Recorded } from "../core/recorded.ts";
import type { Refusal } from "../core/refusal.ts";
import { grantsOf, type PlannedGrant } from "../core/review.ts";
import type { Commit } from "../github/commit.ts";
import type { PlannedFiles } from "./plan-files.ts";
import type { Review, Reviewed } from "./reviews.ts";

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

/** Puts passes together: what the earlier ones have sent, and all of the last. */
export function combinePasses(passes: readonly [Pass, ...Pass[]]): Passes {
  const earlier = passes.slice(0, -1).map(({ planned, sent }) => {
    const ended = sent.ended.filter(one => one.outcome.result === "done");
    const emails = new Set(ended.flatMap(one => one.call.emails.map(emailOf)));
    return { ended, people: planned.plan.people.filter(person => emails.has(person.email)) };
  });
  const last = passes.at(-1) ?? passes[0];
  const { plan } = last.planned;
  const people = [...earlier.flatMap(one => one.people), ...plan.people];
  const calls = [...earlier.flatMap(one => one.ended.map(({ call }) => call)), ...plan.calls];
  const summary = {
    ...plan.summary,
    people: people.length,
    grants: grantsOf(people).length,
    calls: calls.length,
  };
  const ended = [...earlier.flatMap(one => one.ended), ...last.sent.ended];
  const newestFirst = passes.toReversed();
  const reviews = new Map(
    passes.flatMap(pass => pass.reviewed.reviews.map(one => [one.pull.number, one] as const)),
  );
  return {
    plan: { ...plan, people, calls, summary },
    sent: { ...last.sent, ended },
    last,
    reviews: [...reviews.values()],
    recorded: passes[0].planned.state.recorded,
    shownBy: grant =>
      newestFirst.map(pass => pass.reviewed.shownBy(grant)).find(number => number !== undefined),
  };
}

/** 0 where everything was sent and kept. */
export function exitOf({ plan, sent, last }: Passes): ExitCode {
  if (last.refusal) return 1;
  return isComplete(summarizeApply(plan, sent.ended)) && sent.ending.ending === "all-sent" ? 0 : 1;
}
