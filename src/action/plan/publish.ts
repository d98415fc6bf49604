import type { ExitCode } from "../../commands/console.ts";
import type { Refusal } from "../../core/failure/failure.ts";
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
import { dayOf } from "../../core/values/day.ts";
import { permissionFor, problemOfRequest } from "../../github/client.ts";
import { type CommentIdentity, findComment, type SavedComment, saveComment } from "../../github/comments.ts";
import type { PullRequest } from "../../github/context.ts";
import { digestOf } from "../../io/digest.ts";
import { timestampOf } from "../../io/timestamp.ts";
import { type PullRequestReport, renderInAll, renderPullRequest } from "../../render/review/pull-request.ts";
import { forMarkdown } from "../../render/text/escape.ts";
import { linked } from "../../render/text/markdown.ts";
import type { Room } from "../../render/text/truncate.ts";
import {
  commentRoom,
  type GitHubDesk,
  outputPlan,
  refuseRun,
  renderRefusedRun,
  summaryRoom,
} from "../context/context.ts";
import type { ActionInputs } from "../context/inputs.ts";
import { commentIdentity, lineAddresses } from "../context/links.ts";

/** Puts a report into the summary, the comment and the outputs. `commit` is the one that the lines are shown in. */
export async function publishPlan(
  desk: GitHubDesk,
  pull: PullRequest,
  report: PullRequestReport,
  state: State | undefined,
  commit: string,
): Promise<void> {
  const { runner, context } = desk;
  const source = { commit, run: context.runUrl };
  const plan = report.merge?.plan;
  const body = (from: ReviewMarker["source"], room: Room) =>
    `${renderPullRequest(report, room, lineAddresses(context, from.commit))}\n${footer(plan, from, renderInAll(report))}`;
  await runner.summary(body(source, summaryRoom));
  const marked = (from: ReviewMarker["source"]) =>
    `${formatMarker(markerFor(desk, plan, state, from))}\n${body(from, commentRoom)}`;
  const { merge, touchesState } = report;
  const hasNews = !merge || merge.changes.length + merge.brought.people.length > 0 || touchesState;
  const saved = await comment(desk, pull, hasNews, source, marked);
  if (plan) await outputPlan(desk, plan, saved && "url" in saved ? saved.url : "");
}

/** Says why there is no plan, in the comment too: an older one would go on showing what no longer holds. */
export async function refusePlan(desk: GitHubDesk, pull: PullRequest, refusal: Refusal): Promise<ExitCode> {
  const source = { commit: pull.head.sha, run: desk.context.runUrl };
  const refused = await renderRefusedRun(refusal);
  const marked = (from: ReviewMarker["source"]) =>
    `${formatMarker(markerFor(desk, undefined, undefined, from))}\n${refused}\n${footer(undefined, from)}`;
  await comment(desk, pull, false, source, marked);
  return refuseRun(desk, refusal);
}

function markerFor(
  { io, inputs }: GitHubDesk,
  plan: Plan | undefined,
  state: State | undefined,
  source: ReviewMarker["source"],
): ReviewMarker {
  return {
    version: 1,
    config: inputs.config,
    plan: plan ? digestOf(formatPlan(plan)) : "",
    meaning: plan?.basis.config ?? "",
    day: dayOf(timestampOf(io)),
    events: state?.events.length ?? 0,
    grants: fingerprintsOf(grantsOf(plan?.people ?? []), digestOf),
    source,
  };
}

/** The comment says the same for as long as the plan is the same: then it stays as it was, with the run that wrote it. */
async function comment(
  desk: GitHubDesk,
  pull: PullRequest,
  hasNews: boolean,
  source: ReviewMarker["source"],
  marked: (source: ReviewMarker["source"]) => string,
): Promise<SavedComment | undefined> {
  const { inputs, github, context } = desk;
  if (inputs.comment === "false") return undefined;
  const identity = commentIdentity(inputs, context.repository, pull.number);
  const saved = await saveUnlessSame(github, identity, inputs, hasNews, source, marked);
  if (saved?.saved === "denied") sayDenied(desk, pull, saved);
  return saved;
}

async function saveUnlessSame(
  github: GitHubDesk["github"],
  identity: CommentIdentity,
  inputs: ActionInputs,
  hasNews: boolean,
  source: ReviewMarker["source"],
  marked: (source: ReviewMarker["source"]) => string,
): Promise<SavedComment | undefined> {
  try {
    const found = await findComment(github, identity);
    if (inputs.comment === "changes" && !found && !hasNews) return undefined;
    const earlier = found && readMarker(found.body, inputs.config);
    // The pull request was merged, and this is a plan of before.
    if (found && earlier?.isResult) return { saved: "unchanged", url: found.url };
    const isSame = found !== undefined && earlier !== undefined && found.body === marked(earlier.source);
    return await saveComment(github, identity, found, isSame ? found.body : marked(source));
  } catch (error) {
    return { saved: "denied", problem: problemOfRequest(error), permission: permissionFor(error) };
  }
}

function sayDenied(
  { runner, inputs, io }: GitHubDesk,
  { isFork }: PullRequest,
  { problem, permission }: Extract<SavedComment, { saved: "denied" }>,
): void {
  const isDependabot = io.env["GITHUB_ACTOR"] === "dependabot[bot]";
  if ((isFork || isDependabot) && inputs.source === "workspace" && permission !== undefined) {
    const whose = isFork ? "a fork's pull request" : "Dependabot's pull request";
    const second = isFork
      ? " A second workflow on pull_request_target with source: api brings it into a comment."
      : "";
    const sentence = `The token of ${whose} cannot comment, so the plan is in the summary of this run only.${second}`;
    runner.notice("notice", sentence);
    return;
  }
  const wayOut =
    permission === undefined ? "" : ` To have it as a comment, give the job permissions: ${permission}.`;
  runner.notice("warning", `The plan is in the summary of this run only: ${problem}.${wayOut}`);
}

function footer(plan: Plan | undefined, { commit, run }: ReviewMarker["source"], inAll = ""): string {
  const digest = plan ? `Plan <code>${digestOf(formatPlan(plan)).slice(7, 19)}</code> of` : "Read at";
  return `<sub>${inAll}${digest} ${forMarkdown(commit.slice(0, 12))}, by ${linked("this run", run)}.</sub>\n`;
}
