import type { ExitCode } from "../../commands/console/console.ts";
import type { Failure } from "../../core/failure/failure.ts";
import type { Plan } from "../../core/plan/model.ts";
import { formatPlan } from "../../core/plan/plan.ts";
import {
  formatMarker,
  grantsOf,
  type ReviewMarker,
  readMarker,
  type ShownPlan,
} from "../../core/review/marker.ts";
import type { State } from "../../core/state/state.ts";
import type { Day } from "../../core/values/day.ts";
import type { Result } from "../../core/values/result.ts";
import { permissionFor } from "../../github/client.ts";
import { findComment, type SavedComment, saveComment } from "../../github/comments.ts";
import type { MergeGroup, PullRequest } from "../../github/context.ts";
import { findLivePull } from "../../github/pulls.ts";
import { digestOf } from "../../io/digest.ts";
import type { MergeReport, PlanSource, PullRequestReport } from "../../render/review/model.ts";
import { renderPullRequest, sourceText } from "../../render/review/pull-request.ts";
import type { SizeLimit } from "../../render/text/truncate.ts";
import { commentIdentity, lineLinks, printCommentFailure } from "../context/comment.ts";
import {
  commentLimitFor,
  failRun,
  type GitHubContext,
  outputPlan,
  renderFailedRun,
  summaryLimit,
} from "../context/context.ts";
import type { MergeCommits } from "../review/merge.ts";
import { digestOfGrants } from "../review/shown-grants.ts";

/** A comment to write. */
interface NewComment {
  readonly hasNews: boolean;
  readonly shown: ShownPlan | undefined;
  readonly source: ReviewMarker["source"];
  readonly textFrom: (source: ReviewMarker["source"]) => string;
}

/** The comment, if there is one, and whether writing it failed. */
interface CommentResult {
  readonly saved?: SavedComment | undefined;
  readonly isFailed?: boolean | undefined;
}

/** The effects of a merge, and the inputs that they were computed from. */
export interface PlannedMerge {
  readonly report: PullRequestReport;
  readonly commits: MergeCommits;
  /** Undefined if the files are invalid. */
  readonly inputs: { readonly state: State; readonly day: Day } | undefined;
}

/** Puts a plan into the summary, the comment, and the outputs. Returns false if the comment could not be written. */
export async function publishPlan(
  context: GitHubContext,
  pull: PullRequest | MergeGroup,
  planned: PlannedMerge,
): Promise<boolean> {
  const { merge } = planned.report;
  const { summary, newComment } = renderPlan(context, planned);
  await context.runner.summary(summary);
  const { saved, isFailed } = await comment(context, pull, newComment);
  if (merge) await outputPlan(context, merge.plan, saved, merge.changes);
  return !isFailed;
}

/** Writes only the comment. Returns false if it could not be written. */
export async function updateComment(
  context: GitHubContext,
  pull: PullRequest,
  planned: Result<PlannedMerge, Failure>,
): Promise<boolean> {
  const newComment = planned.ok
    ? renderPlan(context, planned.value).newComment
    : await renderPlanFailure(context, pull, planned.problem);
  return !(await comment(context, pull, newComment)).isFailed;
}

function renderPlan(
  { run }: GitHubContext,
  { report, commits, inputs }: PlannedMerge,
): { readonly summary: string; readonly newComment: NewComment } {
  const { merge, touchesState } = report;
  const plan = merge?.plan;
  const source = { commit: commits.commit, run: run.runUrl };
  const body = (from: ReviewMarker["source"], limit: SizeLimit) =>
    renderPullRequest(report, limit, lineLinks(run, from.commit), planSource(plan, from));
  const summary = body(source, summaryLimit);
  const newsOf = ({ changes: { membershipChanges, policyChanges }, added }: MergeReport) =>
    membershipChanges.length + added.people.length + (policyChanges?.length ?? 0) > 0;
  const newComment = {
    hasNews: !merge || newsOf(merge) || touchesState,
    shown: plan && inputs && shownPlan(plan, commits, inputs),
    source,
    textFrom: (from: ReviewMarker["source"]) => body(from, commentLimitFor(summary)),
  };
  return { summary, newComment };
}

/** Reports why there is no plan. Replaces the comment as well, because an older plan in it would be out of date. */
export async function publishFailure(
  context: GitHubContext,
  pull: PullRequest | MergeGroup,
  failure: Failure,
): Promise<ExitCode> {
  await comment(context, pull, await renderPlanFailure(context, pull, failure));
  return failRun(context, failure);
}

async function renderPlanFailure(
  { run }: GitHubContext,
  { head }: PullRequest | MergeGroup,
  failure: Failure,
): Promise<NewComment> {
  const source = { commit: head.sha, run: run.runUrl };
  const text = await renderFailedRun(failure, sourceText(planSource(undefined, source)));
  return { hasNews: false, shown: undefined, source, textFrom: () => text };
}

/** Writes the comment, unless it already shows the same plan or the pull request has changed. A merge group has no comment. */
async function comment(
  context: GitHubContext,
  pull: PullRequest | MergeGroup,
  newComment: NewComment,
): Promise<CommentResult> {
  const { inputs, github, io, runner } = context;
  if (inputs.comment === "false" || pull.kind === "merge-group") return {};
  const identity = commentIdentity(inputs, pull.number);
  try {
    const [found, outdated] = await Promise.all([findComment(github, identity), findOutdated(context, pull)]);
    if (inputs.comment === "changes" && !found && !newComment.hasNews) return {};
    if (outdated !== undefined) {
      runner.notice("notice", outdated);
      return { saved: found };
    }
    const earlier = found && readMarker(found.body, inputs.config);
    if (found && earlier && isSamePlan(found.body, earlier, newComment)) return { saved: found };
    return { saved: await saveComment(github, io.clock, identity, found, bodyOf(inputs.config, newComment)) };
  } catch (error) {
    if (hasForkToken(context, pull, error)) return {};
    printCommentFailure(context, pull.number, error);
    return { isFailed: true };
  }
}

function bodyOf(config: string, { shown, source, textFrom }: NewComment): string {
  return `${formatMarker({ version: 2, config, shown, source })}\n${textFrom(source)}`;
}

/** Whether a comment shows the same plan as a new one, ignoring the commits that it was computed from and the run that wrote it. */
function isSamePlan(body: string, earlier: ReviewMarker, newComment: NewComment): boolean {
  const { shown, source, config } = earlier;
  return (
    shown?.grants === newComment.shown?.grants && body === bodyOf(config, { ...newComment, shown, source })
  );
}

/** The pauses between reads, in milliseconds. For a moment after a push, GitHub can return the older head of a pull request. */
const pausesMs = [1000, 2000, 4000];

/** Returns why a plan is out of date, or undefined if the pull request is open and still has the same head. */
async function findOutdated({ github, io }: GitHubContext, pull: PullRequest): Promise<string | undefined> {
  const kept = "so Rollcall didn't update its comment. This plan is in the job summary.";
  for (const pause of [...pausesMs, undefined]) {
    const { head, isOpen, mergedAt } = await findLivePull(github, pull.number);
    if (!isOpen) return `#${pull.number} is ${mergedAt === undefined ? "closed" : "merged"}, ${kept}`;
    if (head === pull.head.sha) return undefined;
    if (pause !== undefined) await io.clock.sleep(pause, new AbortController().signal);
  }
  return `#${pull.number} has newer commits, ${kept}`;
}

function shownPlan(
  { people }: Plan,
  { head, commit, base, tip }: MergeCommits,
  { state, day }: { readonly state: State; readonly day: Day },
): ShownPlan {
  const version = { lineage: state.header?.lineage, events: state.events.length };
  return { head, commit, base, tip, day, state: version, grants: digestOfGrants(grantsOf(people)) };
}

/** Whether a write failed because a token from a fork or Dependabot can't comment. If so, prints where to find the plan. */
function hasForkToken({ runner, io }: GitHubContext, { isFork }: PullRequest, error: unknown): boolean {
  const isDependabot = io.env["GITHUB_ACTOR"] === "dependabot[bot]";
  const isForkRun = io.env["GITHUB_EVENT_NAME"] === "pull_request" && (isFork || isDependabot);
  if (!isForkRun || permissionFor(error) === undefined) return false;
  const whose = isFork ? "a fork's pull request" : "Dependabot's pull request";
  const hint = isFork
    ? " To get a comment as well, add rollcall-plan-forks.yml (rollcall init --forks)."
    : "";
  const sentence = `The token of ${whose} can't post a comment. The plan is in the job summary.${hint}`;
  runner.notice("notice", sentence);
  return true;
}

function planSource(plan: Plan | undefined, { commit, run }: ReviewMarker["source"]): PlanSource {
  const digest = plan && digestOf(formatPlan(plan)).slice(7, 19);
  return { digest, commit: commit.slice(0, 12), run };
}
