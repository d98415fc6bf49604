import type { ExitCode } from "../../commands/console/console.ts";
import { watchRun } from "../../commands/console/run-listener.ts";
import type { Failure } from "../../core/failure/failure.ts";
import { checkGuards } from "../../core/plan/check-plan.ts";
import type { Plan } from "../../core/plan/model.ts";
import { grantsOf } from "../../core/review/marker.ts";
import { findDefaultBranch } from "../../github/commits.ts";
import type { BranchEvent } from "../../github/context.ts";
import type { Iteration, Reconciled, ReconcileProblem } from "../../reconcile/model.ts";
import { reconcile } from "../../reconcile/reconcile.ts";
import { renderReviewed } from "../../render/apply/comment.ts";
import { writeTerminal } from "../../render/document/terminal.ts";
import { planDocument } from "../../render/plan/document.ts";
import { displayNamesOf } from "../../render/text/names.ts";
import {
  failRun,
  type GitHubContext,
  logLayout,
  printFailure,
  responseTimeoutMs,
} from "../context/context.ts";
import { statePathOf } from "../context/files.ts";
import { reportProblem } from "../context/load.ts";
import { findTallyAccess } from "../context/tally-access.ts";
import { BranchSource } from "./branch-source.ts";
import { reportApply } from "./report.ts";
import { type GrantReviews, reviewPlan } from "./reviewed-grants.ts";

/** Applies what the branch requests now, regardless of the commit that started the run. */
export async function applyBranch(context: GitHubContext, event: BranchEvent): Promise<ExitCode> {
  const { io, inputs, run } = context;
  const { branch } = event;
  const defaultBranch = event.defaultBranch ?? (await findDefaultBranch(context.github));
  if (branch !== defaultBranch)
    return failRun(context, { reason: "wrong-event", command: "apply", event, defaultBranch });
  const access = findTallyAccess(context, "rollcall-apply.yml");
  if (!access.ok) return failRun(context, access.problem);

  const stop = new AbortController();
  const ignoreSignals = io.onInterrupt(() => {
    io.stderr.write("Stopping after the call in flight, and recording what was sent.\n");
    stop.abort();
  });
  const listener = watchRun(
    io,
    { format: "text", style: logLayout.style },
    async ({ warnings, texts }, iteration) => {
      if (iteration === 1) context.runner.annotate(warnings, texts);
    },
  );
  const connectOptions = { timeout: responseTimeoutMs, stop: stop.signal, onWait: listener.waiting };
  const source = new BranchSource(context, branch);
  const reviews: GrantReviews[] = [];
  try {
    const reconciled = await reconcile({
      io,
      source,
      tally: context.connectTally(access.value, connectOptions),
      live: inputs.live,
      wait: true,
      approve: async planned => {
        const { plan } = planned;
        const commits = [planned.inputs.provenance.commit, run.sha];
        const reviewed = await reviewPlan(context, branch, commits, planned);
        reviews.push(reviewed);
        const names = displayNamesOf(planned.inputs.config);
        io.stdout.write(writeTerminal(planDocument(plan, names), logLayout));
        const current = reviewed.reviews.find(review => review.isCurrent)?.pull.number;
        io.stdout.write(renderReviewed(plan, reviewed.reviewedIn, current));
        const failure =
          checkGuards(plan, inputs.allowed) ?? checkReviewed(plan, reviewed, inputs.requireReviewedPlan);
        return failure ? { ok: false, failure } : { ok: true, reviewedIn: reviewed.reviewedIn };
      },
      listener,
      stop: stop.signal,
    });
    return await report(context, reconciled, reviews, statePathOf(inputs));
  } finally {
    ignoreSignals();
  }
}

function checkReviewed(plan: Plan, { reviewedIn }: GrantReviews, isRequired: boolean): Failure | undefined {
  const unseen = isRequired ? grantsOf(plan.people).filter(grant => reviewedIn(grant) === undefined) : [];
  if (unseen.length === 0) return undefined;
  const people = [...new Set(unseen.map(grant => grant.email))];
  return { reason: "not-reviewed", grants: unseen.length, people };
}

/** Reports what a run came to, and why it ended. */
async function report(
  context: GitHubContext,
  { iterations, problem, confirmation, resolved, retryAt, unrecorded }: Reconciled,
  reviews: readonly GrantReviews[],
  statePath: string,
): Promise<ExitCode> {
  if (problem?.kind === "not-loaded") await reportProblem(context, problem.problem);
  if (problem?.kind === "interrupted" && problem.failure) await failRun(context, problem.failure);
  if (unrecorded) await printFailure(context.runner, unrecorded);
  const [first, ...more] = [...iterations, ...iterationNotApproved(problem)];
  if (!first) return 1;
  const exit = await reportApply(context, {
    iterations: [first, ...more],
    confirmation,
    resolved,
    retryAt,
    reviews,
    statePath,
  });
  if (problem?.kind === "thrown") throw problem.error;
  return problem || unrecorded ? 1 : exit;
}

/** A plan that was not approved is reported like one of which nothing was sent. */
function iterationNotApproved(problem: ReconcileProblem | undefined): readonly Iteration[] {
  if (problem?.kind !== "not-approved" || !problem.failure) return [];
  const { planned, failure } = problem;
  return [{ planned, plan: planned.plan, ended: [], stopReason: { reason: "not-approved", failure } }];
}
