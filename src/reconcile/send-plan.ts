import { applyPlan } from "../core/apply/apply.ts";
import type { ApplyEvent, Intent } from "../core/apply/events.ts";
import type { FinishedCall } from "../core/apply/finished-call.ts";
import type { Failure, RunStopReason } from "../core/failure/failure.ts";
import type { PlannedGrants } from "../core/plan/model.ts";
import { hasCalls } from "../core/plan/plan.ts";
import { inviteCalls, recordOnlyEvents, removalCalls } from "../core/plan/plan-calls.ts";
import type { StateEvent } from "../core/state/events.ts";
import type { Provenance } from "../core/state/provenance.ts";
import type { ActionCall, Outcome } from "../core/tally/call.ts";
import { currentTimestamp } from "../io/clock.ts";
import type { EventRecorder } from "./inputs/store.ts";
import type { Iteration, Planned, ReconcileDeps } from "./model.ts";
import { observeUntil } from "./observe.ts";

/** What a call, or a record without a call, is recorded with. */
export type ProvenanceFor = (call: ActionCall | undefined) => Provenance;

/** Records what a plan only records, sends its calls, and records each step before the next. */
export async function sendPlan(
  planned: Planned,
  deps: ReconcileDeps,
  provenanceFor: ProvenanceFor,
): Promise<Pick<Iteration, "ended" | "stopReason">> {
  const { plan, inputs } = planned;
  const { io, listener } = deps;
  const notes = recordOnlyEvents(plan, currentTimestamp(io), provenanceFor(undefined));
  // A torn last line is cut off when the state is opened, before git joins it to other lines.
  if (!hasCalls(plan) && notes.length === 0 && !inputs.state.torn)
    return { ended: [], stopReason: { reason: "completed" } };
  const record = await inputs.store.open(inputs.config.organization, inputs.stored, () =>
    inputs.isCurrent(planned),
  );
  const total = removalCalls(plan).length + inviteCalls(plan, new Set()).length;
  const ended: FinishedCall[] = [];
  let stopReason: RunStopReason;
  listener.sending(total);
  try {
    const failure = notes.length > 0 ? await record.add(notes) : undefined;
    const onEnded = (call: FinishedCall) => {
      ended.push(call);
      // A call that is split brings more calls than were planned.
      listener.ended(call, { number: ended.length, of: Math.max(total, ended.length) });
    };
    stopReason = failure
      ? { reason: "record-failed", failure }
      : await recordEvents(planned, deps, record, provenanceFor, onEnded);
  } catch (error) {
    await record.close();
    throw error;
  } finally {
    listener.sent();
  }
  const failure = await record.close();
  return { ended, stopReason: failure ? { reason: "record-failed", failure } : stopReason };
}

/** Records grants that Tally shows. Returns why they could not be recorded, if so. */
export async function recordObserved(
  { store, config, stored }: Planned["inputs"],
  grants: readonly PlannedGrants[],
  at: string,
  provenanceFor: ProvenanceFor,
): Promise<Failure | undefined> {
  if (grants.length === 0) return undefined;
  const record = await store.open(config.organization, stored);
  const failure = await record.add(stateEventsOf({ type: "shown", at, grants }, provenanceFor));
  return (await record.close()) ?? failure;
}

async function recordEvents(
  { plan, inputs }: Planned,
  deps: ReconcileDeps,
  record: EventRecorder,
  provenanceFor: ProvenanceFor,
  onEnded: (call: FinishedCall) => void,
): Promise<RunStopReason> {
  const { io, stop, tally, live } = deps;
  const { organization } = inputs.config;
  const events = applyPlan(plan, {
    writer: tally.writer(organization),
    observe: live ? isEnough => observeUntil(deps, organization, isEnough) : undefined,
    stop,
    newCallId: () => io.newId("call"),
    now: () => currentTimestamp(io),
    intentBatchSize: inputs.store.intentBatchSize,
  });
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
    const failure = await record.add(stateEventsOf(next.value, provenanceFor));
    if (next.value.type === "outcome") onEnded(next.value);
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
    case "shown":
      return event.grants.map(one => ({ event: "adopted", at, ...one, ...provenanceFor(undefined) }));
    case "withdrawn":
      return event.intents.map(intent => outcomeEvent(intent, at, notStarted));
  }
}

const notStarted: Outcome = {
  result: "not-sent",
  problem: "not begun: the run ended, or an earlier call about the person failed",
};

function outcomeEvent({ id }: Intent, at: string, outcome: Outcome): StateEvent {
  if (outcome.result === "rejected") {
    const { missingWorkspaces: _, ...rest } = outcome;
    return { event: "outcome", at, call: id, ...rest };
  }
  if (outcome.result !== "split") return { event: "outcome", at, call: id, ...outcome };
  const { appliedTo, missingWorkspaces: _, ...rest } = outcome;
  return { event: "outcome", at, call: id, ...rest, emails: appliedTo };
}
