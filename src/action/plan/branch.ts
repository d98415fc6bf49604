import type { ExitCode } from "../../commands/console.ts";
import { planNow } from "../../reconcile/plan-now.ts";
import { renderPlanMarkdown } from "../../render/plan/markdown.ts";
import { renderPlanText } from "../../render/plan/text.ts";
import { legendOf } from "../../render/text/names.ts";
import { type GitHubDesk, logLayout, outputPlan, refuseRun, summaryRoom } from "../context/context.ts";
import { filesOfCommit, insideOnly, statePathIn } from "../context/files.ts";
import { loadFiles, reportProblem } from "../context/load.ts";
import { openStateStore } from "../context/state-store.ts";

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
  const store = openStateStore(desk, event.branch, await statePathIn(files, inputs));
  const loaded = await loadFiles(desk, files, store);
  if (!loaded.ok) return reportProblem(desk, loaded.problem);
  const { config, state, warnings, texts } = loaded.value;
  runner.annotate(warnings, texts);
  const plan = planNow(io, config, state);
  io.stdout.write(renderPlanText(plan, legendOf(config), logLayout));
  await runner.summary(renderPlanMarkdown(plan, legendOf(config), summaryRoom));
  await outputPlan(desk, plan, "");
  return 0;
}
