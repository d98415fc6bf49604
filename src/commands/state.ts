import { type Email, emailOf, readAddress } from "../core/address.ts";
import type { WorkspaceId } from "../core/config.ts";
import type { Attempt, Refusal } from "../core/refusal.ts";
import type { State, StateEvent } from "../core/state.ts";
import { suggest } from "../core/suggest.ts";
import type { Io } from "../io.ts";
import { count } from "../render/numbers.ts";
import type { Legend } from "../render/plan-parts.ts";
import { legendOf } from "../render/plan-parts.ts";
import { formatRecorded, renderHistory, renderRecorded } from "../render/recorded.ts";
import { idnaFor, loadConfig } from "./config-files.ts";
import { type StateInput, stateFor, storeFor } from "./inputs.ts";
import { type CommonOptions, type ExitCode, layoutFor, refuse } from "./show.ts";
import { provenanceOf, timestampOf } from "./state-store.ts";

export interface StateShowOptions extends CommonOptions {
  readonly format: "text" | "json";
}

/** Shows everybody of whom something is recorded, and the calls that are unconfirmed. */
export async function stateList(io: Io, options: StateShowOptions): Promise<ExitCode> {
  const store = await storeFor(io, options);
  const input = await stateFor(io, options, store);
  if (!input.ok) return input.exit;
  const { state } = input.value;
  if (!state.header) return refuse(io, { refusal: "no-state", path: store.name });
  const legend = await legendFor(io, options);
  io.stdout.write(
    options.format === "json"
      ? formatRecorded(state.recorded)
      : renderRecorded(state.recorded, legend, layoutFor(io, options)),
  );
  return 0;
}

/** Shows what is recorded of one person, event by event. */
export async function stateShow(io: Io, options: CommonOptions, written: string): Promise<ExitCode> {
  const store = await storeFor(io, options);
  const input = await stateFor(io, options, store);
  if (!input.ok) return input.exit;
  const { state } = input.value;
  if (!state.header) return refuse(io, { refusal: "no-state", path: store.name });
  const email = await readRecordedEmail(state, written);
  if (!email.ok) return refuse(io, email.refusal);
  io.stdout.write(renderHistory(email.value, state, await legendFor(io, options)));
  return 0;
}

export interface ForgetOptions extends CommonOptions {
  /** A workspace's name, or its id. */
  readonly workspace?: string | undefined;
}

/** Drops what is recorded of a person, or of one of their workspaces: the next plan sends it again if it is desired. */
export async function stateForget(io: Io, options: ForgetOptions, written: string): Promise<ExitCode> {
  return changeState(io, options, async ({ state }) => {
    const email = await readRecordedEmail(state, written);
    if (!email.ok) return email;
    const workspaceIds = await readWorkspace(io, options, state);
    if (!workspaceIds.ok) return workspaceIds;
    const event: StateEvent = {
      event: "forgotten",
      at: timestampOf(io),
      email: email.value,
      ...(workspaceIds.value && { workspaceIds: workspaceIds.value }),
      ...provenanceOf(io.env),
    };
    const what = options.workspace === undefined ? "" : ` of ${options.workspace}`;
    const said = `Forgot what was recorded${what} for ${email.value}. Nothing changed in Tally; if it is still in members.yaml, the next apply sends it again.\n`;
    return { ok: true, value: { events: [event], said } };
  });
}

export interface SettleOptions extends CommonOptions {
  readonly as: "sent" | "not-sent";
  /** Only this call. */
  readonly call?: string | undefined;
}

/** Records what a person found out about unconfirmed calls by looking in Tally. */
export async function stateSettle(io: Io, options: SettleOptions): Promise<ExitCode> {
  return changeState(io, options, async ({ state }) => {
    const all = state.recorded.unconfirmed;
    const settled = all.filter(one => options.call === undefined || one.call === options.call);
    if (settled.length === 0)
      return { ok: false, refusal: { refusal: "nothing-unconfirmed", call: options.call } };
    const result = options.as === "sent" ? "done" : "not-sent";
    const events = settled.map(({ call }): StateEvent => {
      return { event: "outcome", at: timestampOf(io), call, result, settled: "person" };
    });
    const next =
      options.as === "sent" ? "Nothing more is sent to their people." : "The next apply sends them again.";
    return {
      ok: true,
      value: { events, said: `Settled ${count(settled.length, "call")} as ${options.as}. ${next}\n` },
    };
  });
}

type Change = (
  input: StateInput,
) => Promise<Attempt<{ readonly events: readonly StateEvent[]; readonly said: string }>>;

/** Appends events to the state file under its lock. */
async function changeState(io: Io, options: CommonOptions, change: Change): Promise<ExitCode> {
  const store = await storeFor(io, options);
  // A lock beside a file that is not there would need a folder that may not be there either.
  if (options.stateBranch === undefined && (await io.files.kindOf(store.name)) === "nothing")
    return refuse(io, { refusal: "no-state", path: store.name });
  const lock = await store.lock(() => {});
  if (!lock.ok) return refuse(io, lock.refusal);
  try {
    const input = await stateFor(io, options, store);
    if (!input.ok) return input.exit;
    const { state, loaded } = input.value;
    if (!state.header) return refuse(io, { refusal: "no-state", path: store.name });
    const changed = await change(input.value);
    if (!changed.ok) return refuse(io, changed.refusal);
    const record = await store.open(state.header.organization, loaded);
    const refusal = (await record.add(changed.value.events)) ?? (await record.close());
    if (refusal) return refuse(io, refusal);
    io.stdout.write(changed.value.said);
    return 0;
  } finally {
    await lock.value.release();
  }
}

async function readRecordedEmail(state: State, written: string): Promise<Attempt<Email>> {
  const reading = readAddress(written, await idnaFor([written]));
  if (!reading.ok)
    return { ok: false, refusal: { refusal: "not-an-address", value: written, problem: reading.problem } };
  const { email } = reading.address;
  const known = new Set<Email>(state.recorded.people.keys());
  for (const event of state.events)
    if (event.event === "intent") for (const one of event.emails) known.add(emailOf(one));
  if (known.has(email)) return { ok: true, value: email };
  return { ok: false, refusal: { refusal: "not-recorded", email, suggestion: suggest(email, known) } };
}

async function readWorkspace(
  io: Io,
  { workspace, ...options }: ForgetOptions,
  state: State,
): Promise<Attempt<readonly WorkspaceId[] | undefined>> {
  if (workspace === undefined) return { ok: true, value: undefined };
  const legend = await legendFor(io, options);
  const named = [...legend.workspaces].find(([, name]) => name === workspace)?.[0];
  const recorded = new Set(
    state.events.flatMap(event => (event.event === "intent" ? event.workspaceIds : [])),
  );
  const id = named ?? [...recorded].find(one => one === workspace);
  if (id !== undefined) return { ok: true, value: [id] };
  const refusal: Refusal = {
    refusal: "no-such-workspace",
    name: workspace,
    suggestion: suggest(workspace, legend.workspaces.values()),
  };
  return { ok: false, refusal };
}

/** The names of the configuration where it reads; a state file can be read without one. */
async function legendFor(io: Io, options: CommonOptions): Promise<Legend> {
  const loaded = await loadConfig(io.files, options.config);
  const reading = loaded.ok ? loaded.value.reading : undefined;
  return reading?.ok ? legendOf(reading.value) : { workspaces: new Map(), people: new Map() };
}
