import type { Reading } from "../../core/diagnostics/diagnostic.ts";
import type { Texts } from "../../core/diagnostics/location.ts";
import type { Attempt, Refusal } from "../../core/failure/failure.ts";
import type { StateEvent } from "../../core/state/events.ts";
import type { Provenance } from "../../core/state/provenance.ts";
import { noState, type State } from "../../core/state/state.ts";
import type { Io, Lock } from "../../io/io.ts";

/** Where the state is kept: in a file of this machine, or in a file of a branch. */
export interface StateStore {
  /** The file as messages name it. */
  readonly name: string;
  /** Reads the state, which must be about `organization`; where there is none, nothing is recorded. */
  load(organization: string | undefined): Promise<Attempt<LoadedState>>;
  /** Keeps others from writing at the same time, as far as that can be done. `onLost` is called if the lock is lost. */
  lock(onLost: () => void): Promise<Attempt<Lock>>;
  /** Opens what was loaded for further events; a new state is begun with its header. The lock must be held. */
  open(organization: string, loaded: LoadedState): Promise<Record>;
  /** Puts another text in the place of what was loaded, unless somebody else has written since. The lock must be held. */
  rewrite(text: string): Promise<Refusal | undefined>;
}

/** A state that was read, and its text for showing where it is wrong. */
export interface LoadedState {
  readonly reading: Reading<State>;
  readonly texts: Texts;
  /** How many bytes of it stay: all but a torn last line. */
  readonly keepBytes: number;
}

/** Puts events into the state. */
export interface Record {
  /** Resolves once a dead process cannot take the intents among the events away; else says why it could not be done. */
  add(events: readonly StateEvent[]): Promise<Refusal | undefined>;
  /** Resolves once all events are kept; else says why they are not. */
  close(): Promise<Refusal | undefined>;
}

/** The state in the bytes of a file; where there is no file, nothing is recorded. */
export async function stateIn(
  bytes: Uint8Array | undefined,
  name: string,
  organization: string | undefined,
): Promise<LoadedState> {
  if (!bytes) return { reading: { ok: true, value: noState, warnings: [] }, texts: new Map(), keepBytes: 0 };
  const text = new TextDecoder("utf-8").decode(bytes);
  const { readState } = await import("../../core/state/read-state.ts");
  const reading = readState(name, text, organization);
  const torn = reading.ok && reading.value.torn;
  const keepBytes = torn ? bytes.lastIndexOf(0x0a) + 1 : bytes.byteLength;
  return { reading, texts: new Map([[name, text]]), keepBytes };
}

/** In characters, as schemas/state.schema.json has it: a line with more could not be read again. */
const longest = { commit: 100, run: 500 };

/** The commit and the run behind this process, from what GitHub Actions puts into the environment. */
export function provenanceOf(env: Io["env"]): Provenance {
  if (env["GITHUB_ACTIONS"] !== "true") return {};
  const { GITHUB_SHA, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = env;
  const run = GITHUB_RUN_ID && `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
  return {
    ...(GITHUB_SHA && GITHUB_SHA.length <= longest.commit && { commit: GITHUB_SHA }),
    ...(run && run.length <= longest.run && { run }),
  };
}

/** The time of a clock as ISO 8601 in UTC. */
export function timestampOf(io: Io): string {
  return new Date(io.clock.now()).toISOString();
}
