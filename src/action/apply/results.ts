import type { Failure, RunStopReason } from "../../core/failure/failure.ts";
import type { Resolution } from "../../core/plan/model.ts";
import { formatMarker, type ReviewMarker, readMarker, type StateVersion } from "../../core/review/marker.ts";
import { isRequestProblem } from "../../github/client.ts";
import { type Comment, findComment, type SavedComment, saveComment } from "../../github/comments.ts";
import { findLivePull, type MergedPull } from "../../github/pulls.ts";
import { currentTimestamp } from "../../io/clock.ts";
import type { LoadProblem } from "../../reconcile/inputs/model.ts";
import type { Iteration, ReconcileProblem } from "../../reconcile/model.ts";
import { renderApplyReport } from "../../render/apply/comment.ts";
import type { ApplyReport } from "../../render/apply/model.ts";
import { renderFindings } from "../../render/diagnostics/markdown.ts";
import { sourceText } from "../../render/review/pull-request.ts";
import { commentIdentity, printCommentFailure } from "../context/comment.ts";
import { commentLimit, type GitHubContext, renderFailedRun } from "../context/context.ts";
import { gitHubFailure } from "../context/permissions.ts";
import { planShownBeforeMerge } from "../review/shown-grants.ts";
import { partOf, resolvedPulls, sentEarlier } from "./result-part.ts";
import type { GrantReviews, Reviewer } from "./reviewed-grants.ts";

/** The comment on the merged pull request, if there is one, and whether writing any comment failed. */
export interface SavedResults {
  readonly comment: SavedComment | undefined;
  readonly isFailed: boolean;
}

/** A finished run whose results are written to comments. */
export interface FinishedRun {
  readonly iterations: readonly [Iteration, ...Iteration[]];
  readonly resolved: readonly Resolution[];
  /** One for each plan that needed approval. */
  readonly reviews: readonly GrantReviews[];
  readonly problem: ReconcileProblem | undefined;
  readonly unrecorded: Failure | undefined;
}

/** A result to write to a comment. */
interface NewResult {
  /** Whether there is anything to write, given the existing comment. */
  hasNews(found: Comment | undefined, marker: ReviewMarker | undefined): boolean;
  /** The version of the state file at the end of the run. Undefined if the run ended before it made a plan. */
  readonly state: StateVersion | undefined;
  readonly source: ReviewMarker["source"];
  readonly at: string;
  textFrom(source: ReviewMarker["source"], at: string): string | Promise<string>;
}

/** Writes the results of a run to the comments on all pull requests whose grants it sent or planned to send. */
export async function saveResults(
  context: GitHubContext,
  finished: FinishedRun,
  report: ApplyReport,
): Promise<SavedResults> {
  const { inputs } = context;
  const [first] = finished.iterations;
  const { recorded } = first.planned.inputs.state;
  const resolved = [...finished.iterations.flatMap(one => one.plan.resolved), ...finished.resolved];
  const whole = { ...report, stopReason: stopReasonOf(context, finished, report) };
  const found = resolvedPulls(recorded, resolved);
  const current = new Set(finished.reviews.flatMap(one => [...one.current]));
  const credited = new Map(finished.reviews.flatMap(one => one.pulls.map(pull => [pull.number, pull])));
  let comment: SavedComment | undefined;
  let isFailed = false;
  if (inputs.comment === "false") return { comment, isFailed };
  for (const number of [...new Set([...credited.keys(), ...found])].sort((a, b) => a - b)) {
    const part = partOf(whole, number);
    const isOwn = part.ended.length + part.plan.people.length > 0 || found.has(number);
    const isCurrent = current.has(number);
    const earlier = sentEarlier(recorded, resolved, number);
    const shown = { ...(isCurrent ? whole : part), earlier };
    try {
      const result = await saveResult(context, credited.get(number) ?? number, finished, {
        hasNews: (comment, marker) =>
          isOwn || (isCurrent && hasOtherNews(whole, comment, marker, inputs.comment)),
        state: knownState(finished),
        source: { commit: report.commit, run: report.runUrl },
        at: report.at,
        textFrom: ({ commit, run: runUrl }, at) =>
          renderApplyReport({ ...shown, commit, runUrl, at }, commentLimit),
      });
      if (isCurrent) comment = result;
    } catch (error) {
      printCommentFailure(context, number, error);
      isFailed = true;
    }
  }
  return { comment, isFailed };
}

/** Writes why a run ended before it made a plan, on the pull requests of its commit. Keeps the result of an earlier apply. */
export async function saveFailure(
  context: GitHubContext,
  reviewer: Reviewer,
  problem: LoadProblem,
): Promise<void> {
  const { inputs, run, io } = context;
  if (inputs.comment === "false") return;
  try {
    for (const pull of await reviewer.findCurrent()) {
      await saveResult(context, pull, undefined, {
        hasNews: (found, marker) => (found ? !marker?.result?.state : inputs.comment === "true"),
        state: undefined,
        source: { commit: run.sha, run: run.runUrl },
        at: currentTimestamp(io),
        textFrom: source => renderProblem(problem, source),
      });
    }
  } catch (error) {
    printCommentFailure(context, undefined, error);
  }
}

/** Writes a result, unless the comment already has it or a newer one. Returns the comment, if there is one. */
async function saveResult(
  context: GitHubContext,
  pull: MergedPull | number,
  finished: FinishedRun | undefined,
  result: NewResult,
): Promise<SavedComment | undefined> {
  const { github, inputs, io } = context;
  const number = typeof pull === "number" ? pull : pull.number;
  const identity = commentIdentity(inputs, number);
  const found = await findComment(github, identity);
  const marker = found && readMarker(found.body, inputs.config);
  if (!result.hasNews(found, marker)) return found;
  if (finished && marker?.result?.state && (await isOutdated(finished, marker.result.state))) return found;
  const { source, at, state, textFrom } = result;
  if (found && marker?.result) {
    const same = `${formatMarker(marker)}\n${await textFrom(marker.source, marker.result.at)}`;
    if (found.body === same) return found;
  }
  const merged = typeof pull === "number" ? (await findLivePull(github, pull)).mergedAt : pull.mergedAt;
  const shown =
    found && marker && merged !== undefined ? planShownBeforeMerge(marker, found, merged) : undefined;
  const next: ReviewMarker = { version: 2, config: inputs.config, shown, source, result: { at, state } };
  const body = `${formatMarker(next)}\n${await textFrom(source, at)}`;
  return saveComment(github, io.clock, identity, found, body);
}

/** Whether to write a result to a merged pull request without grants in this run: it has none yet, or people were removed. */
function hasOtherNews(
  { ended, stopReason }: ApplyReport,
  found: Comment | undefined,
  marker: ReviewMarker | undefined,
  comment: "true" | "changes" | "false",
): boolean {
  if (ended.some(one => one.call.action !== "invite")) return true;
  if (!found) return comment === "true" && (ended.length > 0 || stopReason.reason !== "completed");
  return marker?.result?.state === undefined;
}

/** Whether the written result comes from a run that had a newer version of the state file. */
async function isOutdated(finished: FinishedRun, written: StateVersion): Promise<boolean> {
  const known = knownState(finished);
  const isOther = known.lineage !== undefined && known.lineage !== written.lineage;
  if (isOther || known.events >= written.events) return false;
  // Compacting the state file reduces the number of its events.
  const { store, config } = (finished.iterations.at(-1) ?? finished.iterations[0]).planned.inputs;
  const now = await store.load(config.organization);
  return !now.ok || now.value.state.events.length >= written.events;
}

function knownState({ iterations }: FinishedRun): StateVersion {
  const { planned, recorded } = iterations.at(-1) ?? iterations[0];
  const { header, events } = planned.inputs.state;
  return { lineage: header?.lineage, events: events.length + recorded };
}

/** Returns why a run ended. A problem after the last plan takes precedence over how that plan ended. */
function stopReasonOf(
  context: GitHubContext,
  { problem, unrecorded }: FinishedRun,
  { stopReason }: ApplyReport,
): RunStopReason {
  if (problem?.kind === "not-loaded") {
    const { problem: failure } = problem;
    return { reason: "not-planned", failure: failure.reason === "invalid-files" ? undefined : failure };
  }
  if (problem?.kind === "interrupted") return { reason: "interrupted" };
  if (problem?.kind === "thrown" && isRequestProblem(problem.error))
    return { reason: "not-planned", failure: gitHubFailure(context, problem.error) };
  const isIncomplete = unrecorded !== undefined && stopReason.reason === "completed";
  return isIncomplete ? { reason: "record-failed", failure: unrecorded } : stopReason;
}

function renderProblem(
  problem: LoadProblem,
  { commit, run }: ReviewMarker["source"],
): string | Promise<string> {
  const footer = sourceText({ digest: undefined, commit: commit.slice(0, 12), run });
  if (problem.reason !== "invalid-files") return renderFailedRun(problem, footer);
  return renderFindings({ ...problem, members: undefined }, commentLimit, footer);
}
