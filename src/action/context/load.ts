import type { ExitCode } from "../../commands/console/console.ts";
import type { Result } from "../../core/values/result.ts";
import { isInside } from "../../io/files/contained-path.ts";
import type { ReadableFiles } from "../../io/io.ts";
import { loadInputs } from "../../reconcile/inputs/load.ts";
import { loadConfig } from "../../reconcile/inputs/load-config.ts";
import type { Inputs, LoadProblem } from "../../reconcile/inputs/model.ts";
import type { StateStore } from "../../reconcile/inputs/store.ts";
import { renderFindings } from "../../render/diagnostics/markdown.ts";
import { type ActionContext, failRun, type GitHubContext, summaryLimit } from "./context.ts";
import { containedFiles, filesOfCommit, statePathIn } from "./files.ts";
import { openStateStore } from "./state-store.ts";

/** Loads the configuration, which must be in the repository, and the state. */
export async function loadFiles(
  { inputs: { config } }: ActionContext,
  files: ReadableFiles,
  store: StateStore,
): Promise<Result<Inputs, LoadProblem>> {
  if (await isInside(files, config)) return loadInputs(await loadConfig(files, config), store);
  return { ok: false, problem: { reason: "outside-repository", path: config } };
}

/**
 * Loads what is checked out, or the event's commit, with the state of a branch, and annotates warnings. Reports why neither can be
 * used, and returns undefined, if so.
 */
export async function loadBranch(context: GitHubContext, branch: string): Promise<Inputs | undefined> {
  const loaded = await loadSource(context, branch);
  if (loaded.ok) context.runner.annotate(loaded.value.warnings, loaded.value.texts);
  else await reportProblem(context, loaded.problem);
  return loaded.ok ? loaded.value : undefined;
}

async function loadSource(context: GitHubContext, branch: string): Promise<Result<Inputs, LoadProblem>> {
  const { inputs, io } = context;
  const ofCommit = inputs.source === "api" ? await filesOfCommit(context) : undefined;
  if (ofCommit && !ofCommit.ok) return ofCommit;
  const files = ofCommit?.value ?? containedFiles(io.files);
  return loadFiles(context, files, openStateStore(context, branch, await statePathIn(files, inputs)));
}

/** Reports why nothing could be loaded: as annotations, in the summary, and in the log. */
export async function reportProblem(context: ActionContext, problem: LoadProblem): Promise<ExitCode> {
  if (problem.reason !== "invalid-files") return failRun(context, problem);
  const { diagnostics, texts } = problem;
  context.runner.annotate(diagnostics, texts);
  await context.runner.summary(renderFindings({ diagnostics, texts, members: undefined }, summaryLimit));
  return 1;
}
