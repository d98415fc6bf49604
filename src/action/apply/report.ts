import type { Confirmation } from "../../core/apply/confirm.ts";
import type { EndedCall } from "../../core/apply/ended-call.ts";
import { formatPlan } from "../../core/plan/plan.ts";
import { formatMarker, grantsOf, type ReviewMarker } from "../../core/review/marker.ts";
import type { Recorded } from "../../core/state/recorded.ts";
import { emailOf } from "../../core/values/address.ts";
import { dayOf } from "../../core/values/day.ts";
import { problemOfRequest } from "../../github/client.ts";
import { type SavedComment, saveComment } from "../../github/comments.ts";
import { digestOf } from "../../io/digest.ts";
import type { ExitCode } from "../../reconcile/console.ts";
import { diagnosticsOfRefused } from "../../reconcile/rejected-addresses.ts";
import { timestampOf } from "../../reconcile/stores/store.ts";
import { renderApplyReport, renderRunSummary } from "../../render/apply/comment.ts";
import type { ApplyReport, RunEnding, SentEarlier } from "../../render/apply/model.ts";
import { legendOf } from "../../render/text/names.ts";
import { commentRoom, type GitHubDesk, outputPlan, summaryRoom } from "../context/context.ts";
import { commentIdentity } from "../context/links.ts";
import { combinePasses, exitOf, type Pass, type Passes } from "./iterations.ts";
import type { Review } from "./reviewed-grants.ts";

/** Says what an apply came to: in the log, the summary, the outputs, and the comments of the pull requests that showed it. */
export async function reportApply(
  desk: GitHubDesk,
  given: readonly [Pass, ...Pass[]],
  confirm: (ended: readonly EndedCall[], organization: string) => Promise<Confirmation | undefined>,
): Promise<ExitCode> {
  const { io, runner, context } = desk;
  const passes = combinePasses(given);
  const { plan, sent, last } = passes;
  const ending: RunEnding = last.refusal ? { ending: "unkept", refusal: last.refusal } : sent.ending;
  const confirmation = await confirm(sent.ended, plan.organization);
  const report: ApplyReport = {
    plan,
    confirmation,
    ended: sent.ended,
    ending,
    legend: legendOf(last.planned.config),
    at: timestampOf(io),
    commit: last.tip.sha,
    runUrl: context.runUrl,
    shownBy: passes.shownBy,
    earlier: [],
    statePath: last.statePath,
    stateBranch: desk.inputs.stateBranch,
  };
  const exit = exitOf(passes, confirmation);
  const { config, files } = last.planned;
  runner.annotate(diagnosticsOfRefused(sent.ended, config, files), files.texts);
  const said = renderRunSummary(report);
  io.stdout.write(said === "" ? "" : `\n${said}`);
  if (exit !== 0) runner.notice("error", said);
  await runner.summary(renderApplyReport(report, summaryRoom));
  await outputPlan(desk, plan, await saveResults(desk, passes, report));
  return exit;
}

/** Turns the comments into the result, and gives the address of that of the merged pull request. */
async function saveResults(desk: GitHubDesk, passes: Passes, report: ApplyReport): Promise<string> {
  let url = "";
  for (const review of passes.reviews) {
    const { number } = review.pull;
    const part = review.isCurrent ? report : partOf(report, number);
    const own = { ...part, earlier: sentEarlier(passes.recorded, number) };
    if (!hasResult(desk, review, own)) continue;
    const saved = await saveResult(desk, review, own);
    if (saved.saved === "denied")
      desk.runner.notice(
        "warning",
        `The result is not in the comment on #${review.pull.number}: ${saved.problem}.`,
      );
    else if (review.isCurrent) url = saved.url;
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
  const { plan, shownBy } = report;
  const people = plan.people.flatMap(person => {
    const own = grantsOf([person]).filter(grant => shownBy(grant) === number);
    return own.length > 0 ? [{ ...person, workspaceIds: own.map(grant => grant.workspaceId) }] : [];
  });
  const emails = new Set<string>(people.map(person => person.email));
  const ended = report.ended.flatMap((one): EndedCall[] => {
    const named = one.call.emails.filter(email => emails.has(emailOf(email)));
    if (named.length === 0) return [];
    const outcome =
      one.outcome.result === "halved"
        ? { ...one.outcome, doneFor: one.outcome.doneFor.filter(email => named.includes(email)) }
        : one.outcome;
    return [{ ...one, outcome, call: { ...one.call, emails: named } }];
  });
  const summary = { ...plan.summary, people: people.length, adopted: 0, removed: 0 };
  const nothing = { adopt: [], cancel: [], remove: [], forget: [], withheld: [], unconfirmed: [] };
  return { ...report, ended, plan: { ...plan, ...nothing, people, summary }, confirmation: undefined };
}

/** Whether there is something to say that the comment does not say yet. */
function hasResult({ inputs }: GitHubDesk, review: Review, { ended, ending }: ApplyReport): boolean {
  if (inputs.comment === "false") return false;
  if (ended.length > 0) return true;
  if (!review.isCurrent) return false;
  if (!review.comment) return inputs.comment === "true" && ending.ending !== "all-sent";
  return review.marker?.isResult !== true || ending.ending !== "all-sent";
}

async function saveResult(desk: GitHubDesk, review: Review, report: ApplyReport): Promise<SavedComment> {
  const { github, inputs, context } = desk;
  const marker: ReviewMarker = {
    ...(review.marker ?? markerOf(desk, report)),
    source: { commit: report.commit, run: report.runUrl },
    isResult: true,
  };
  const body = `${formatMarker(marker)}\n${renderApplyReport(report, commentRoom)}`;
  const identity = commentIdentity(inputs, context.repository, review.pull.number);
  try {
    return await saveComment(github, identity, review.comment, body);
  } catch (error) {
    return { saved: "denied", problem: problemOfRequest(error), permission: undefined };
  }
}

/** For a comment that was deleted: what it showed is no longer known. */
function markerOf({ inputs, io }: GitHubDesk, { plan, commit, runUrl }: ApplyReport): ReviewMarker {
  return {
    version: 1,
    config: inputs.config,
    plan: digestOf(formatPlan(plan)),
    meaning: plan.basis.config,
    day: dayOf(timestampOf(io)),
    events: 0,
    grants: [],
    source: { commit, run: runUrl },
  };
}
