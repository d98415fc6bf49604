import type { Io, StateBranch } from "../../io/io.ts";
import { loadInputs } from "../../reconcile/inputs/load.ts";
import { loadConfig } from "../../reconcile/inputs/load-config.ts";
import type { Inputs } from "../../reconcile/inputs/model.ts";
import { defaultStatePath } from "../../reconcile/inputs/state-path.ts";
import type { StateStore } from "../../reconcile/inputs/store.ts";
import { FileStore } from "../../reconcile/stores/file.ts";
import { type CommonOptions, printLockWait, printProblem, printWarnings } from "../console/console.ts";
import { printUnsaved } from "./unsaved.ts";

/** Opens the store of the state that the options name. */
export async function openStore(io: Io, options: CommonOptions): Promise<StateStore> {
  const path = options.state ?? defaultStatePath(options.config);
  if (options.stateBranch === undefined)
    return new FileStore(
      {
        io,
        onWait: lock => printLockWait(io, options, lock),
        onUnsaved: (lines, isSaved) => printUnsaved(io, path, lines, isSaved),
      },
      path,
      options.newState,
    );
  const { openBranchStore } = await import("./branch.ts");
  const branch = withExistingFileCheck(io, await io.openStateBranch(options.stateBranch, path), path);
  return openBranchStore(io, branch, options.newState);
}

/** Loads the configuration and the state, and prints warnings. If loading fails, prints why and returns undefined. */
export async function loadAndWarn(
  io: Io,
  options: CommonOptions,
  consequence?: string,
): Promise<(Inputs & { readonly storeName: string }) | undefined> {
  const store = await openStore(io, options);
  const loaded = await loadInputs(await loadConfig(io.files, options.config), store);
  if (loaded.ok) await printWarnings(io, options, loaded.value);
  else await printProblem(io, options, loaded.problem, consequence);
  return loaded.ok ? { ...loaded.value, storeName: store.name } : undefined;
}

/** Wraps a branch: if it has no state, but there is a state file at the same path on disk, reading it reports a misplaced state. */
function withExistingFileCheck({ files }: Io, branch: StateBranch, path: string): StateBranch {
  return {
    name: branch.name,
    put: (text, head, message) => branch.put(text, head, message),
    read: async organization => {
      const reading = await branch.read(organization);
      const isUnwantedAccess = reading.found === "nothing" && (await files.kindOf(path)) === "file";
      return isUnwantedAccess ? { found: "misplaced", where: path, head: reading.head } : reading;
    },
  };
}
