import { isInside } from "../io/files/contained-path.ts";
import type { ReadableFiles } from "../io/io.ts";
import type { ExitCode } from "../reconcile/console.ts";
import { foundIn, loadConfig } from "../reconcile/load-config.ts";
import { stateIn } from "../reconcile/stores/store.ts";
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
  const loaded = await loadConfig(files, inputs.config);
  if (!loaded.ok) return refuseRun(desk, loaded.refusal);
  const { reading } = loaded.value;
  const path = await statePathIn(files, inputs);
  const organization = reading.ok ? reading.value.organization : undefined;
  const state = await stateIn(await files.read(path), path, organization);
  const diagnostics = [...foundIn(reading), ...foundIn(state.reading)];
  const texts = new Map([...loaded.value.texts, ...state.texts]);
  runner.annotate(diagnostics, texts);
  const members = reading.ok ? reading.value.members.length : undefined;
  await runner.summary(renderFindings({ diagnostics, texts, members }, summaryRoom));
  return reading.ok && state.reading.ok ? 0 : 1;
}
