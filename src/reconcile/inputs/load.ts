import type { Diagnostic } from "../../core/diagnostics/diagnostic.ts";
import type { SourceTexts } from "../../core/diagnostics/location.ts";
import type { Result } from "../../core/values/result.ts";
import type { Inputs, LoadedConfig, LoadedState, LoadProblem } from "./model.ts";
import type { StateStore } from "./store.ts";

/** Loads the state that belongs to a configuration. If either is invalid, returns the errors and warnings of both. */
export async function loadInputs(
  loaded: Result<LoadedConfig, LoadProblem>,
  store: Pick<StateStore, "load">,
): Promise<Result<Inputs, LoadProblem>> {
  if (!loaded.ok && loaded.problem.reason !== "invalid-files") return loaded;
  const stored = await store.load(loaded.ok ? loaded.value.config.organization : undefined);
  if (loaded.ok && stored.ok) return { ok: true, value: inputsOf(loaded.value, stored.value) };
  if (loaded.ok && !stored.ok && stored.problem.reason !== "invalid-files") return stored;
  const found = [diagnosticsIn(loaded), diagnosticsIn(stored)];
  return {
    ok: false,
    problem: {
      reason: "invalid-files",
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

/** Returns the errors and warnings in files, whether the files are valid or not. */
export function diagnosticsIn(
  loaded: Result<{ readonly warnings: readonly Diagnostic[]; readonly texts: SourceTexts }, LoadProblem>,
): { readonly diagnostics: readonly Diagnostic[]; readonly texts: SourceTexts } {
  if (loaded.ok) return { diagnostics: loaded.value.warnings, texts: loaded.value.texts };
  return loaded.problem.reason === "invalid-files" ? loaded.problem : { diagnostics: [], texts: new Map() };
}
