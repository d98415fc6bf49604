import type { ExitCode } from "../../commands/console/console.ts";
import type { BranchEvent } from "../../github/context.ts";
import { planNow } from "../../reconcile/plan-now.ts";
import { writeMarkdown } from "../../render/document/markdown.ts";
import { writeTerminal } from "../../render/document/terminal.ts";
import { planDocument } from "../../render/plan/document.ts";
import { displayNamesOf } from "../../render/text/names.ts";
import { type GitHubContext, logLayout, outputPlan, printFailure, summaryLimit } from "../context/context.ts";
import { loadBranch } from "../context/load.ts";

/** Shows the plan for the commit that started the run, if there is no pull request to comment on. */
export async function planBranch(context: GitHubContext, { branch }: BranchEvent): Promise<ExitCode> {
  const { runner, io } = context;
  const loaded = await loadBranch(context, branch);
  if (!loaded) return 1;
  const { config, state } = loaded;
  const plan = planNow(io, config, state);
  const document = planDocument(plan, displayNamesOf(config));
  io.stdout.write(writeTerminal(document, logLayout));
  await runner.summary(writeMarkdown(document, summaryLimit));
  await outputPlan(context, plan, undefined);
  for (const limit of plan.blockedBy) await printFailure(runner, { reason: "guard", ...limit });
  return plan.blockedBy.length > 0 ? 1 : 0;
}
