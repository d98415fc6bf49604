import type { ExitCode } from "../../reconcile/console.ts";
import { BranchStore } from "../../reconcile/stores/branch.ts";
import { renderPlanMarkdown } from "../../render/plan/markdown.ts";
import { renderPlanText } from "../../render/plan/text.ts";
import { legendOf } from "../../render/text/names.ts";
import { type GitHubDesk, logLayout, outputPlan, refuseRun, summaryRoom } from "../context/context.ts";
import { filesOfCommit, insideOnly, statePathIn } from "../context/files.ts";
import { stateBranchAt } from "../context/state-branch.ts";
import { planFiles } from "./load.ts";

/** Shows the plan of what is checked out, or of the event's commit, where there is no pull request to show it on. */
export async function planBranch(desk: GitHubDesk): Promise<ExitCode> {
  const { inputs, context, runner, io } = desk;
  const { event } = context;
  if (event.kind !== "branch") {
    const expected = "validate for this event: a plan is about a pull request or a branch";
    return refuseRun(desk, { refusal: "bad-input", name: "command", value: "plan", expected });
  }
  const ofCommit = inputs.source === "api" ? await filesOfCommit(desk) : undefined;
  if (ofCommit && !ofCommit.ok) return refuseRun(desk, ofCommit.refusal);
  const files = ofCommit?.value.files ?? insideOnly(io.files);
  const store = new BranchStore(io, stateBranchAt(desk, event.branch, await statePathIn(files, inputs)));
  const planned = await planFiles(desk, files, store);
  if (!planned.ok) return refuseRun(desk, planned.refusal);
  if (!planned.value) return 1;
  const { config, plan } = planned.value;
  io.stdout.write(renderPlanText(plan, legendOf(config), logLayout));
  await runner.summary(renderPlanMarkdown(plan, legendOf(config), summaryRoom));
  await outputPlan(desk, plan, "");
  return 0;
}
