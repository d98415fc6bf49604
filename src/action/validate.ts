import type { ExitCode } from "../commands/console.ts";
import { isInside } from "../io/files/contained-path.ts";
import type { ReadableFiles } from "../io/io.ts";
import { foundIn } from "../reconcile/inputs/load.ts";
import { loadConfig } from "../reconcile/inputs/load-config.ts";
import { stateIn } from "../reconcile/inputs/load-state.ts";
import { renderFindings } from "../render/diagnostics/markdown.ts";
import { type Desk, type GitHubDesk, refuseRun, summaryRoom } from "./context/context.ts";
import { filesOfCommit, insideOnly, statePathIn } from "./context/files.ts";

/** Checks the files that were checked out. */
export async function validateWorkspace(desk: Desk): Promise<ExitCode> {
  return validateFiles(desk, insideOnly(desk.io.files));
}

/** Checks the files of the commit that the event is about, read as data. */
export async function validateCommit(desk: GitHubDesk): Promise<ExitCode> {
  const files = await filesOfCommit(desk);
  return files.ok ? validateFiles(desk, files.value.files) : refuseRun(desk, files.refusal);
}

/** Annotates the lines with what is wrong, and puts all of it into the summary. */
async function validateFiles(desk: Desk, files: ReadableFiles): Promise<ExitCode> {
  const { inputs, runner } = desk;
  if (!(await isInside(files, inputs.config)))
    return refuseRun(desk, { refusal: "outside-repository", path: inputs.config });
  const config = await loadConfig(files, inputs.config);
  if (!config.ok && config.problem.kind === "failure") return refuseRun(desk, config.problem.failure);
  const path = await statePathIn(files, inputs);
  const organization = config.ok ? config.value.config.organization : undefined;
  const state = await stateIn(await files.read(path), path, organization);
  const found = [foundIn(config), foundIn(state)];
  const diagnostics = found.flatMap(one => one.diagnostics);
  const texts = new Map<string, string>(found.flatMap(one => [...one.texts]));
  runner.annotate(diagnostics, texts);
  const members = config.ok ? config.value.config.members.length : undefined;
  await runner.summary(renderFindings({ diagnostics, texts, members }, summaryRoom));
  return config.ok && state.ok ? 0 : 1;
}
