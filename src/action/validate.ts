import type { ExitCode } from "../commands/console/console.ts";
import { isInside } from "../io/files/contained-path.ts";
import type { ReadableFiles } from "../io/io.ts";
import { diagnosticsIn, loadInputs } from "../reconcile/inputs/load.ts";
import { loadConfig } from "../reconcile/inputs/load-config.ts";
import { stateIn } from "../reconcile/inputs/load-state.ts";
import { renderFindings } from "../render/diagnostics/markdown.ts";
import { type ActionContext, failRun, type GitHubContext, summaryLimit } from "./context/context.ts";
import { containedFiles, filesOfCommit, statePathIn } from "./context/files.ts";

/** Checks the files that were checked out. */
export async function validateWorkspace(context: ActionContext): Promise<ExitCode> {
  return validateFiles(context, containedFiles(context.io.files));
}

/** Checks the files of the commit that the event is about, read as data. */
export async function validateCommit(context: GitHubContext): Promise<ExitCode> {
  const files = await filesOfCommit(context);
  return files.ok ? validateFiles(context, files.value) : failRun(context, files.problem);
}

/** Annotates the lines with what is wrong, and puts all of it into the summary. */
async function validateFiles(context: ActionContext, files: ReadableFiles): Promise<ExitCode> {
  const { inputs, runner } = context;
  if (!(await isInside(files, inputs.config)))
    return failRun(context, { reason: "outside-repository", path: inputs.config });
  const path = await statePathIn(files, inputs);
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
