import type { Config } from "../core/config.ts";
import { dayOf } from "../core/day.ts";
import { desiredOn } from "../core/desired.ts";
import { formatBasis, type Plan, planChanges } from "../core/plan.ts";
import type { State } from "../core/state.ts";
import { digestOf, type Io } from "../io.ts";
import { defaultStatePath, loadConfig } from "./config-files.ts";
import { type CommonOptions, type ExitCode, refuse, refuseFiles, warn } from "./show.ts";
import { type LoadedState, loadState, timestampOf } from "./state-file.ts";

/** What a command is to do, or the exit code of a command that has already said why it stops. */
export type Ready<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly exit: ExitCode };

/** A configuration and the files that it was read from. */
export interface ConfigInput {
  readonly config: Config;
  readonly files: readonly string[];
}

/** The configuration, or its diagnostics on standard error. */
export async function configFor(io: Io, options: CommonOptions): Promise<Ready<ConfigInput>> {
  const loaded = await loadConfig(io, options.config);
  if (!loaded.ok) return { ok: false, exit: refuse(io, loaded.refusal) };
  const { reading, texts } = loaded.value;
  if (!reading.ok) return { ok: false, exit: await refuseFiles(io, options, reading.diagnostics, texts) };
  await warn(io, options, reading.warnings, texts);
  return { ok: true, value: { config: reading.value, files: [...texts.keys()] } };
}

/** The state file's path. */
export async function statePathFor(io: Io, options: CommonOptions): Promise<string> {
  return options.state ?? (await defaultStatePath(io, options.config));
}

/** A state that reads, with what appending to it needs. */
export interface StateInput {
  readonly path: string;
  readonly state: State;
  readonly loaded: LoadedState;
}

/** The state, or its diagnostics on standard error. */
export async function stateFor(
  io: Io,
  options: CommonOptions,
  organization?: string,
): Promise<Ready<StateInput>> {
  const path = await statePathFor(io, options);
  const loaded = await loadState(io, path, organization);
  const { reading, texts } = loaded;
  if (!reading.ok) return { ok: false, exit: await refuseFiles(io, options, reading.diagnostics, texts) };
  await warn(io, options, reading.warnings, texts);
  return { ok: true, value: { path, state: reading.value, loaded } };
}

/** The plan of now, as it follows from the two files and the day. */
export function planNow(io: Io, config: Config, state: State): Plan {
  const desired = desiredOn(dayOf(timestampOf(io)), config);
  const basis = {
    config: digestOf(formatBasis(config, desired)),
    state: digestOf(state.text.replaceAll("\r\n", "\n")),
  };
  return planChanges(desired, state.recorded, config.settings, basis);
}
