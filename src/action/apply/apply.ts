import type { ExitCode } from "../../commands/console.ts";
import { watchRun } from "../../commands/watch.ts";
import type { Refusal } from "../../core/failure/failure.ts";
import { checkLimits } from "../../core/plan/check-plan.ts";
import type { Plan } from "../../core/plan/model.ts";
import { grantsOf } from "../../core/review/marker.ts";
import { findDefaultBranch } from "../../github/commits.ts";
import type { Iteration, Reconciled, ReconcileProblem } from "../../reconcile/model.ts";
import { reconcile } from "../../reconcile/reconcile.ts";
import { renderReviewed } from "../../render/apply/comment.ts";
import { renderPlanText } from "../../render/plan/text.ts";
import { legendOf } from "../../render/text/names.ts";
import { type GitHubDesk, logLayout, refuseRun, responseTimeoutMs, sayRefusal } from "../context/context.ts";
import { reportProblem } from "../context/load.ts";
import { tallyAccessOf } from "../context/tally-access.ts";
import { BranchSource } from "./branch-source.ts";
import { reportApply } from "./report.ts";
import { type Reviewed, reviewPlan } from "./reviewed-grants.ts";

/** Applies what the branch requests now, regardless of the commit that started the run. */
export async function applyBranch(
  desk: GitHubDesk,
  event: { readonly branch: string; readonly defaultBranch: string | undefined },
): Promise<ExitCode> {
  const { io, inputs, context } = desk;
  const { branch } = event;
  const defaultBranch = event.defaultBranch ?? (await findDefaultBranch(desk.github, context.repository));
  if (branch !== defaultBranch) return refuseRun(desk, { refusal: "apply-on", event: branch, defaultBranch });
  const access = tallyAccessOf(desk, "rollcall-apply.yml");
  if (!access.ok) return refuseRun(desk, access.refusal);

  const stop = new AbortController();
  const ignoreSignals = io.onInterrupt(() => {
    io.stderr.write("Stopping after the call in flight, and recording what was sent.\n");
    stop.abort();
  });
  const watched = { format: "text", quiet: false, style: logLayout.paint } as const;
  const listener = watchRun(io, watched, async ({ warnings, texts }, iteration) => {
    if (iteration === 1) desk.runner.annotate(warnings, texts);
  });
  const opening = { timeout: responseTimeoutMs, stop: stop.signal, onWait: listener.waiting };
  const source = new BranchSource(desk, branch);
  const reviews: Reviewed[] = [];
  try {
    const reconciled = await reconcile({
      io,
      source,
      tally: desk.openTally(access.value, opening),
      live: inputs.live,
      approve: async planned => {
        const { plan } = planned;
        const commits = [planned.inputs.provenance.commit, context.sha];
        const reviewed = await reviewPlan(desk, branch, commits, planned);
        reviews.push(reviewed);
        io.stdout.write(renderPlanText(plan, legendOf(planned.inputs.config), logLayout));
        const current = reviewed.reviews.find(review => review.isCurrent)?.pull.number;
        io.stdout.write(renderReviewed(plan, reviewed.shownBy, current));
        const failure = checkLimits(plan, {}) ?? checkReviewed(plan, reviewed, inputs.requireReviewedPlan);
        return failure ? { ok: false, failure } : { ok: true, reviewedIn: reviewed.shownBy };
      },
      listener,
      stop: stop.signal,
    });
    return await report(desk, reconciled, reviews, source.statePath);
  } finally {
    ignoreSignals();
  }
}

function checkReviewed(plan: Plan, { shownBy }: Reviewed, isRequired: boolean): Refusal | undefined {
  const unseen = isRequired ? grantsOf(plan.people).filter(grant => shownBy(grant) === undefined) : [];
  if (unseen.length === 0) return undefined;
  const people = [...new Set(unseen.map(grant => grant.email))];
  return { refusal: "not-reviewed", grants: unseen.length, people };
}

/** Reports what a run came to, and why it ended. */
async function report(
  desk: GitHubDesk,
  { iterations, problem, confirmation, unrecorded }: Reconciled,
  reviews: readonly Reviewed[],
  statePath: string,
): Promise<ExitCode> {
  if (problem) await reportReconcileProblem(desk, problem);
  if (unrecorded) await sayRefusal(desk.runner, unrecorded);
  const [first, ...more] = [...iterations, ...iterationNotApproved(problem)];
  if (!first) return 1;
  const exit = await reportApply(desk, { iterations: [first, ...more], confirmation, reviews, statePath });
  if (problem?.kind === "thrown") throw problem.error;
  return problem ? 1 : exit;
}

async function reportReconcileProblem(desk: GitHubDesk, problem: ReconcileProblem): Promise<void> {
  switch (problem.kind) {
    case "not-loaded":
      await reportProblem(desk, problem.problem);
      return;
    case "not-observed":
      await refuseRun(desk, problem.failure);
      return;
    case "interrupted":
      if (problem.failure) await refuseRun(desk, problem.failure);
      return;
    case "not-approved":
    case "thrown":
      return;
  }
}

/** A plan that was not approved is reported like one of which nothing was sent. */
function iterationNotApproved(problem: ReconcileProblem | undefined): readonly Iteration[] {
  if (problem?.kind !== "not-approved" || !problem.failure) return [];
  const { planned, failure } = problem;
  return [{ planned, plan: planned.plan, ended: [], ending: { ending: "unkept", refusal: failure } }];
}
