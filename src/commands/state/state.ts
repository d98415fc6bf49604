import type { Attempt, Refusal } from "../../core/failure/failure.ts";
import { compactEvents } from "../../core/state/compact.ts";
import { formatEvent, type StateEvent } from "../../core/state/events.ts";
import type { State } from "../../core/state/state.ts";
import { suggest, suggestEmail } from "../../core/text/suggest.ts";
import { type Email, emailOf, readAddress } from "../../core/values/address.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import type { Io } from "../../io/io.ts";
import { timestampOf } from "../../io/timestamp.ts";
import { idnaFor, loadConfig } from "../../reconcile/inputs/load-config.ts";
import { provenanceOf } from "../../reconcile/provenance.ts";
import { formatRecorded, renderHistory, renderRecorded } from "../../render/state/state.ts";
import { forTerminal } from "../../render/text/escape.ts";
import { type Legend, legendOf } from "../../render/text/names.ts";
import { count } from "../../render/text/plural.ts";
import { type CommonOptions, type ExitCode, layoutFor, printFailure, printProblem } from "../console.ts";
import { openStore } from "../open-store.ts";
import { changeState, loadExisting, withState } from "./append-events.ts";

export interface StateShowOptions extends CommonOptions {
  readonly format: "text" | "json";
}

/** Shows everybody of whom something is recorded, and the calls that are unconfirmed. */
export async function stateList(io: Io, options: StateShowOptions): Promise<ExitCode> {
  const loaded = await loadExisting(io, options, await openStore(io, options));
  if (!loaded.ok) return printProblem(io, options, loaded.problem);
  const { state } = loaded.value;
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
  const loaded = await loadExisting(io, options, await openStore(io, options));
  if (!loaded.ok) return printProblem(io, options, loaded.problem);
  const { state } = loaded.value;
  const email = await readRecordedEmail(state, written);
  if (!email.ok) return printFailure(io, email.refusal);
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
    const said = `Forgot what was recorded${what} for ${email.value}. Nothing changed in Tally; if it is still in members.yaml, the next apply sends it again.`;
    return { ok: true, value: { events: [event], said: `${forTerminal(said)}\n` } };
  });
}

/** Writes the state file anew, with as few lines as say the same. */
export async function stateCompact(io: Io, options: CommonOptions): Promise<ExitCode> {
  return withState(io, options, async ({ state }, store) => {
    const header = state.text.split(/\r?\n/, 1)[0] ?? "";
    const lines = compactEvents(state, timestampOf(io)).map(formatEvent).join("");
    const text = `${header}\n${lines}`;
    if (text.length >= state.text.length) {
      io.stdout.write(`${forTerminal(store.name)} is as short as it can be.\n`);
      return 0;
    }
    const refusal = await store.rewrite(text);
    if (refusal) return printFailure(io, refusal);
    const [before, after] = [state.text, text].map(one => one.trimEnd().split("\n").length);
    io.stdout.write(
      `${forTerminal(store.name)}: ${count(before ?? 0, "line")} before, ${count(after ?? 0, "line")} now, which say the same. Each person's history before today is in git.\n`,
    );
    return 0;
  });
}

async function readRecordedEmail(state: State, written: string): Promise<Attempt<Email>> {
  const reading = readAddress(written, await idnaFor([written]));
  if (!reading.ok)
    return { ok: false, refusal: { refusal: "not-an-address", value: written, problem: reading.problem } };
  const { email } = reading.address;
  const { people, vainTries, refused } = state.recorded;
  const known = new Set<Email>([...people.keys(), ...vainTries.keys(), ...refused.keys()]);
  for (const event of state.events)
    if (event.event === "intent") for (const one of event.emails) known.add(emailOf(one));
  if (known.has(email)) return { ok: true, value: email };
  return { ok: false, refusal: { refusal: "not-recorded", email, suggestion: suggestEmail(email, known) } };
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
    state.events.flatMap(event => ("workspaceIds" in event ? (event.workspaceIds ?? []) : [])),
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
  return loaded.ok ? legendOf(loaded.value.config) : { workspaces: new Map(), people: new Map() };
}
