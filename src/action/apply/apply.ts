import type { ExitCode } from "../../commands/console/console.ts";
import { watchRun } from "../../commands/console/run-listener.ts";
import type { TallyAccess } from "../../core/apply/connection.ts";
import type { Failure } from "../../core/failure/failure.ts";
import { checkGuards } from "../../core/plan/check-plan.ts";
import { isRequestProblem } from "../../github/client.ts";
import { findDefaultBranch } from "../../github/commits.ts";
import type { BranchEvent } from "../../github/context.ts";
import type { Iteration, Reconciled, ReconcileProblem } from "../../reconcile/model.ts";
import { reconcile } from "../../reconcile/reconcile.ts";
import { renderReviews } from "../../render/apply/comment.ts";
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
import { reportProblem } from "../context/load.ts";
import { gitHubFailure } from "../context/permissions.ts";
import { findTallyAccess } from "../context/tally-access.ts";
import { updateOpenPulls } from "../plan/pull-request.ts";
import { BranchSource } from "./branch-source.ts";
import { applyReport, type RunReport, reportApply } from "./report.ts";
import { saveFailure, saveResults } from "./results.ts";
import { type GrantReviews, Reviewer } from "./reviewed-grants.ts";

/** Applies what the newest commit of the branch requests, even if an older commit started the run. */
export async function applyBranch(context: GitHubContext, event: BranchEvent): Promise<ExitCode> {
  const { branch } = event;
  // The value if the run fails early. GitHub uses the last value that a step sets.
  await context.runner.output("complete", "false");
  const defaultBranch = event.defaultBranch ?? (await findDefaultBranch(context.github));
  if (branch !== defaultBranch)
    return failRun(context, { reason: "wrong-event", command: "apply", event, defaultBranch });
  const reviewer = new Reviewer(context, branch);
  const access = findTallyAccess(context, "rollcall-apply.yml");
  if (!access.ok) {
    await saveFailure(context, reviewer, access.problem);
    return failRun(context, access.problem);
  }
  try {
    return await applyWith(context, branch, reviewer, access.value);
  } catch (error) {
    if (isRequestProblem(error)) await saveFailure(context, reviewer, gitHubFailure(context, error));
    throw error;
  }
}

async function applyWith(
  context: GitHubContext,
  branch: string,
  reviewer: Reviewer,
  access: TallyAccess,
): Promise<ExitCode> {
  const { io, inputs } = context;
  const stop = new AbortController();
  const ignoreSignals = io.onInterrupt(() => {
    io.stderr.write("Stopping after the current API call, and recording its result.\n");
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
      tally: context.connectTally(access, connectOptions),
      live: inputs.live,
      wait: true,
      approve: async planned => {
        const { plan } = planned;
        const reviewed = await reviewer.review(planned);
        reviews.push(reviewed);
        const names = displayNamesOf(planned.inputs.config);
        io.stdout.write(writeTerminal(planDocument(plan, names), logLayout));
        io.stdout.write(renderReviews(plan, reviewed));
        const failure =
          checkGuards(plan, inputs.allowed) ?? checkReviewed(reviewed, inputs.requireReviewedPlan);
        return failure ? { ok: false, failure } : { ok: true, creditedTo: reviewed.creditedTo };
      },
      listener,
      stop: stop.signal,
    });
    const exit = await report(context, reviewer, reconciled, reviews);
    const hasRecorded = reconciled.iterations.some(({ recorded }) => recorded > 0);
    return hasRecorded && !(await updateOpenPulls(context, branch)) ? 1 : exit;
  } finally {
    ignoreSignals();
  }
}

function checkReviewed({ unreviewed }: GrantReviews, isRequired: boolean): Failure | undefined {
  if (!isRequired || unreviewed.length === 0) return undefined;
  const people = [...new Set(unreviewed.map(grant => grant.email))];
  return { reason: "not-reviewed", grants: unreviewed.length, people };
}

/** Reports the results of a run, and why it ended. */
async function report(
  context: GitHubContext,
  reviewer: Reviewer,
  reconciled: Reconciled,
  reviews: readonly GrantReviews[],
): Promise<ExitCode> {
  const { iterations, problem, confirmation, resolved, retryAt, unrecorded } = reconciled;
  if (problem?.kind === "not-loaded") await reportProblem(context, problem.problem);
  if (problem?.kind === "interrupted" && problem.failure) await failRun(context, problem.failure);
  if (unrecorded) await printFailure(context.runner, unrecorded);
  const [first, ...more] = [...iterations, ...iterationNotApproved(problem)];
  if (!first) {
    await saveUnsent(context, reviewer, reconciled);
    return 1;
  }
  const finished = { confirmation, resolved, retryAt, reviews, problem, unrecorded };
  const exit = await reportApply(context, { ...finished, iterations: [first, ...more] });
  if (problem?.kind === "thrown") throw problem.error;
  return exit;
}

/**
 * Writes the results of a run that ended before it could send anything. If the run made a plan from the state file, reports that
 * plan as not sent.
 */
async function saveUnsent(
  context: GitHubContext,
  reviewer: Reviewer,
  { problem, resolved }: Reconciled,
): Promise<void> {
  if (problem?.kind === "not-loaded" && !problem.planned)
    return saveFailure(context, reviewer, problem.problem);
  if (problem?.kind !== "not-loaded" && problem?.kind !== "interrupted") return;
  const { planned } = problem;
  if (!planned) return;
  const stopReason = { reason: "interrupted" } as const;
  const iteration: Iteration = { planned, plan: planned.plan, ended: [], recorded: 0, stopReason };
  const finished: RunReport = {
    iterations: [iteration],
    reviews: [await reviewer.review(planned)],
    ...{ resolved, problem, unrecorded: undefined, confirmation: undefined, retryAt: undefined },
  };
  await saveResults(context, finished, applyReport(context, finished));
}

/** Returns an iteration that sent nothing for a plan that wasn't approved, so that both are reported in the same way. */
function iterationNotApproved(problem: ReconcileProblem | undefined): readonly Iteration[] {
  if (problem?.kind !== "not-approved" || !problem.failure) return [];
  const { planned, failure } = problem;
  const stopReason = { reason: "not-approved", failure } as const;
  return [{ planned, plan: planned.plan, ended: [], recorded: 0, stopReason }];
}
