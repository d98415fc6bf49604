import type { EndedCall } from "../core/apply-summary.ts";
import type { Call, Outcome } from "../core/outcome.ts";
import type { Plan } from "../core/plan.ts";
import type { Refusal } from "../core/refusal.ts";
import type { Provenance, StateEvent } from "../core/state.ts";
import type { Io } from "../io.ts";
import { renderOutcome } from "../render/outcomes.ts";
import type { Legend } from "../render/plan-parts.ts";
import { type ApplyEvent, applyPlan, type Ending, type Intent } from "../tally/apply.ts";
import type { TallyWriter, WaitReason } from "../tally/writer.ts";
import { Progress } from "./progress.ts";
import { type CommonOptions, paintFor } from "./show.ts";
import { type LoadedState, type Record, type StateStore, timestampOf } from "./state-store.ts";
import type { TallyAccess } from "./tally-access.ts";

/** Makes the writer that an apply acts through. */
export type OpenTally = (access: TallyAccess, parts: OpenTallyParts) => Promise<TallyWriter>;

/** What the writer needs of the command. */
export interface OpenTallyParts {
  readonly organization: string;
  /** In milliseconds. */
  readonly timeout: number;
  readonly stop: AbortSignal;
  readonly onWait: (reason: WaitReason, milliseconds: number | undefined) => void;
}

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
  readonly openWriter: (parts: OpenTallyParts) => Promise<TallyWriter>;
  /** How long to wait for an answer, in milliseconds. */
  readonly timeout: number;
  readonly provenanceFor: (call: Call) => Provenance;
  readonly intentsAtOnce: number;
}

/** What became of the calls, and why it ended: as `applyPlan` says, or because an event could not be kept. */
export interface Sent {
  readonly ended: readonly EndedCall[];
  readonly ending: Ending | Unkept;
}

/** The state could not be written. before-sending: nothing of what is unwritten was sent. */
export interface Unkept {
  readonly ending: "unkept";
  readonly when: "before-sending" | "at-the-end";
  readonly refusal: Refusal;
}

/** Sends the calls of a plan, records each step in the store, and shows each outcome. */
export async function sendPlan(plan: Plan, parts: SendParts): Promise<Sent> {
  const { io, options, stop, store, organization } = parts;
  if (plan.calls.length === 0) return { ended: [], ending: { ending: "all-sent" } };
  const isSilent = options.quiet === true || options.format === "json";
  const progress = new Progress(io, plan.calls.length, isSilent);
  const writer = await parts.openWriter({
    organization,
    timeout: parts.timeout,
    stop,
    onWait: (reason, milliseconds) => progress.waiting(reason, milliseconds),
  });
  const record = await store.open(organization, parts.loaded);
  const ended: EndedCall[] = [];
  let ending: Sent["ending"];
  try {
    ending = await followEvents(plan, parts, writer, record, one => {
      ended.push(one);
      showOutcome(one, { number: ended.length, of: plan.calls.length }, parts, progress);
    });
  } catch (error) {
    await record.close();
    throw error;
  } finally {
    progress.close();
  }
  const refusal = await record.close();
  if (refusal) return { ended, ending: { ending: "unkept", when: "at-the-end", refusal } };
  return { ended, ending };
}

async function followEvents(
  plan: Plan,
  { io, stop, intentsAtOnce, provenanceFor }: SendParts,
  writer: TallyWriter,
  record: Record,
  onEnded: (one: EndedCall) => void,
): Promise<Sent["ending"]> {
  const newCallId = () => io.newId("call");
  const events = applyPlan(plan, { writer, stop, newCallId, now: () => timestampOf(io), intentsAtOnce });
  for (;;) {
    const next = await events.next();
    if (next.done) return next.value;
    const refusal = await record.add(stateEventsOf(next.value, provenanceFor));
    if (refusal) return { ending: "unkept", when: "before-sending", refusal };
    if (next.value.type === "outcome") onEnded(next.value);
  }
}

function showOutcome(
  { at, call, outcome }: EndedCall,
  position: { readonly number: number; readonly of: number },
  { io, options, legend }: SendParts,
  progress: Progress,
): void {
  const line = renderOutcome({ ...position, at }, call, outcome, legend, paintFor(io.stdout, io, options));
  progress.ended(options.format === "text" ? () => io.stdout.write(line) : undefined);
}

function stateEventsOf(event: ApplyEvent, provenanceFor: (call: Call) => Provenance): readonly StateEvent[] {
  const { at } = event;
  switch (event.type) {
    case "intents":
      return event.intents.map(({ id, call }) => {
        return { event: "intent", at, call: id, action: "invite", ...call, ...provenanceFor(call) };
      });
    case "outcome":
      return [outcomeEvent(event, at, event.outcome)];
    case "withdrawn":
      return event.intents.map(intent => outcomeEvent(intent, at, notBegun));
  }
}

const notBegun: Outcome = { result: "not-sent", problem: "the run ended before this call" };

function outcomeEvent({ id }: Intent, at: string, outcome: Outcome): StateEvent {
  return { event: "outcome", at, call: id, ...outcome };
}
