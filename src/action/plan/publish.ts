import type { ExitCode } from "../../commands/console/console.ts";
import type { Failure } from "../../core/failure/failure.ts";
import type { Plan } from "../../core/plan/model.ts";
import { formatPlan } from "../../core/plan/plan.ts";
import {
  fingerprintsOf,
  formatMarker,
  grantsOf,
  type ReviewMarker,
  readMarker,
} from "../../core/review/marker.ts";
import type { State } from "../../core/state/state.ts";
import { problemOfRequest } from "../../github/client.ts";
import { findComment, saveComment } from "../../github/comments.ts";
import type { MergeGroup, PullRequest } from "../../github/context.ts";
import { digestOf } from "../../io/digest.ts";
import { permissionsText } from "../../render/failure/permissions.ts";
import {
  type MergeReport,
  type PlanSource,
  type PullRequestReport,
  renderPullRequest,
  sourceText,
} from "../../render/review/pull-request.ts";
import type { SizeLimit } from "../../render/text/truncate.ts";
import { commentIdentity, lineLinks, newMarker } from "../context/comment.ts";
import {
  commentLimitFor,
  failRun,
  type GitHubContext,
  outputPlan,
  renderFailedRun,
  summaryLimit,
} from "../context/context.ts";
import { requiredPermissions } from "../context/permissions.ts";

/** Puts a report into the summary, the comment and the outputs. `commit` is the one that the lines are shown in. */
export async function publishPlan(
  context: GitHubContext,
  pull: PullRequest | MergeGroup,
  report: PullRequestReport,
  state: State | undefined,
  commit: string,
): Promise<void> {
  const { runner, run } = context;
  const source = { commit, run: run.runUrl };
  const plan = report.merge?.plan;
  const body = (from: ReviewMarker["source"], limit: SizeLimit) =>
    renderPullRequest(report, limit, lineLinks(run, from.commit), planSource(plan, from));
  const summary = body(source, summaryLimit);
  await runner.summary(summary);
  const events = state?.events.length ?? 0;
  const grants = fingerprintsOf(grantsOf(plan?.people ?? []), digestOf);
  const marked = (from: ReviewMarker["source"]) =>
    `${formatMarker({ ...newMarker(context, plan, from), events, grants })}\n${body(from, commentLimitFor(summary))}`;
  const { merge, touchesState } = report;
  const newsOf = ({ changes: { membershipChanges, policyChanges }, added }: MergeReport) =>
    membershipChanges.length + added.people.length + (policyChanges?.length ?? 0) > 0;
  const hasNews = !merge || newsOf(merge) || touchesState;
  const url = await comment(context, pull, hasNews, source, marked);
  if (merge) await outputPlan(context, merge.plan, url ?? "", merge.changes);
}

/** Says why there is no plan, in the comment too: an older one would go on showing what no longer holds. */
export async function publishFailure(
  context: GitHubContext,
  pull: PullRequest | MergeGroup,
  failure: Failure,
): Promise<ExitCode> {
  const source = { commit: pull.head.sha, run: context.run.runUrl };
  const text = await renderFailedRun(failure, sourceText(planSource(undefined, source)));
  const marked = (from: ReviewMarker["source"]) =>
    `${formatMarker(newMarker(context, undefined, from))}\n${text}`;
  await comment(context, pull, false, source, marked);
  return failRun(context, failure);
}

/** The comment says the same for as long as the plan is the same: then it stays as it was, with the run that wrote it. Returns its URL, if there is one. */
async function comment(
  context: GitHubContext,
  pull: PullRequest | MergeGroup,
  hasNews: boolean,
  source: ReviewMarker["source"],
  marked: (source: ReviewMarker["source"]) => string,
): Promise<string | undefined> {
  const { inputs, github } = context;
  if (inputs.comment === "false" || pull.kind === "merge-group") return undefined;
  const identity = commentIdentity(inputs, pull.number);
  try {
    const found = await findComment(github, identity);
    if (inputs.comment === "changes" && !found && !hasNews) return undefined;
    const earlier = found && readMarker(found.body, inputs.config);
    // The pull request was merged, and this is a plan of before.
    if (found && earlier?.isResult) return found.url;
    const isSame = found !== undefined && earlier !== undefined && found.body === marked(earlier.source);
    return await saveComment(github, identity, found, isSame ? found.body : marked(source));
  } catch (error) {
    printPermissionDenied(context, pull, error);
    return undefined;
  }
}

function printPermissionDenied(context: GitHubContext, { isFork }: PullRequest, error: unknown): void {
  const { runner, io } = context;
  const problem = problemOfRequest(error);
  const permissions = requiredPermissions(context, error);
  const isDependabot = io.env["GITHUB_ACTOR"] === "dependabot[bot]";
  const hasForkToken = io.env["GITHUB_EVENT_NAME"] === "pull_request" && (isFork || isDependabot);
  if (hasForkToken && permissions) {
    const whose = isFork ? "a fork's pull request" : "Dependabot's pull request";
    const second = isFork ? " A second workflow on pull_request_target brings it into a comment." : "";
    const sentence = `The token of ${whose} cannot comment, so the plan is in the summary of this run only.${second}`;
    runner.notice("notice", sentence);
    return;
  }
  const fix = permissions ? permissionsText(permissions) : "";
  runner.notice("warning", `The plan is in the summary of this run only: ${problem}.${fix}`);
}

function planSource(plan: Plan | undefined, { commit, run }: ReviewMarker["source"]): PlanSource {
  const digest = plan && digestOf(formatPlan(plan)).slice(7, 19);
  return { digest, commit: commit.slice(0, 12), run };
}
