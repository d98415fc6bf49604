import type { ExitCode } from "../../commands/console/console.ts";
import { loadInputs } from "../../reconcile/inputs/load.ts";
import { loadConfig } from "../../reconcile/inputs/load-config.ts";
import type { Inputs, LoadProblem } from "../../reconcile/inputs/model.ts";
import { renderFindings } from "../../render/diagnostics/markdown.ts";
import { type ActionContext, failRun, type GitHubContext, summaryLimit } from "./context.ts";
import { filesOfRun } from "./files.ts";
import { openStateStore } from "./state-store.ts";

/**
 * Loads the configuration of the commit that started the run and the state of a branch, and annotates warnings. If loading fails,
 * reports why and returns undefined.
 */
export async function loadBranch(context: GitHubContext, branch: string): Promise<Inputs | undefined> {
  const { inputs, runner } = context;
  const files = await filesOfRun(context);
  if (!files.ok) {
    await reportProblem(context, files.problem);
    return undefined;
  }
  const store = openStateStore(context, branch);
  const loaded = await loadInputs(await loadConfig(files.value, inputs.config), store);
  if (loaded.ok) runner.annotate(loaded.value.warnings, loaded.value.texts);
  else await reportProblem(context, loaded.problem);
  return loaded.ok ? loaded.value : undefined;
}

/** Reports why loading failed, as annotations and in the summary. */
export async function reportProblem(context: ActionContext, problem: LoadProblem): Promise<ExitCode> {
  if (problem.reason !== "invalid-files") return failRun(context, problem);
  const { diagnostics, texts } = problem;
  context.runner.annotate(diagnostics, texts);
  await context.runner.summary(renderFindings({ diagnostics, texts, members: undefined }, summaryLimit));
  return 1;
}
