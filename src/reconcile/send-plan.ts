import { applyPlan } from "../core/apply/apply.ts";
import type { ApplyEvent, Intent } from "../core/apply/events.ts";
import { type FinishedCall, unconfirmedIn } from "../core/apply/finished-call.ts";
import type { Failure, RunStopReason } from "../core/failure/failure.ts";
import type { PlannedGrants, Resolution } from "../core/plan/model.ts";
import { hasCalls } from "../core/plan/plan.ts";
import { inviteCalls, recordOnlyEvents, removalCalls } from "../core/plan/plan-calls.ts";
import { observedUnconfirmed } from "../core/plan/resolve.ts";
import type { StateEvent } from "../core/state/events.ts";
import type { Provenance } from "../core/state/provenance.ts";
import type { ActionCall, Outcome } from "../core/tally/call.ts";
import type { Observed } from "../core/tally/observed.ts";
import type { EventRecorder } from "./inputs/store.ts";
import type { Iteration, Planned, ReconcileDeps } from "./model.ts";
import { observeUntil } from "./observe.ts";

/** The maximum time between recording an intent and sending its call, in milliseconds. Must be less than `inFlightMs`. */
const maxIntentAgeMs = 5 * 60_000;

/** Returns the provenance to record with a call, or with an event that needs no call. */
export type ProvenanceFor = (call: ActionCall | undefined) => Provenance;

/** Records the parts of a plan that need no call, sends its calls, and records each step before the next. */
export async function sendPlan(
  planned: Planned,
  deps: ReconcileDeps,
  provenanceFor: ProvenanceFor,
): Promise<Pick<Iteration, "ended" | "stopReason" | "recorded">> {
  const { plan, inputs } = planned;
  const { listener, tally } = deps;
  const notes = recordOnlyEvents(plan, timestampOf(tally), provenanceFor(undefined));
  // If the last line of the state file is torn, opening the state removes it, before git can merge it with other lines.
  if (!hasCalls(plan) && notes.length === 0 && !inputs.state.torn)
    return { ended: [], stopReason: { reason: "completed" }, recorded: 0 };
  const opened = await inputs.store.open(inputs.config.organization, inputs.stored, () =>
    inputs.isCurrent(planned),
  );
  let recorded = 0;
  const record: EventRecorder = {
    add: async events => {
      const failure = await opened.add(events);
      if (!failure) recorded += events.length;
      return failure;
    },
    close: () => opened.close(),
  };
  const total = removalCalls(plan).length + inviteCalls(plan, new Set()).length;
  const ended: FinishedCall[] = [];
  const on = {
    ended: (call: FinishedCall) => {
      ended.push(call);
      // Splitting a call adds calls that weren't planned.
      listener.ended(call, { number: ended.length, of: Math.max(total, ended.length) });
    },
    explained: (calls: readonly FinishedCall[]) => {
      for (const one of calls) ended[ended.findIndex(({ id }) => id === one.id)] = one;
    },
    unconfirmed: () => [...plan.unconfirmed, ...unconfirmedIn(ended)],
  };
  let stopReason: RunStopReason;
  listener.sending(total);
  try {
    const failure = notes.length > 0 ? await record.add(notes) : undefined;
    stopReason = failure
      ? { reason: "record-failed", failure }
      : await recordEvents(planned, deps, record, provenanceFor, on);
  } catch (error) {
    await record.close();
    throw error;
  } finally {
    listener.sent();
  }
  const failure = await record.close();
  return { ended, recorded, stopReason: failure ? { reason: "record-failed", failure } : stopReason };
}

/** Records the calls and the grants that Tally shows as done. Returns a failure if they couldn't be recorded. */
export async function recordObserved(
  { store, config, stored, provenance }: Planned["inputs"],
  {
    resolved,
    grants,
  }: { readonly resolved: readonly Resolution[]; readonly grants: readonly PlannedGrants[] },
  at: string,
): Promise<Failure | undefined> {
  const events = [
    ...resolved.map((one): StateEvent => ({ event: "outcome", at, ...one, resolvedBy: "live-data" })),
    ...stateEventsOf({ type: "shown", at, grants }, () => provenance),
  ];
  if (events.length === 0) return undefined;
  const record = await store.open(config.organization, stored);
  const failure = await record.add(events);
  return (await record.close()) ?? failure;
}

/** Reports if this machine's clock differs from Tally's. */
export function reportSkew({ tally, listener }: ReconcileDeps): void {
  const { skew } = tally.clock;
  if (skew !== undefined) listener.clockSkewed(skew);
}

/** Returns the time by Tally's clock, as ISO 8601 in UTC. */
export function timestampOf({ clock }: ReconcileDeps["tally"]): string {
  return new Date(clock.now()).toISOString();
}

async function recordEvents(
  { plan, inputs }: Planned,
  deps: ReconcileDeps,
  record: EventRecorder,
  provenanceFor: ProvenanceFor,
  on: {
    ended(call: FinishedCall): void;
    explained(calls: readonly FinishedCall[]): void;
    /** Returns the calls without a known result. */
    unconfirmed(): readonly ActionCall[];
  },
): Promise<RunStopReason> {
  const { io, stop, tally, live } = deps;
  const { organization } = inputs.config;
  const { people } = inputs.state.recorded;
  const shown = new Set(plan.adopt.map(one => one.email));
  const observe = async (isEnough: (observed: Observed) => boolean) => {
    const observation = await observeUntil(deps, organization, isEnough);
    if (!observation.ok) return observation;
    // The people could be gone at the next check.
    const grants = observedUnconfirmed({ people, unconfirmed: on.unconfirmed() }, observation.value).filter(
      ({ email }) => !shown.has(email),
    );
    for (const { email } of grants) shown.add(email);
    // If it can't be written now, it is written with the next event, which reports the failure.
    if (grants.length > 0)
      await record.add(stateEventsOf({ type: "shown", at: timestampOf(tally), grants }, provenanceFor));
    return observation;
  };
  const events = applyPlan(plan, {
    writer: tally.writer(organization),
    observe: live ? observe : undefined,
    stop,
    newCallId: () => io.newId("call"),
    now: () => timestampOf(tally),
    startIntents: async () => {
      await tally.syncClock();
      reportSkew(deps);
      // Only the time of day advances while the machine sleeps, but someone may set it meanwhile. The longer time counts.
      const [day, elapsed] = [io.clock.now(), io.clock.elapsed()];
      return () => Math.max(io.clock.now() - day, io.clock.elapsed() - elapsed) >= maxIntentAgeMs;
    },
    intentBatchSize: inputs.store.intentBatchSize,
  });
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
    const failure = await record.add(stateEventsOf(next.value, provenanceFor));
    if (next.value.type === "outcome") on.ended(next.value);
    if (next.value.type === "explained") on.explained(next.value.calls);
    if (failure) return { reason: "record-failed", failure };
  }
}

function stateEventsOf(event: ApplyEvent, provenanceFor: ProvenanceFor): readonly StateEvent[] {
  const { at } = event;
  switch (event.type) {
    case "intents":
      return event.intents.map(({ id, call: { action, ...call } }) => {
        return { event: "intent", at, call: id, action, ...call, ...provenanceFor({ action, ...call }) };
      });
    case "outcome":
      return [outcomeEvent(event, at, event.outcome)];
    case "explained":
      return event.calls.map(one => outcomeEvent(one, at, one.outcome));
    case "shown":
      return event.grants.map(one => ({ event: "adopted", at, ...one, ...provenanceFor(undefined) }));
    case "withdrawn":
      return event.intents.map(intent => outcomeEvent(intent, at, notStarted));
  }
}

const notStarted: Outcome = {
  result: "not-sent",
  problem: "not started: the run ended, or an earlier call for the person failed",
};

function outcomeEvent({ id }: Pick<Intent, "id">, at: string, outcome: Outcome): StateEvent {
  if (outcome.result === "rejected") {
    const { missingWorkspaces: _, ...rest } = outcome;
    return { event: "outcome", at, call: id, ...rest };
  }
  if (outcome.result !== "split") return { event: "outcome", at, call: id, ...outcome };
  const { appliedTo, missingWorkspaces: _, ...rest } = outcome;
  return { event: "outcome", at, call: id, ...rest, emails: appliedTo };
}
