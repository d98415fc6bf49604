import type { Attempt } from "../../core/failure/failure.ts";
import type { StateEvent } from "../../core/state/events.ts";
import type { Io } from "../../io/io.ts";
import { type CommonOptions, type ExitCode, refuse } from "../../reconcile/console.ts";
import { type StateInput, stateFor, storeFor } from "../../reconcile/load.ts";
import type { StateStore } from "../../reconcile/stores/store.ts";

/** What is appended to a state, and what is said of it. */
export type Change = (
  input: StateInput,
) => Promise<Attempt<{ readonly events: readonly StateEvent[]; readonly said: string }>>;

/** Appends events to a state that is there, under its lock. */
export async function changeState(io: Io, options: CommonOptions, change: Change): Promise<ExitCode> {
  return withState(io, options, async (input, store) => {
    const changed = await change(input);
    if (!changed.ok) return refuse(io, changed.refusal);
    const { events, said } = changed.value;
    if (events.length > 0) {
      const record = await store.open(input.state.header?.organization ?? "", input.loaded);
      const refusal = (await record.add(events)) ?? (await record.close());
      if (refusal) return refuse(io, refusal);
    }
    io.stdout.write(said);
    return 0;
  });
}

/** Does something to a state that is there, under its lock. */
export async function withState(
  io: Io,
  options: CommonOptions,
  act: (input: StateInput, store: StateStore) => Promise<ExitCode>,
): Promise<ExitCode> {
  const store = await storeFor(io, options);
  // A lock beside a file that is not there would need a folder that may not be there either.
  if (options.stateBranch === undefined && (await io.files.kindOf(store.name)) === "nothing")
    return refuse(io, { refusal: "no-state", path: store.name });
  const lock = await store.lock(() => {});
  if (!lock.ok) return refuse(io, lock.refusal);
  try {
    const input = await stateFor(io, options, store);
    if (!input.ok) return input.exit;
    if (!input.value.state.header) return refuse(io, { refusal: "no-state", path: store.name });
    return await act(input.value, store);
  } finally {
    await lock.value.release();
  }
}
