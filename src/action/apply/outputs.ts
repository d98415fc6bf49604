import { formatApplyResult, type SentPlan, summarizeApply } from "../../core/apply/summary.ts";
import type { ActionContext } from "../context/context.ts";
import { runnerFile } from "../context/runner.ts";

/** Sets the outputs of an apply, and writes its result to a file in the runner's temporary folder. */
export async function outputResult(
  { io, runner }: ActionContext,
  applied: SentPlan,
  end: Parameters<typeof formatApplyResult>[1],
  pullRequest: number | undefined,
): Promise<void> {
  const path = runnerFile(io, "result.json");
  await io.files.replace(path, formatApplyResult(applied, end));
  const summary = summarizeApply(applied, end.confirmation);
  const outputs = {
    complete: end.complete,
    sent: summary.sent,
    rejected: summary.rejected,
    unconfirmed: summary.unconfirmed,
    removed: summary.removed + summary.canceled,
    "result-file": path,
    "pull-request-number": pullRequest ?? "",
  };
  for (const [name, value] of Object.entries(outputs)) await runner.output(name, String(value));
}
