import type { PlannedGrants } from "../plan/model.ts";
import { alreadyApplied, observedGrants } from "../plan/resolve.ts";
import type { ActionCall, MissingWorkspaces, Outcome } from "../tally/call.ts";
import type { Observed } from "../tally/observed.ts";
import { emailOf } from "../values/address.ts";
import type { ApplyDeps, ApplyStream, Intent, SendCall, StopReason } from "./events.ts";
import type { FinishedCall } from "./finished-call.ts";
import type { ResponseWatch } from "./response-watch.ts";

/** So many people rejected one by one while nobody was accepted: that is hardly about their email addresses. */
const maxRejectedCalls = 10;

/** The statuses by which Tally rejects a call for the sake of an email address in it (tally-api.md, section 1). */
const addressStatuses: ReadonlySet<number> = new Set([400, 403, 409, 422]);

type RejectedOutcome = Extract<Outcome, { result: "rejected" }>;

/** What a rejection comes to, and of a call that stays unconfirmed the people whom Tally shows all the same. */
interface ExplainedOutcome {
  readonly outcome: Outcome;
  readonly shown?: readonly PlannedGrants[];
  /** Whether the call is about one person, and nothing but the email address or the key can be at fault. */
  readonly isUnexplained?: true;
}

/** The result of a call and of the smaller ones that it was split into. */
interface SentCall {
  readonly stopReason: StopReason | undefined;
  /** Tally accepted it as it was. */
  readonly isDone: boolean;
}

/**
 * Sends the invites of one run. A call that Tally rejects for the sake of an email address in it is split until that address is
 * alone; the others get their invite. The address is at fault only if Tally accepts others: else it may be the key.
 */
export class InviteSender {
  readonly #deps: ApplyDeps;
  readonly #watch: ResponseWatch;
  /** Calls about one person that Tally rejected while it accepted nobody. */
  #unexplained: FinishedCall[] = [];
  #hasApplied = false;

  constructor(deps: ApplyDeps, watch: ResponseWatch) {
    this.#deps = deps;
    this.#watch = watch;
  }

  /** Sends a call whose intent is recorded, unless it is expired. Returns why the run ends with it, if it does. */
  async *send(intent: Intent, isExpired: () => boolean): ReturnType<SendCall> {
    const { stopReason } = yield* this.#sendOne(intent, isExpired, true);
    return stopReason;
  }

  /**
   * Blames the email addresses of rejected calls if Tally accepted nobody, but too few were rejected to blame the key. A 403 is
   * about the key then: returned as why the run ends.
   */
  async *explainRejections(): ApplyStream<StopReason | undefined> {
    const forbidden = this.#unexplained.find(({ outcome }) => "status" in outcome && outcome.status === 403);
    if (forbidden) return { reason: "failed", by: forbidden.outcome };
    if (this.#unexplained.length < maxRejectedCalls) yield* this.#blameAddresses();
    return undefined;
  }

  /** `mayBeThere`: whether people of the call may have got their invite although Tally rejects it. */
  async *#sendOne(
    { id, call }: Intent,
    isExpired: () => boolean,
    mayBeThere: boolean,
  ): ApplyStream<SentCall> {
    const { writer, stop, now } = this.#deps;
    const response = await writer.send(call, stop, isExpired);
    if (response.result === "not-sent" && isExpired()) {
      yield { type: "withdrawn", at: now(), intents: [{ id, call }] };
      return { stopReason: { reason: "expired" }, isDone: false };
    }
    const isRejected = response.result === "rejected" && addressStatuses.has(response.status);
    const explained: ExplainedOutcome = isRejected
      ? await this.#explain(call, response, mayBeThere)
      : { outcome: response };
    const isUnexplained = explained.isUnexplained === true && !this.#hasApplied;
    const outcome =
      explained.isUnexplained && this.#hasApplied ? blameAddress(explained.outcome) : explained.outcome;
    const isDone = response.result === "done";
    const ended = { id, at: now(), call, outcome };
    yield { type: "outcome", ...ended };
    const { shown = [] } = explained;
    if (shown.length > 0) yield { type: "shown", at: now(), grants: shown };
    this.#hasApplied ||= isDone;
    if (isUnexplained) this.#unexplained.push(ended);
    if (this.#hasApplied) yield* this.#blameAddresses();
    if (outcome.result !== "split" || outcome.missingWorkspaces)
      return { stopReason: this.#stopReasonAfter(outcome, isUnexplained), isDone };
    const emails = call.emails.filter(email => !outcome.appliedTo.includes(email));
    const { stopReason } = yield* this.#split({ ...call, emails }, outcome.appliedTo.length > 0);
    return { stopReason, isDone: false };
  }

  /** Sends a call, of which some email address is at fault, in two. */
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
    const { writer, stop, now, newCallId, startIntents } = this.#deps;
    if (stop.aborted || !(await writer.ready(stop)))
      return { stopReason: { reason: "interrupted" }, isDone: false };
    const intent = { id: newCallId(), call };
    const isExpired = await startIntents();
    yield { type: "intents", at: now(), intents: [intent] };
    return yield* this.#sendOne(intent, isExpired, mayBeThere);
  }

  async *#blameAddresses(): ApplyStream<void> {
    const calls = this.#unexplained.map(one => ({ ...one, outcome: blameAddress(one.outcome) }));
    this.#unexplained = [];
    if (calls.length > 0) yield { type: "explained", at: this.#deps.now(), calls };
  }

  /** What a rejection means, which Tally does not say: an email address, a lost workspace, or people who are there already. */
  async #explain(
    call: ActionCall,
    rejected: RejectedOutcome,
    mayBeThere: boolean,
  ): Promise<ExplainedOutcome> {
    const { observe: observeAgain, stop } = this.#deps;
    const { status, problem } = rejected;
    const isAlone = call.emails.length === 1;
    const split = { result: "split", status, problem, appliedTo: [] } as const;
    const alone = { outcome: rejected, isUnexplained: true } as const;
    // Without another status than 400, Tally does not tell whether the rest of the call was done.
    const unknown: Outcome =
      isAlone || status !== 400
        ? rejected
        : { result: "unconfirmed", status, problem: rejectionProblem(problem) };
    if (!observeAgain) return isAlone && status === 400 ? alone : { outcome: unknown };
    // Where nobody was there after a larger call, waiting for what shows late is over; what shows by now is seen all the same.
    const observation = await observeAgain(
      observed => isAlone || !mayBeThere || alreadyApplied(call, observed)?.length === call.emails.length,
    );
    if (!observation.ok) return { outcome: unknown };
    const shown = observedGrants(call, observation.value);
    if (shown.length === call.emails.length) return { outcome: { result: "done" } };
    // A check that was cut short tells nothing of what shows late.
    if (stop.aborted) return { outcome: unknown, shown: isAlone ? [] : shown };
    const { workspaces } = observation.value;
    const missingWorkspaces = call.workspaceIds.filter(id => !workspaces.has(id));
    if (missingWorkspaces.length > 0)
      return explainMissing(call, rejected, missingWorkspaces, observation.value);
    const there = alreadyApplied(call, observation.value);
    if (isAlone) {
      // Of somebody who is in Tally already, the email address is good.
      const isThere =
        there === undefined || call.emails.some(one => observation.value.people.has(emailOf(one)));
      return isThere ? { outcome: { ...rejected, fault: "already-present" } } : alone;
    }
    const unconfirmed = { result: "unconfirmed", status, problem: rejectionProblem(problem) } as const;
    return there ? { outcome: { ...split, appliedTo: there } } : { outcome: unconfirmed, shown };
  }

  /** What is wrong with one email address is about that alone; whatever else goes wrong would go wrong with the next call as well. */
  #stopReasonAfter(outcome: Outcome, isUnexplained: boolean): StopReason | undefined {
    const isFew = this.#hasApplied || this.#unexplained.length < maxRejectedCalls;
    const isThere = outcome.result === "rejected" && outcome.fault !== undefined;
    return this.#watch.stopReasonAfter(outcome, isThere || (isUnexplained && isFew));
  }
}

function blameAddress(outcome: Outcome): Outcome {
  return outcome.result === "rejected" ? { ...outcome, fault: "email" } : outcome;
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

function rejectionProblem(problem: string): string {
  const said = problem === "" ? "" : ` (${problem})`;
  return `Tally refused the call${said}, and does not say to whom of it an invite went all the same`;
}
