import type { Failure } from "../../core/failure/failure.ts";
import type { StateEvent } from "../../core/state/events.ts";
import type { Result } from "../../core/values/result.ts";
import type { Io } from "../../io/io.ts";
import { loadConfig } from "../../reconcile/inputs/load-config.ts";
import type { LoadedState, LoadProblem } from "../../reconcile/inputs/model.ts";
import type { StateStore } from "../../reconcile/inputs/store.ts";
import {
  type CommonOptions,
  type ExitCode,
  printFailure,
  printProblem,
  printWarnings,
} from "../console/console.ts";
import { openStore } from "../store/open.ts";

/** The events to append to a state, and the text to print. */
export type StateChange = Result<
  { readonly events: readonly StateEvent[]; readonly text: string; readonly exit: ExitCode },
  Failure
>;

/** Appends events to an existing state under its lock. */
export async function appendEvents(
  io: Io,
  options: CommonOptions,
  change: (loaded: LoadedState) => Promise<StateChange>,
): Promise<ExitCode> {
  return withLockedState(io, options, async (loaded, store) => {
    const changed = await change(loaded);
    if (!changed.ok) return printFailure(io, changed.problem);
    const { events, text, exit } = changed.value;
    if (events.length > 0) {
      const record = await store.open(loaded.state.header?.organization ?? "", loaded);
      const failure = (await record.add(events)) ?? (await record.close());
      if (failure) return printFailure(io, failure);
    }
    io.stdout.write(text);
    return exit;
  });
}

/** Runs an action on an existing state under its lock. */
export async function withLockedState(
  io: Io,
  options: CommonOptions,
  act: (loaded: LoadedState, store: StateStore) => Promise<ExitCode>,
): Promise<ExitCode> {
  const store = await openStore(io, options);
  // The lock is created next to the file, and if the file doesn't exist, its folder may not exist either.
  if (options.stateBranch === undefined && (await io.files.kindOf(store.name)) === "nothing") {
    const loaded = await loadExisting(io, options, store);
    if (!loaded.ok) return printProblem(io, options, loaded.problem);
  }
  const lock = await store.lock(() => {});
  if (!lock.ok) return printFailure(io, lock.problem);
  try {
    const loaded = await loadExisting(io, options, store);
    return loaded.ok ? await act(loaded.value, store) : await printProblem(io, options, loaded.problem);
  } finally {
    await lock.value.release();
  }
}

/** Loads a state, which must exist, and prints its warnings. */
export async function loadExisting(
  io: Io,
  options: CommonOptions,
  store: StateStore,
): Promise<Result<LoadedState, LoadProblem>> {
  const loaded = await store.load(undefined);
  if (!loaded.ok) return loaded;
  await printWarnings(io, options, loaded.value);
  if (loaded.value.state.header) return loaded;
  // If the organization is known, the store can find its state in another file.
  const config = await loadConfig(io.files, options.config);
  const again = config.ok ? await store.load(config.value.config.organization) : loaded;
  if (!again.ok) return again;
  return { ok: false, problem: { reason: "no-state", path: store.name } };
}
