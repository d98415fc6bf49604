import type { Config } from "../../core/config/model.ts";
import type { Attempt } from "../../core/failure/failure.ts";
import type { Plan } from "../../core/plan/model.ts";
import type { State } from "../../core/state/state.ts";
import { isInside } from "../../io/files/contained-path.ts";
import type { ReadableFiles } from "../../io/io.ts";
import { foundIn, type LoadedConfig, loadConfig } from "../../reconcile/load-config.ts";
import { planNow } from "../../reconcile/plan-now.ts";
import type { BranchStore } from "../../reconcile/stores/branch.ts";
import type { LoadedState } from "../../reconcile/stores/store.ts";
import { renderFindings } from "../../render/diagnostics/markdown.ts";
import { type Desk, summaryRoom } from "../context/context.ts";

/** The configuration and the state that a plan is made from, and the plan. */
export interface PlannedFiles {
  readonly files: LoadedConfig;
  readonly config: Config;
  readonly state: State;
  readonly loaded: LoadedState;
  readonly plan: Plan;
}

/** Plans from files and a store. Nothing, once what is wrong with them has been annotated and summed up. */
export async function planFiles(
  desk: Desk,
  files: ReadableFiles,
  store: BranchStore,
): Promise<Attempt<PlannedFiles | undefined>> {
  const { inputs, io, runner } = desk;
  if (!(await isInside(files, inputs.config)))
    return { ok: false, refusal: { refusal: "outside-repository", path: inputs.config } };
  const loadedConfig = await loadConfig(files, inputs.config);
  if (!loadedConfig.ok) return loadedConfig;
  const { reading } = loadedConfig.value;
  const stored = await store.load(reading.ok ? reading.value.organization : undefined);
  if (!stored.ok) return stored;
  const { reading: state } = stored.value;
  const diagnostics = [...foundIn(reading), ...foundIn(state)];
  const texts = new Map([...loadedConfig.value.texts, ...stored.value.texts]);
  runner.annotate(diagnostics, texts);
  if (!reading.ok || !state.ok) {
    await runner.summary(renderFindings({ diagnostics, texts, members: undefined }, summaryRoom));
    return { ok: true, value: undefined };
  }
  const plan = planNow(io, reading.value, state.value);
  const read = { files: loadedConfig.value, config: reading.value };
  return { ok: true, value: { ...read, state: state.value, loaded: stored.value, plan } };
}
