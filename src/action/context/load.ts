import type { ExitCode } from "../../commands/console.ts";
import type { Result } from "../../core/values/result.ts";
import { isInside } from "../../io/files/contained-path.ts";
import type { ReadableFiles } from "../../io/io.ts";
import { loadInputs } from "../../reconcile/inputs/load.ts";
import type { Inputs, LoadProblem } from "../../reconcile/inputs/model.ts";
import type { StateStore } from "../../reconcile/inputs/store.ts";
import { renderFindings } from "../../render/diagnostics/markdown.ts";
import { type ActionContext, failRun, summaryLimit } from "./context.ts";

/** Loads the configuration, which must be in the repository, and the state. */
export async function loadFiles(
  { inputs: { config } }: ActionContext,
  files: ReadableFiles,
  store: StateStore,
): Promise<Result<Inputs, LoadProblem>> {
  if (await isInside(files, config)) return loadInputs({ files, config, store });
  const failure = { reason: "outside-repository", path: config } as const;
  return { ok: false, problem: { kind: "failure", failure } };
}

/** Reports why nothing could be loaded: as annotations, in the summary, and in the log. */
export async function reportProblem(context: ActionContext, problem: LoadProblem): Promise<ExitCode> {
  if (problem.kind === "failure") return failRun(context, problem.failure);
  const { diagnostics, texts } = problem;
  context.runner.annotate(diagnostics, texts);
  await context.runner.summary(renderFindings({ diagnostics, texts, members: undefined }, summaryLimit));
  return 1;
}
