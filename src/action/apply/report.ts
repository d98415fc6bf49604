import type { ExitCode } from "../../commands/console/console.ts";
import type { Confirmation } from "../../core/apply/confirm.ts";
import { withResolved } from "../../core/apply/finished-call.ts";
import {
  givenUpIn,
  isCompleteApply as isAllDone,
  mergeSentPlans,
  summarizeApply,
} from "../../core/apply/summary.ts";
import { currentTimestamp } from "../../io/clock.ts";
import { diagnosticsOfRejected } from "../../reconcile/rejected-addresses.ts";
import { renderApplyReport, runLogDocument } from "../../render/apply/comment.ts";
import type { ApplyReport } from "../../render/apply/model.ts";
import { writeTerminal } from "../../render/document/terminal.ts";
import { displayNamesOf } from "../../render/text/names.ts";
import { type GitHubContext, logLayout, outputPlan, summaryLimit } from "../context/context.ts";
import { statePathOf } from "../context/files.ts";
import { outputResult } from "./outputs.ts";
import { type FinishedRun, saveResults } from "./results.ts";

/** A finished run, with everything that its report needs. */
export interface RunReport extends FinishedRun {
  readonly confirmation: Confirmation | undefined;
  readonly retryAt: string | undefined;
}

/** Reports the results of an apply in the log, the summary, the outputs, and the comments on its pull requests. */
export async function reportApply(context: GitHubContext, finished: RunReport): Promise<ExitCode> {
  const { io, runner } = context;
  const { iterations, confirmation, retryAt, problem, unrecorded } = finished;
  const report = applyReport(context, finished);
  const { plan, ended, stopReason } = report;
  const { config, files } = (iterations.at(-1) ?? iterations[0]).planned.inputs;
  const givenUp = givenUpIn(iterations[0].planned.offline, plan);
  const isDone =
    isAllDone(summarizeApply(report, confirmation)) &&
    stopReason.reason === "completed" &&
    givenUp.length === 0;
  const complete = isDone && !problem && !unrecorded;
  const [current] = finished.reviews.flatMap(reviewed => [...reviewed.current]);
  await outputResult(context, report, { confirmation, complete, retryAt }, current);
  runner.annotate(diagnosticsOfRejected(ended, config, files), files.texts);
  const text = writeTerminal(runLogDocument(report, complete), logLayout);
  io.stdout.write(text === "" ? "" : `\n${text}`);
  if (!isDone) runner.notice("error", text);
  await runner.summary(renderApplyReport(report, summaryLimit));
  const { comment, isFailed } = await saveResults(context, finished, report);
  await outputPlan(context, plan, comment);
  return complete && !isFailed ? 0 : 1;
}

/** Returns the results of an apply as data for its report. */
export function applyReport(
  { io, inputs, run }: GitHubContext,
  { iterations, confirmation, resolved, retryAt, reviews }: RunReport,
): ApplyReport {
  const { plan, ended } = mergeSentPlans(iterations);
  const { planned, stopReason } = iterations.at(-1) ?? iterations[0];
  const newestFirst = reviews.toReversed();
  return {
    plan,
    confirmation,
    retryAt,
    ended: withResolved(ended, resolved),
    stopReason,
    names: displayNamesOf(planned.inputs.config),
    at: currentTimestamp(io),
    commit: planned.inputs.provenance.commit ?? "",
    runUrl: run.runUrl,
    creditedTo: grant =>
      newestFirst.map(reviewed => reviewed.creditedTo(grant)).find(number => number !== undefined),
    earlier: [],
    statePath: statePathOf(inputs),
    stateBranch: inputs.stateBranch,
  };
}
