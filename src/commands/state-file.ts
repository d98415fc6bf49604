import type { Reading } from "../core/diagnostic.ts";
import type { Attempt } from "../core/refusal.ts";
import {
  formatEvent,
  formatHeader,
  noState,
  type Provenance,
  readState,
  type State,
  type StateEvent,
} from "../core/state.ts";
import { type Io, type Lock, lockWaitSeconds } from "../io.ts";
import type { Texts } from "../render/diagnostics.ts";
import { type CommonOptions, remark } from "./show.ts";

/** A state file that was read, and its text for showing where it is wrong. */
export interface LoadedState {
  readonly reading: Reading<State>;
  readonly texts: Texts;
  /** How many bytes of it stay: all but a torn last line. */
  readonly keepBytes: number;
}

/** Reads a state file; where there is none, nothing is recorded. */
export async function loadState(
  io: Io,
  path: string,
  organization: string | undefined,
): Promise<LoadedState> {
  const bytes = await io.files.read(path);
  if (!bytes) return { reading: { ok: true, value: noState, warnings: [] }, texts: new Map(), keepBytes: 0 };
  const text = new TextDecoder("utf-8").decode(bytes);
  const reading = readState(path, text, organization);
  const torn = reading.ok && reading.value.torn;
  const keepBytes = torn ? bytes.lastIndexOf(0x0a) + 1 : bytes.byteLength;
  return { reading, texts: new Map([[path, text]]), keepBytes };
}

/** Puts events into the state file, each on disk before the promise resolves. */
export interface Record {
  add(event: StateEvent): Promise<void>;
  close(): Promise<void>;
}

/** Opens the state file for further events; a new one is begun with its header. The lock must be held. */
export async function openRecord(
  io: Io,
  path: string,
  organization: string,
  loaded: LoadedState,
): Promise<Record> {
  const state = loaded.reading.ok ? loaded.reading.value : noState;
  let { keepBytes } = loaded;
  if (!state.header) {
    const header = formatHeader(organization, io.newId("lineage"));
    await io.files.replace(path, header);
    keepBytes = Buffer.byteLength(header);
  }
  const file = await io.files.openAppend(path, keepBytes);
  let separator = state.header && !state.text.endsWith("\n") ? "\n" : "";
  return {
    add: async event => {
      const line = separator + formatEvent(event);
      separator = "";
      await file.append(line);
    },
    close: () => file.close(),
  };
}

/** Takes the lock of a state file, or says that another process has it. `onLost` is called if it is lost on the way. */
export async function lockState(
  io: Io,
  options: CommonOptions,
  path: string,
  onLost: () => void,
): Promise<Attempt<Lock>> {
  const onWait = () => remark(io, options, `Waiting for another rollcall to end (lock ${path}.lock) …\n`);
  const lock = await io.files.lock(path, { onWait, onLost });
  if (lock) return { ok: true, value: lock };
  return { ok: false, refusal: { refusal: "locked", path: `${path}.lock`, seconds: lockWaitSeconds } };
}

/** The commit and the run behind this process, from what GitHub Actions puts into the environment. */
export function provenanceOf(env: Io["env"]): Provenance {
  if (env["GITHUB_ACTIONS"] !== "true") return {};
  const { GITHUB_SHA, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = env;
  const run = GITHUB_RUN_ID && `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
  return { ...(GITHUB_SHA && { commit: GITHUB_SHA }), ...(run && { run }) };
}

/** The time of a clock as ISO 8601 in UTC. */
export function timestampOf(io: Io): string {
  return new Date(io.clock.now()).toISOString();
}
