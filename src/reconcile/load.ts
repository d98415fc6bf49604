import { dirname, join } from "node:path";
import type { Config } from "../core/config/model.ts";
import type { Diagnostic } from "../core/diagnostics/diagnostic.ts";
import type { State } from "../core/state/state.ts";
import type { Io, StateBranch } from "../io/io.ts";
import { type CommonOptions, type ExitCode, refuse, refuseFiles, remark, warn } from "./console.ts";
import { type LoadedConfig, loadConfig } from "./load-config.ts";
import { FileStore } from "./stores/file.ts";
import type { LoadedState, StateStore } from "./stores/store.ts";

/** What a command is to do, or the exit code of a command that has already said why it stops. */
export type Ready<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly exit: ExitCode };

/** A configuration and the files that it was read from. */
export interface ConfigInput {
  readonly config: Config;
  readonly files: readonly string[];
  readonly loaded: LoadedConfig;
}

/** The configuration, or its diagnostics on standard error. */
export async function configFor(io: Io, options: CommonOptions): Promise<Ready<ConfigInput>> {
  const input = await quietConfigFor(io, options);
  if (input.ok) await warn(io, options, input.value.warnings, input.value.loaded.texts);
  return input;
}

/** The same without its warnings, which are for the caller to show. */
export async function quietConfigFor(
  io: Io,
  options: CommonOptions,
): Promise<Ready<ConfigInput & { readonly warnings: readonly Diagnostic[] }>> {
  const loaded = await loadConfig(io.files, options.config);
  if (!loaded.ok) return { ok: false, exit: await refuse(io, loaded.refusal) };
  const { reading, texts } = loaded.value;
  if (!reading.ok) return { ok: false, exit: await refuseFiles(io, options, reading.diagnostics, texts) };
  const { value: config, warnings } = reading;
  return { ok: true, value: { config, files: [...texts.keys()], loaded: loaded.value, warnings } };
}

/** The place of the state that the options name. */
export async function storeFor(io: Io, options: CommonOptions): Promise<StateStore> {
  const path = options.state ?? (await defaultStatePath(io, options.config));
  if (options.stateBranch === undefined)
    return new FileStore(io, path, lock =>
      remark(io, options, `Waiting for another rollcall to end (lock ${lock}) …\n`),
    );
  const { BranchStore } = await import("./stores/branch.ts");
  return new BranchStore(io, besideFile(io, await io.openStateBranch(options.stateBranch, path), path));
}

/** A branch that has no state yet, while there is a state file where it would be without the branch, is not to be begun anew. */
function besideFile({ files }: Io, branch: StateBranch, path: string): StateBranch {
  return {
    name: branch.name,
    put: (text, head, message) => branch.put(text, head, message),
    read: async () => {
      const reading = await branch.read();
      const isLeft = reading.found === "nothing" && (await files.kindOf(path)) === "file";
      return isLeft ? { found: "elsewhere", where: path } : reading;
    },
  };
}

/** Where the state file stands unless `--state` says otherwise: beside the configuration. */
async function defaultStatePath(io: Io, config: string): Promise<string> {
  const folder = (await io.files.kindOf(config)) === "folder" ? config : dirname(config);
  return join(folder, "members.state.jsonl");
}

/** A state that reads, with what appending to it needs. */
export interface StateInput {
  readonly state: State;
  readonly loaded: LoadedState;
}

/** The state in a store, or its diagnostics on standard error. */
export async function stateFor(
  io: Io,
  options: CommonOptions,
  store: StateStore,
  organization?: string,
): Promise<Ready<StateInput>> {
  const loaded = await store.load(organization);
  if (!loaded.ok) return { ok: false, exit: await refuse(io, loaded.refusal) };
  const { reading, texts } = loaded.value;
  if (!reading.ok) return { ok: false, exit: await refuseFiles(io, options, reading.diagnostics, texts) };
  await warn(io, options, reading.warnings, texts);
  return { ok: true, value: { state: reading.value, loaded: loaded.value } };
}
