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
import { commentIdentity, lineLinks, printUnwritten } from "../context/comment.ts";
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

/** A comment that is to be written. */
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

/** What merging would do, and what it was computed from. */
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
  const { summary, made } = renderPlan(context, planned);
  await context.runner.summary(summary);
  const { saved, isFailed } = await comment(context, pull, made);
  if (merge) await outputPlan(context, merge.plan, saved, merge.changes);
  return !isFailed;
}

/** Writes only the comment. Returns false if it could not be written. */
export async function updateComment(
  context: GitHubContext,
  pull: PullRequest,
  planned: Result<PlannedMerge, Failure>,
): Promise<boolean> {
  const made = planned.ok
    ? renderPlan(context, planned.value).made
    : await renderPlanFailure(context, pull, planned.problem);
  return !(await comment(context, pull, made)).isFailed;
}

function renderPlan(
  { run }: GitHubContext,
  { report, commits, inputs }: PlannedMerge,
): { readonly summary: string; readonly made: NewComment } {
  const { merge, touchesState } = report;
  const plan = merge?.plan;
  const source = { commit: commits.commit, run: run.runUrl };
  const body = (from: ReviewMarker["source"], limit: SizeLimit) =>
    renderPullRequest(report, limit, lineLinks(run, from.commit), planSource(plan, from));
  const summary = body(source, summaryLimit);
  const newsOf = ({ changes: { membershipChanges, policyChanges }, added }: MergeReport) =>
    membershipChanges.length + added.people.length + (policyChanges?.length ?? 0) > 0;
  const made = {
    hasNews: !merge || newsOf(merge) || touchesState,
    shown: plan && inputs && shownPlan(plan, commits, inputs),
    source,
    textFrom: (from: ReviewMarker["source"]) => body(from, commentLimitFor(summary)),
  };
  return { summary, made };
}

/** Says why there is no plan, in the comment too: an older one would go on showing what no longer holds. */
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

/** Writes the comment, unless it has the same plan already, or the pull request has moved on. A merge group has none. */
async function comment(
  context: GitHubContext,
  pull: PullRequest | MergeGroup,
  made: NewComment,
): Promise<CommentResult> {
  const { inputs, github, io, runner } = context;
  if (inputs.comment === "false" || pull.kind === "merge-group") return {};
  const identity = commentIdentity(inputs, pull.number);
  try {
    const found = await findComment(github, identity);
    if (inputs.comment === "changes" && !found && !made.hasNews) return {};
    const outdated = await findOutdated(context, pull);
    if (outdated !== undefined) {
      runner.notice("notice", outdated);
      return { saved: found };
    }
    const earlier = found && readMarker(found.body, inputs.config);
    if (found && earlier && isSamePlan(found.body, earlier, made)) return { saved: found };
    return { saved: await saveComment(github, io.clock, identity, found, bodyOf(inputs.config, made)) };
  } catch (error) {
    if (hasForkToken(context, pull, error)) return {};
    printUnwritten(context, pull.number, error);
    return { isFailed: true };
  }
}

function bodyOf(config: string, { shown, source, textFrom }: NewComment): string {
  return `${formatMarker({ version: 2, config, shown, source })}\n${textFrom(source)}`;
}

/** Whether a comment says what a new one would, apart from the inputs and the run that wrote it. */
function isSamePlan(body: string, earlier: ReviewMarker, made: NewComment): boolean {
  const { shown, source, config } = earlier;
  return shown?.grants === made.shown?.grants && body === bodyOf(config, { ...made, shown, source });
}

/** A read can return the older head of a pull request for a moment after a push (github-facts.md). In milliseconds. */
const pausesMs = [1000, 2000, 4000];

/** Why a plan is not about the pull request as it is now, if so. */
async function findOutdated({ github, io }: GitHubContext, pull: PullRequest): Promise<string | undefined> {
  const kept = "so its comment stays as it is. This plan is in the summary of this run.";
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

/** Whether a failure is that of a token that can never comment. Prints where the plan is then. */
function hasForkToken({ runner, io }: GitHubContext, { isFork }: PullRequest, error: unknown): boolean {
  const isDependabot = io.env["GITHUB_ACTOR"] === "dependabot[bot]";
  const isForkRun = io.env["GITHUB_EVENT_NAME"] === "pull_request" && (isFork || isDependabot);
  if (!isForkRun || permissionFor(error) === undefined) return false;
  const whose = isFork ? "a fork's pull request" : "Dependabot's pull request";
  const second = isFork
    ? " To get a comment as well, add rollcall-plan-forks.yml (rollcall init --forks)."
    : "";
  const sentence = `The token of ${whose} can't post a comment. The plan is in the job summary.${second}`;
  runner.notice("notice", sentence);
  return true;
}

function planSource(plan: Plan | undefined, { commit, run }: ReviewMarker["source"]): PlanSource {
  const digest = plan && digestOf(formatPlan(plan)).slice(7, 19);
  return { digest, commit: commit.slice(0, 12), run };
}
