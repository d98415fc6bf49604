import type { ExitCode } from "../commands/console/console.ts";
import type { Failure } from "../core/failure/failure.ts";
import type { Result } from "../core/values/result.ts";
import { findTip } from "../github/commits.ts";
import type { RunEvent } from "../github/context.ts";
import type { ReadableFiles } from "../io/io.ts";
import { findStateFileProblem } from "../reconcile/inputs/file-problems.ts";
import { diagnosticsIn, loadInputs } from "../reconcile/inputs/load.ts";
import { loadConfig } from "../reconcile/inputs/load-config.ts";
import { stateIn } from "../reconcile/inputs/load-state.ts";
import { renderFindings } from "../render/diagnostics/markdown.ts";
import { failRun, type GitHubContext, summaryLimit } from "./context/context.ts";
import { filesOfRun, statePathOf } from "./context/files.ts";
import { findMergeInputs } from "./plan/merge-inputs.ts";

/** Checks the files of a commit. Annotates lines with errors and warnings, and lists all of them in the summary. */
export async function validateCommit(context: GitHubContext): Promise<ExitCode> {
  const { inputs, runner, run } = context;
  const found = await filesOf(context, run.event);
  if (!found.ok) return failRun(context, found.problem);
  const files = found.value;
  const path = statePathOf(inputs);
  const stateProblem = await findStateFileProblem(files, path);
  if (stateProblem) return failRun(context, stateProblem);
  const store = {
    load: async (organization: string | undefined) => stateIn(await files.read(path), path, organization),
  };
  const loaded = await loadInputs(await loadConfig(files, inputs.config), store);
  const problem = loaded.ok ? undefined : loaded.problem;
  if (problem && problem.reason !== "invalid-files") return failRun(context, problem);
  const { diagnostics, texts } = diagnosticsIn(loaded);
  runner.annotate(diagnostics, texts);
  const config = loaded.ok ? loaded.value.config : problem?.config;
  const members = config?.members.length;
  await runner.summary(renderFindings({ diagnostics, texts, members }, summaryLimit));
  return loaded.ok ? 0 : 1;
}

/** Returns the files of a pull request after its merge, or those of the commit that started the run. */
async function filesOf(context: GitHubContext, event: RunEvent): Promise<Result<ReadableFiles, Failure>> {
  if (event.kind !== "pull-request") return filesOfRun(context);
  const found = await findMergeInputs(context, event, findTip(context.github, event.base.ref));
  return found.ok ? { ok: true, value: found.value.after } : found;
}
