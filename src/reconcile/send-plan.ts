import { applyPlan } from "../core/apply/apply.ts";
import type { EndedCall } from "../core/apply/ended-call.ts";
import type { ApplyEvent, Ending, Intent } from "../core/apply/events.ts";
import type { Refusal } from "../core/failure/failure.ts";
import type { Plan, PlannedGrants } from "../core/plan/model.ts";
import { hasCalls } from "../core/plan/plan.ts";
import { bookkeepingOf, inviteCalls, removalCalls } from "../core/plan/plan-calls.ts";
import type { StateEvent } from "../core/state/events.ts";
import type { Provenance } from "../core/state/provenance.ts";
import type { ActionCall, Outcome } from "../core/tally/call.ts";
import type { Io } from "../io/io.ts";
import { renderOutcome } from "../render/apply/outcome.ts";
import type { Legend } from "../render/text/names.ts";
import { type CommonOptions, paintFor } from "./console.ts";
import { lookUntil, type OpenedTally } from "./observe.ts";
import type { Progress } from "./progress.ts";
import { type LoadedState, type Record, type StateStore, timestampOf } from "./stores/store.ts";

/** How many intents go into one push: as many calls at most are unknown after a crash, a quarter of a minute's worth. */
export const intentsAtOncePushed = 20;

/** What sending needs beside the plan. */
export interface SendParts {
  readonly io: Io;
  readonly options: CommonOptions & { readonly format: "text" | "json" };
  readonly stop: AbortSignal;
  readonly organization: string;
  readonly store: StateStore;
  readonly loaded: LoadedState;
  readonly legend: Legend;
  readonly tally: OpenedTally;
  /** Whether Tally may be looked at. */
  readonly live: boolean;
  readonly progress: Progress;
  /** Of a call, or of what is only recorded. */
  readonly provenanceFor: (call: ActionCall | undefined) => Provenance;
  readonly intentsAtOnce: number;
}

/** What became of the calls, and why it ended: as `applyPlan` says, or because an event could not be kept. */
export interface Sent {
  readonly ended: readonly EndedCall[];
  readonly ending: Ending | Unkept;
}

/** The state could not be written. Of what is unwritten, one call at most was sent. */
export interface Unkept {
  readonly ending: "unkept";
  readonly refusal: Refusal;
}

/** Records what a plan only records, sends its calls, records each step in the store, and shows each outcome. */
export async function sendPlan(plan: Plan, parts: SendParts): Promise<Sent> {
  const { store, organization, progress, io } = parts;
  const notes = bookkeepingOf(plan, timestampOf(io), parts.provenanceFor(undefined));
  const { reading } = parts.loaded;
  // A torn last line is cut off as the state is opened, before git joins it to somebody else's lines.
  const isTorn = reading.ok && reading.value.torn;
  if (!hasCalls(plan) && notes.length === 0 && !isTorn) return { ended: [], ending: { ending: "all-sent" } };
  const record = await store.open(organization, parts.loaded);
  const total = removalCalls(plan).length + inviteCalls(plan, new Set()).length;
  const ended: EndedCall[] = [];
  let ending: Sent["ending"];
  progress.begin(total);
  try {
    const refusal = notes.length > 0 ? await record.add(notes) : undefined;
    ending = refusal
      ? { ending: "unkept", refusal }
      : await followEvents(plan, parts, record, one => {
          ended.push(one);
          // A call that is halved brings more calls than were planned.
          showOutcome(one, { number: ended.length, of: Math.max(total, ended.length) }, parts);
        });
  } catch (error) {
    await record.close();
    throw error;
  } finally {
    progress.close();
  }
  const refusal = await record.close();
  if (refusal) return { ended, ending: { ending: "unkept", refusal } };
  return { ended, ending };
}

/** Records what a look that was cut short shows all the same. Gives why it could not be recorded, if it could not. */
export async function recordShown(
  grants: readonly PlannedGrants[],
  {
    io,
    store,
    organization,
    loaded,
    provenanceFor,
  }: Pick<SendParts, "io" | "store" | "organization" | "loaded" | "provenanceFor">,
): Promise<Refusal | undefined> {
  if (grants.length === 0) return undefined;
  const record = await store.open(organization, loaded);
  const event = { type: "shown", at: timestampOf(io), grants } as const;
  const refusal = await record.add(stateEventsOf(event, provenanceFor));
  return (await record.close()) ?? refusal;
}

async function followEvents(
  plan: Plan,
  parts: SendParts,
  record: Record,
  onEnded: (one: EndedCall) => void,
): Promise<Sent["ending"]> {
  const { io, stop, intentsAtOnce, provenanceFor, tally, organization, progress } = parts;
  const onWait = progress.waiting.bind(progress);
  const looking = { io, reader: tally.reader, organization, stop, onWait };
  const events = applyPlan(plan, {
    writer: tally.writer(organization),
    look: parts.live ? isEnough => lookUntil(isEnough, looking) : undefined,
    stop,
    newCallId: () => io.newId("call"),
    now: () => timestampOf(io),
    intentsAtOnce,
  });
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
    const refusal = await record.add(stateEventsOf(next.value, provenanceFor));
    if (next.value.type === "outcome") onEnded(next.value);
    if (refusal) return { ending: "unkept", refusal };
  }
}

function showOutcome(
  { at, call, outcome }: EndedCall,
  position: { readonly number: number; readonly of: number },
  { io, options, legend, progress }: SendParts,
): void {
  const line = renderOutcome({ ...position, at }, call, outcome, legend, paintFor(io.stdout, io, options));
  progress.ended(options.format === "text" ? () => io.stdout.write(line) : undefined);
}

function stateEventsOf(event: ApplyEvent, provenanceFor: SendParts["provenanceFor"]): readonly StateEvent[] {
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
      return event.intents.map(intent => outcomeEvent(intent, at, notBegun));
  }
}

const notBegun: Outcome = {
  result: "not-sent",
  problem: "not begun: the run ended, or an earlier call about the person failed",
};

function outcomeEvent({ id }: Intent, at: string, outcome: Outcome): StateEvent {
  if (outcome.result === "refused") {
    const { gone: _, ...rest } = outcome;
    return { event: "outcome", at, call: id, ...rest };
  }
  if (outcome.result !== "halved") return { event: "outcome", at, call: id, ...outcome };
  const { doneFor, gone: _, ...rest } = outcome;
  return { event: "outcome", at, call: id, ...rest, emails: doneFor };
}
