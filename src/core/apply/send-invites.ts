import type { PlannedGrants } from "../plan/model.ts";
import { alreadyApplied, observedGrants } from "../plan/resolve.ts";
import type { ActionCall, MissingWorkspaces, Outcome } from "../tally/call.ts";
import type { Observed } from "../tally/observed.ts";
import { emailOf } from "../values/address.ts";
import type { ApplyDeps, ApplyStream, Intent, StopReason } from "./events.ts";

/** So many people refused one by one while nobody was accepted: that is hardly about their addresses. */
const maxRejectedCalls = 10;

type RejectedOutcome = Extract<Outcome, { result: "rejected" }>;

/** What a refusal comes to, and of a call that stays unconfirmed the people whom Tally shows all the same. */
interface ExplainedOutcome {
  readonly outcome: Outcome;
  readonly shown?: readonly PlannedGrants[];
}

/** What became of a call and of the smaller ones that it was divided into. */
interface SentCall {
  readonly stopReason: StopReason | undefined;
  /** Tally accepted it as it was. */
  readonly isDone: boolean;
}

/**
 * Sends the invites of one run. A call that Tally refuses for the sake of some address in it is split until that address is
 * alone; the others get their invite.
 */
export class InviteSender {
  readonly #deps: ApplyDeps;
  #rejectedCalls = 0;
  #hasApplied = false;

  constructor(deps: ApplyDeps) {
    this.#deps = deps;
  }

  /** Sends a call whose intent is recorded. Gives why the run ends with it, if it does. */
  async *send(intent: Intent): ApplyStream<StopReason | undefined> {
    const { stopReason } = yield* this.#sendOne(intent, true);
    return stopReason;
  }

  /** `mayBeThere`: whether people of the call may have got their invite although Tally refuses it. */
  async *#sendOne({ id, call }: Intent, mayBeThere: boolean): ApplyStream<SentCall> {
    const { writer, stop, now } = this.#deps;
    const answer = await writer.send(call, stop);
    const isBad = answer.result === "rejected" && answer.status === 400;
    const { outcome, shown = [] } = isBad
      ? await this.#explain(call, answer, mayBeThere)
      : { outcome: answer };
    const isDone = answer.result === "done";
    this.#hasApplied ||= isDone;
    if (outcome.result === "rejected" && outcome.fault === "email") this.#rejectedCalls += 1;
    yield { type: "outcome", id, at: now(), call, outcome };
    if (shown.length > 0) yield { type: "shown", at: now(), grants: shown };
    if (outcome.result !== "split" || outcome.missingWorkspaces)
      return { stopReason: this.#stopReasonAfter(outcome), isDone };
    const emails = call.emails.filter(email => !outcome.appliedTo.includes(email));
    const { stopReason } = yield* this.#split({ ...call, emails }, outcome.appliedTo.length > 0);
    return { stopReason, isDone: false };
  }

  /** Sends a call, of which some address is at fault, in two. */
  async *#split(call: ActionCall, mayBeThere: boolean): ApplyStream<SentCall> {
    const middle = Math.floor(call.emails.length / 2);
    const first = { ...call, emails: call.emails.slice(0, middle) };
    const second = { ...call, emails: call.emails.slice(middle) };
    const sent = middle === 0 ? undefined : yield* this.#sendPart(first, mayBeThere);
    if (sent?.stopReason) return sent;
    // With the first half in order, the fault is in the second, which need not be tried as a whole.
    return sent?.isDone && second.emails.length > 1
      ? yield* this.#split(second, mayBeThere)
      : yield* this.#sendPart(second, mayBeThere);
  }

  async *#sendPart(call: ActionCall, mayBeThere: boolean): ApplyStream<SentCall> {
    const { writer, stop, now, newCallId } = this.#deps;
    if (stop.aborted || !(await writer.ready(stop)))
      return { stopReason: { reason: "interrupted" }, isDone: false };
    const intent = { id: newCallId(), call };
    yield { type: "intents", at: now(), intents: [intent] };
    return yield* this.#sendOne(intent, mayBeThere);
  }

  /** What a 400 means, which Tally does not say: an address, a workspace that is gone, or people who are there already. */
  async #explain(
    call: ActionCall,
    rejected: RejectedOutcome,
    mayBeThere: boolean,
  ): Promise<ExplainedOutcome> {
    const { observe: observeAgain, stop } = this.#deps;
    const { status, problem } = rejected;
    const isAlone = call.emails.length === 1;
    const split = { result: "split", status, problem, appliedTo: [] } as const;
    const unconfirmed = { result: "unconfirmed", status, problem: isUnexplained(problem) } as const;
    if (!observeAgain) return { outcome: isAlone ? { ...rejected, fault: "email" } : unconfirmed };
    // Where nobody was there after a larger call, waiting for what shows late is over; what shows by now is seen all the same.
    const observation = await observeAgain(
      observed => isAlone || !mayBeThere || alreadyApplied(call, observed)?.length === call.emails.length,
    );
    if (!observation.ok) return { outcome: isAlone ? rejected : unconfirmed };
    const shown = observedGrants(call, observation.value);
    if (shown.length === call.emails.length) return { outcome: { result: "done" } };
    // A look that was cut short tells nothing of what shows late.
    if (stop.aborted) return isAlone ? { outcome: rejected } : { outcome: unconfirmed, shown };
    const { workspaces } = observation.value;
    const missingWorkspaces = call.workspaceIds.filter(id => !workspaces.has(id));
    if (missingWorkspaces.length > 0)
      return explainMissing(call, rejected, missingWorkspaces, observation.value);
    const there = alreadyApplied(call, observation.value);
    if (isAlone) {
      // Of somebody who is in Tally already, the address is good.
      const isThere =
        there === undefined || call.emails.some(one => observation.value.people.has(emailOf(one)));
      return { outcome: { ...rejected, fault: isThere ? "already-present" : "email" } };
    }
    return there ? { outcome: { ...split, appliedTo: there } } : { outcome: unconfirmed, shown };
  }

  /** What is wrong with one address is about that alone; whatever else goes wrong would go wrong with the next call too. */
  #stopReasonAfter(outcome: Outcome): StopReason | undefined {
    const { observe: observation, stop } = this.#deps;
    if (outcome.result === "done") return undefined;
    const isAboutPerson = outcome.result === "rejected" && outcome.fault !== undefined;
    if (isAboutPerson && (this.#hasApplied || this.#rejectedCalls < maxRejectedCalls)) return undefined;
    if (outcome.result === "unconfirmed" && outcome.status === 400 && !observation) return undefined;
    return stop.aborted ? { reason: "interrupted" } : { reason: "failed", by: outcome };
  }
}

/**
 * What a 400 means where workspaces of the call are gone. Whoever is shown in all that are left has their invite, and must not get a
 * second one if it is gone by the next look.
 */
function explainMissing(
  call: ActionCall,
  { status }: RejectedOutcome,
  missingWorkspaces: MissingWorkspaces,
  observed: Observed,
): ExplainedOutcome {
  const problem = `Tally no longer shows workspace ${missingWorkspaces.join(", ")}`;
  const rejected = { result: "rejected", status, problem, missingWorkspaces } as const;
  const left = { ...call, workspaceIds: call.workspaceIds.filter(id => !missingWorkspaces.includes(id)) };
  if (left.workspaceIds.length === 0) return { outcome: rejected };
  const appliedTo = alreadyApplied(left, observed);
  if (!appliedTo)
    return { outcome: { result: "unconfirmed", status, problem }, shown: observedGrants(left, observed) };
  return {
    outcome:
      appliedTo.length === 0 ? rejected : { result: "split", status, problem, appliedTo, missingWorkspaces },
  };
}

function isUnexplained(problem: string): string {
  const said = problem === "" ? "" : ` (${problem})`;
  return `Tally refused the call${said}, and does not say to whom of it an invite went all the same`;
}
