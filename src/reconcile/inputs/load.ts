import type { Diagnostic } from "../../core/diagnostics/diagnostic.ts";
import type { SourceTexts } from "../../core/diagnostics/location.ts";
import type { Result } from "../../core/values/result.ts";
import type { ReadableFiles } from "../../io/io.ts";
import { loadConfig } from "./load-config.ts";
import type { Inputs, LoadedConfig, LoadedState, LoadProblem } from "./model.ts";
import type { StateStore } from "./store.ts";

/** Where to load from. */
export interface LoadInput {
  readonly files: ReadableFiles;
  /** The path of members.yaml, or of a folder of such files. */
  readonly config: string;
  readonly store: Pick<StateStore, "load">;
}

/** Loads the configuration and the state. What is wrong with either is reported for both at once. */
export async function loadInputs(
  { files, config: path, store }: LoadInput,
  config?: Result<LoadedConfig, LoadProblem>,
): Promise<Result<Inputs, LoadProblem>> {
  const loaded = config ?? (await loadConfig(files, path));
  if (!loaded.ok && loaded.problem.kind === "failure") return loaded;
  const stored = await store.load(loaded.ok ? loaded.value.config.organization : undefined);
  if (loaded.ok && stored.ok) return { ok: true, value: inputsOf(loaded.value, stored.value) };
  if (loaded.ok && !stored.ok && stored.problem.kind === "failure") return stored;
  const found = [diagnosticsIn(loaded), diagnosticsIn(stored)];
  return {
    ok: false,
    problem: {
      kind: "invalid",
      diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
      texts: new Map(found.flatMap(({ texts }) => [...texts])),
      config: loaded.ok ? loaded.value.config : undefined,
    },
  };
}

function inputsOf(files: LoadedConfig, stored: LoadedState): Inputs {
  return {
    config: files.config,
    state: stored.state,
    files,
    stored,
    warnings: [...files.warnings, ...stored.warnings],
    texts: new Map([...files.texts, ...stored.texts]),
    outdated: stored.outdated,
  };
}

/** Everything that was found in files, whether they are valid or not. */
export function diagnosticsIn(
  loaded: Result<{ readonly warnings: readonly Diagnostic[]; readonly texts: SourceTexts }, LoadProblem>,
): { readonly diagnostics: readonly Diagnostic[]; readonly texts: SourceTexts } {
  if (loaded.ok) return { diagnostics: loaded.value.warnings, texts: loaded.value.texts };
  return loaded.problem.kind === "invalid" ? loaded.problem : { diagnostics: [], texts: new Map() };
}
