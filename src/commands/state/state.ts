import type { Failure } from "../../core/failure/failure.ts";
import { isInFlight } from "../../core/plan/resolve.ts";
import { compactText } from "../../core/state/compact.ts";
import type { StateEvent } from "../../core/state/events.ts";
import type { State } from "../../core/state/state.ts";
import { suggest, suggestEmail } from "../../core/text/suggest.ts";
import { type Email, emailOf, readAddress } from "../../core/values/address.ts";
import { explainInvalidAddress } from "../../core/values/address-in-text.ts";
import type { Result } from "../../core/values/result.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { currentTimestamp } from "../../io/clock.ts";
import { digestOf } from "../../io/digest.ts";
import type { Io } from "../../io/io.ts";
import { idnaFor, loadConfig } from "../../reconcile/inputs/load-config.ts";
import { provenanceOf } from "../../reconcile/provenance.ts";
import { inFlightUntil } from "../../render/plan/unconfirmed.ts";
import { formatRecorded, renderHistory, renderRecorded } from "../../render/state/state.ts";
import { escapeTerminal } from "../../render/text/escape.ts";
import { type DisplayNames, displayNamesOf, noNames } from "../../render/text/names.ts";
import { formatNumber, pluralize } from "../../render/text/plural.ts";
import {
  type CommonOptions,
  type ExitCode,
  layoutFor,
  printFailure,
  printProblem,
} from "../console/console.ts";
import { openStore } from "../store/open.ts";
import { appendEvents, loadExisting, withLockedState } from "./append-events.ts";

export interface StateShowOptions extends CommonOptions {
  readonly format: "text" | "json";
}

/** Shows everyone in the state file, and the unconfirmed calls. */
export async function stateList(io: Io, options: StateShowOptions): Promise<ExitCode> {
  const loaded = await loadExisting(io, options, await openStore(io, options));
  if (!loaded.ok) return printProblem(io, options, loaded.problem);
  const { state } = loaded.value;
  const names = await displayNamesFor(io, options);
  io.stdout.write(
    options.format === "json"
      ? formatRecorded(state.recorded)
      : renderRecorded(state.recorded, names, layoutFor(io.stdout, io, options)),
  );
  return 0;
}

/** Shows the recorded events of one person. */
export async function stateShow(io: Io, options: CommonOptions, written: string): Promise<ExitCode> {
  const loaded = await loadExisting(io, options, await openStore(io, options));
  if (!loaded.ok) return printProblem(io, options, loaded.problem);
  const { state } = loaded.value;
  const email = await readRecordedEmail(state, written);
  if (!email.ok) return printFailure(io, email.problem);
  io.stdout.write(renderHistory(email.value, state, await displayNamesFor(io, options)));
  return 0;
}

export interface ForgetOptions extends CommonOptions {
  /** The name or ID of a workspace. */
  readonly workspace?: string | undefined;
}

/** Forgets a person's recorded access, or only that to one workspace. If members.yaml still grants it, the next plan sends it again. */
export async function stateForget(io: Io, options: ForgetOptions, written: string): Promise<ExitCode> {
  return appendEvents(io, options, async ({ state }) => {
    const email = await readRecordedEmail(state, written);
    if (!email.ok) return email;
    const workspaceIds = await readWorkspace(io, options, state);
    if (!workspaceIds.ok) return workspaceIds;
    const at = currentTimestamp(io);
    // The next apply would send a second invite while the first may still be delivered.
    const inFlight = state.recorded.unconfirmed.filter(
      one => one.emails.some(spelling => emailOf(spelling) === email.value) && isInFlight(one, at),
    );
    if (inFlight.length > 0)
      return {
        ok: false,
        problem: { reason: "in-flight", email: email.value, until: inFlightUntil(inFlight) },
      };
    const event: StateEvent = {
      event: "forgotten",
      at,
      email: email.value,
      ...(workspaceIds.value && { workspaceIds: workspaceIds.value }),
      ...provenanceOf(io.env),
    };
    const where = options.workspace === undefined ? "" : ` in ${options.workspace}`;
    const text = `Forgot ${email.value}${where}. Nothing changed in Tally. If members.yaml still grants the access, the next apply may send an invite again.`;
    return { ok: true, value: { events: [event], text: `${escapeTerminal(text)}\n`, exit: 0 } };
  });
}

/** Shortens the state file without changing what it means. */
export async function stateCompact(io: Io, options: CommonOptions): Promise<ExitCode> {
  return withLockedState(io, options, async ({ state }, store) => {
    const text = compactText(state, currentTimestamp(io), digestOf);
    if (text.length >= state.text.length) {
      io.stdout.write(`Nothing to compact: ${escapeTerminal(store.name)} is already as short as possible.\n`);
      return 0;
    }
    const failure = await store.rewrite(text);
    if (failure) return printFailure(io, failure);
    const [before, after] = [state.text, text].map(one => one.trimEnd().split("\n").length);
    io.stdout.write(
      `Compacted ${escapeTerminal(store.name)} from ${pluralize(before ?? 0, "line")} to ${formatNumber(after ?? 0)}. The earlier history stays in git.\n`,
    );
    return 0;
  });
}

async function readRecordedEmail(state: State, written: string): Promise<Result<Email, Failure>> {
  const toAscii = await idnaFor([written]);
  const read = (text: string) => readAddress(text, toAscii);
  const reading = read(written);
  if (!reading.ok)
    return {
      ok: false,
      problem: { reason: "not-an-address", ...explainInvalidAddress(written, reading.problem, read) },
    };
  const { email } = reading.value;
  const { people, failedAttempts, rejected } = state.recorded;
  const known = new Set<Email>([...people.keys(), ...failedAttempts.keys(), ...rejected.keys()]);
  for (const event of state.events)
    if (event.event === "intent") for (const one of event.emails) known.add(emailOf(one));
  if (known.has(email)) return { ok: true, value: email };
  return { ok: false, problem: { reason: "not-recorded", email, suggestion: suggestEmail(email, known) } };
}

async function readWorkspace(
  io: Io,
  { workspace, ...options }: ForgetOptions,
  state: State,
): Promise<Result<readonly WorkspaceId[] | undefined, Failure>> {
  if (workspace === undefined) return { ok: true, value: undefined };
  const names = await displayNamesFor(io, options);
  const named = [...names.workspaces].find(([, name]) => name === workspace)?.[0];
  const recorded = new Set(
    state.events.flatMap(event => ("workspaceIds" in event ? (event.workspaceIds ?? []) : [])),
  );
  const id = named ?? [...recorded].find(one => one === workspace);
  if (id !== undefined) return { ok: true, value: [id] };
  const failure: Failure = {
    reason: "no-such-workspace",
    name: workspace,
    suggestion: suggest(workspace, names.workspaces.values()),
  };
  return { ok: false, problem: failure };
}

/** Returns the display names of the configuration. If it isn't valid, returns none, because a state file can be shown without it. */
async function displayNamesFor(io: Io, options: CommonOptions): Promise<DisplayNames> {
  const loaded = await loadConfig(io.files, options.config);
  return loaded.ok ? displayNamesOf(loaded.value.config) : noNames;
}
