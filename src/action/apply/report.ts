import type { ExitCode } from "../../commands/console/console.ts";
import type { Confirmation } from "../../core/apply/confirm.ts";
import { type FinishedCall, withResolved } from "../../core/apply/finished-call.ts";
import {
  givenUpIn,
  isCompleteApply as isAllDone,
  mergeSentPlans,
  summarizeApply,
} from "../../core/apply/summary.ts";
import type { Resolution } from "../../core/plan/model.ts";
import { formatMarker, grantsOf, type ReviewMarker } from "../../core/review/marker.ts";
import type { Recorded } from "../../core/state/recorded.ts";
import { emailOf } from "../../core/values/address.ts";
import { problemOfRequest } from "../../github/client.ts";
import { saveComment } from "../../github/comments.ts";
import { currentTimestamp } from "../../io/clock.ts";
import type { Iteration } from "../../reconcile/model.ts";
import { diagnosticsOfRejected } from "../../reconcile/rejected-addresses.ts";
import { renderApplyReport, runLogDocument } from "../../render/apply/comment.ts";
import type { ApplyReport, SentEarlier } from "../../render/apply/model.ts";
import { writeTerminal } from "../../render/document/terminal.ts";
import { displayNamesOf } from "../../render/text/names.ts";
import { commentIdentity, newMarker } from "../context/comment.ts";
import { commentLimit, type GitHubContext, logLayout, outputPlan, summaryLimit } from "../context/context.ts";
import type { GrantReviews, Review } from "./reviewed-grants.ts";

/** A run that is to be reported. */
export interface RunReport {
  readonly iterations: readonly [Iteration, ...Iteration[]];
  readonly confirmation: Confirmation | undefined;
  readonly resolved: readonly Resolution[];
  readonly retryAt: string | undefined;
  /** The reviews of each plan that was to be approved. */
  readonly reviews: readonly GrantReviews[];
  readonly statePath: string;
}

/** Reports what an apply came to: in the log, the summary, the outputs, and the comments of the pull requests that showed it. */
export async function reportApply(context: GitHubContext, finished: RunReport): Promise<ExitCode> {
  const { io, runner, run } = context;
  const { iterations, confirmation, resolved, retryAt, statePath } = finished;
  const merged = mergeSentPlans(iterations);
  const applied = { ...merged, ended: withResolved(merged.ended, resolved) };
  const { plan, ended } = applied;
  const { planned, stopReason } = iterations.at(-1) ?? iterations[0];
  const { config, files, provenance } = planned.inputs;
  const newestFirst = finished.reviews.toReversed();
  const report: ApplyReport = {
    plan,
    confirmation,
    retryAt,
    ended,
    stopReason,
    names: displayNamesOf(config),
    at: currentTimestamp(io),
    commit: provenance.commit ?? "",
    runUrl: run.runUrl,
    reviewedIn: grant =>
      newestFirst.map(reviewed => reviewed.reviewedIn(grant)).find(number => number !== undefined),
    earlier: [],
    statePath,
    stateBranch: context.inputs.stateBranch,
  };
  const givenUp = givenUpIn(iterations[0].planned.offline, plan);
  const isComplete =
    isAllDone(summarizeApply(applied, confirmation)) &&
    stopReason.reason === "completed" &&
    givenUp.length === 0;
  runner.annotate(diagnosticsOfRejected(ended, config, files), files.texts);
  const said = writeTerminal(runLogDocument(report), logLayout);
  io.stdout.write(said === "" ? "" : `\n${said}`);
  if (!isComplete) runner.notice("error", said);
  await runner.summary(renderApplyReport(report, summaryLimit));
  await outputPlan(context, plan, await saveResults(context, finished, report));
  return isComplete ? 0 : 1;
}

/** Turns the comments into the result. Returns the URL of that on the merged pull request, or an empty text. */
async function saveResults(
  context: GitHubContext,
  { iterations, reviews }: RunReport,
  report: ApplyReport,
): Promise<string> {
  const { recorded } = iterations[0].planned.inputs.state;
  const byNumber = new Map(reviews.flatMap(one => one.reviews.map(review => [review.pull.number, review])));
  let url = "";
  for (const review of byNumber.values()) {
    const { number } = review.pull;
    const part = review.isCurrent ? report : partOf(report, number);
    const own = { ...part, earlier: sentEarlier(recorded, number) };
    if (!hasResult(context, review, own)) continue;
    try {
      const saved = await saveResult(context, review, own);
      if (review.isCurrent) url = saved;
    } catch (error) {
      const problem = problemOfRequest(error);
      context.runner.notice("warning", `The result is not in the comment on #${number}: ${problem}.`);
    }
  }
  return url;
}

/** What was recorded of a pull request before this run. */
function sentEarlier({ people }: Recorded, number: number): readonly SentEarlier[] {
  return [...people.values()].flatMap(({ email, grants }) => {
    const own = [...grants].filter(([, grant]) => grant.pullRequest === number);
    const [first] = own;
    return first
      ? [{ email, workspaceIds: own.map(([id]) => id).sort(), runUrl: first[1].run, pullRequest: number }]
      : [];
  });
}

/** What of a report is about the grants that one pull request showed. */
function partOf(report: ApplyReport, number: number): ApplyReport {
  const { plan, reviewedIn } = report;
  const people = plan.people.flatMap(person => {
    const own = grantsOf([person]).filter(grant => reviewedIn(grant) === number);
    return own.length > 0 ? [{ ...person, workspaceIds: own.map(grant => grant.workspaceId) }] : [];
  });
  const emails = new Set<string>(people.map(person => person.email));
  const ended = report.ended.flatMap((one): FinishedCall[] => {
    const named = one.call.emails.filter(email => emails.has(emailOf(email)));
    if (named.length === 0) return [];
    const outcome =
      one.outcome.result === "split"
        ? { ...one.outcome, appliedTo: one.outcome.appliedTo.filter(email => named.includes(email)) }
        : one.outcome;
    return [{ ...one, outcome, call: { ...one.call, emails: named } }];
  });
  const summary = { ...plan.summary, people: people.length, adopted: 0, removed: 0 };
  const nothing = { adopt: [], cancel: [], remove: [], forget: [], skipped: [], unconfirmed: [] };
  return { ...report, ended, plan: { ...plan, ...nothing, people, summary }, confirmation: undefined };
}

/** Whether there is something to say that the comment does not say yet. */
function hasResult({ inputs }: GitHubContext, review: Review, { ended, stopReason }: ApplyReport): boolean {
  if (inputs.comment === "false") return false;
  if (ended.length > 0) return true;
  if (!review.isCurrent) return false;
  if (!review.comment) return inputs.comment === "true" && stopReason.reason !== "completed";
  return review.marker?.isResult !== true || stopReason.reason !== "completed";
}

async function saveResult(context: GitHubContext, review: Review, report: ApplyReport): Promise<string> {
  const { github, inputs } = context;
  const source = { commit: report.commit, run: report.runUrl };
  const marker: ReviewMarker = {
    // Of a comment that was deleted, what it showed is no longer known.
    ...(review.marker ?? newMarker(context, report.plan, source)),
    source,
    isResult: true,
  };
  const body = `${formatMarker(marker)}\n${renderApplyReport(report, commentLimit)}`;
  const identity = commentIdentity(inputs, review.pull.number);
  return saveComment(github, identity, review.comment, body);
}
