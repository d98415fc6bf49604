import type { PlannedGrants } from "../plan/model.ts";
import { alreadyApplied, observedGrants } from "../plan/resolve.ts";
import type { ActionCall, MissingWorkspaces, Outcome } from "../tally/call.ts";
import type { Observed } from "../tally/observed.ts";
import { emailOf } from "../values/address.ts";
import type { ApplyDeps, ApplyStream, Intent, SendCall, StopReason } from "./events.ts";
import type { FinishedCall } from "./finished-call.ts";
import type { ResponseWatch } from "./response-watch.ts";

/** If Tally rejects this many people and accepts nobody, their email addresses are probably not the cause. */
const maxRejectedCalls = 10;

/** The statuses with which Tally rejects a call because of an email address in it (tally-api.md, section 1). */
const addressStatuses: ReadonlySet<number> = new Set([400, 403, 409, 422]);

type RejectedOutcome = Extract<Outcome, { result: "rejected" }>;

/** What a rejection means. */
interface ExplainedOutcome {
  readonly outcome: Outcome;
  /** The grants of the call that Tally shows, if the call stays unconfirmed. */
  readonly shown?: readonly PlannedGrants[];
  /** Whether the call is for one person, and only the email address or the key can be the cause. */
  readonly isUnexplained?: true;
}

/** The result of a call, including the smaller calls that it was split into. */
interface SentCall {
  readonly stopReason: StopReason | undefined;
  /** Whether Tally accepted the call without splitting. */
  readonly isDone: boolean;
}

/**
 * Sends the invites of one run. If Tally rejects a call because of an email address in it, the call is split until that
 * address is alone, and the other people get their invites. The address counts as the cause only if Tally accepts other
 * people. Otherwise, the cause might be the key.
 */
export class InviteSender {
  readonly #deps: ApplyDeps;
  readonly #watch: ResponseWatch;
  /** Calls for one person that Tally rejected before it accepted anyone. */
  #unexplained: FinishedCall[] = [];
  #hasApplied = false;

  constructor(deps: ApplyDeps, watch: ResponseWatch) {
    this.#deps = deps;
    this.#watch = watch;
  }

  /** Sends one call, as described at `SendCall`. */
  async *send(intent: Intent, isExpired: () => boolean): ReturnType<SendCall> {
    const { stopReason } = yield* this.#sendOne(intent, isExpired, true);
    return stopReason;
  }

  /**
   * Decides at the end of a run why Tally rejected calls while it accepted nobody. If it returned 403, the key is the
   * cause, and the run failed. Otherwise, a few rejections are attributed to the email addresses.
   */
  async *explainRejections(): ApplyStream<StopReason | undefined> {
    const forbidden = this.#unexplained.find(({ outcome }) => "status" in outcome && outcome.status === 403);
    if (forbidden) return { reason: "failed", by: forbidden.outcome };
    if (this.#unexplained.length < maxRejectedCalls) yield* this.#blameAddresses();
    return undefined;
  }

  /**
   * Sends one call, and splits it if Tally rejects it because of an email address. `mayBeThere`: whether Tally,
   * as far as known, might send some of the invites of a call that it rejects.
   */
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

  /** Sends a call that has at least one bad email address, in two parts. */
  async *#split(call: ActionCall, mayBeThere: boolean): ApplyStream<SentCall> {
    const middle = Math.floor(call.emails.length / 2);
    const first = { ...call, emails: call.emails.slice(0, middle) };
    const second = { ...call, emails: call.emails.slice(middle) };
    const sent = middle === 0 ? undefined : yield* this.#sendPart(first, mayBeThere);
    if (sent?.stopReason) return sent;
    // If Tally accepted the whole first part, the bad address is in the second, so don't try that part as a whole.
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

  /** Finds the cause of a rejection, which Tally doesn't report: an email address, a workspace, or existing members. */
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
    // Only after a 400 for several people is it unknown whether some of them got their invite.
    const unknown: Outcome =
      isAlone || status !== 400
        ? rejected
        : { result: "unconfirmed", status, problem: rejectionProblem(problem) };
    if (!observeAgain) return isAlone && status === 400 ? alone : { outcome: unknown };
    // If a larger rejected call took effect for nobody, don't wait for effects that show late: check only once.
    const observation = await observeAgain(
      observed => isAlone || !mayBeThere || alreadyApplied(call, observed)?.length === call.emails.length,
    );
    if (!observation.ok) return { outcome: unknown };
    const shown = observedGrants(call, observation.value);
    if (shown.length === call.emails.length) return { outcome: { result: "done" } };
    // An interrupted check can't rule out invites that Tally shows late.
    if (stop.aborted) return { outcome: unknown, shown: isAlone ? [] : shown };
    const { workspaces } = observation.value;
    const missingWorkspaces = call.workspaceIds.filter(id => !workspaces.has(id));
    if (missingWorkspaces.length > 0)
      return explainMissing(call, rejected, missingWorkspaces, observation.value);
    const there = alreadyApplied(call, observation.value);
    if (isAlone) {
      // If the person is already in Tally, the email address is valid.
      const isThere =
        there === undefined || call.emails.some(one => observation.value.people.has(emailOf(one)));
      return isThere ? { outcome: { ...rejected, fault: "already-present" } } : alone;
    }
    const unconfirmed = { result: "unconfirmed", status, problem: rejectionProblem(problem) } as const;
    return there ? { outcome: { ...split, appliedTo: there } } : { outcome: unconfirmed, shown };
  }

  /** Returns why the run must end after a call, if so. A problem that concerns only one person doesn't end it. */
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
 * Explains a rejection of a call with workspaces that Tally no longer shows. People who appear in all the other
 * workspaces have their invite. That is recorded, so that they don't get a second one if the invite is gone at the next
 * check.
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
  const reported = problem === "" ? "" : ` (${problem})`;
  return `Tally rejected the call${reported}, but might have sent some of its invites`;
}
