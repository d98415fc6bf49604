import type { PlannedGrants } from "../plan/model.ts";
import { doneAllTheSame, shownOf } from "../plan/resolve.ts";
import type { ActionCall, GoneWorkspaces, Outcome } from "../tally/call.ts";
import type { Observed } from "../tally/observed.ts";
import { emailOf } from "../values/address.ts";
import type { ApplyParts, Ending, Intent, Stream } from "./events.ts";

/** So many people refused one by one while nobody was accepted: that is hardly about their addresses. */
const mostRefusedAlone = 10;

type Refused = Extract<Outcome, { result: "refused" }>;

/** What a refusal comes to, and of a call that stays unconfirmed the people whom Tally shows all the same. */
interface Explained {
  readonly outcome: Outcome;
  readonly shown?: readonly PlannedGrants[];
}

/** What became of a call and of the smaller ones that it was divided into. */
interface Sent {
  readonly ending: Ending | undefined;
  /** Tally accepted it as it was. */
  readonly isDone: boolean;
}

/**
 * Sends the invites of one run. A call that Tally refuses for the sake of some address in it is halved until that address is
 * alone; the others get their invite.
 */
export class InviteSender {
  readonly #parts: ApplyParts;
  #refusedAlone = 0;
  #hasDone = false;

  constructor(parts: ApplyParts) {
    this.#parts = parts;
  }

  /** Sends a call whose intent is recorded. Gives why the run ends with it, if it does. */
  async *send(intent: Intent): Stream<Ending | undefined> {
    const { ending } = yield* this.#sendOne(intent, true);
    return ending;
  }

  /** `mayBeThere`: whether people of the call may have got their invite although Tally refuses it. */
  async *#sendOne({ id, call }: Intent, mayBeThere: boolean): Stream<Sent> {
    const { writer, stop, now } = this.#parts;
    const answer = await writer.send(call, stop);
    const isBad = answer.result === "refused" && answer.status === 400;
    const { outcome, shown = [] } = isBad
      ? await this.#explain(call, answer, mayBeThere)
      : { outcome: answer };
    const isDone = answer.result === "done";
    this.#hasDone ||= isDone;
    if (outcome.result === "refused" && outcome.fault === "address") this.#refusedAlone += 1;
    yield { type: "outcome", id, at: now(), call, outcome };
    if (shown.length > 0) yield { type: "shown", at: now(), grants: shown };
    if (outcome.result !== "halved" || outcome.gone) return { ending: this.#endingAfter(outcome), isDone };
    const emails = call.emails.filter(email => !outcome.doneFor.includes(email));
    const { ending } = yield* this.#halve({ ...call, emails }, outcome.doneFor.length > 0);
    return { ending, isDone: false };
  }

  /** Sends a call, of which some address is at fault, in two. */
  async *#halve(call: ActionCall, mayBeThere: boolean): Stream<Sent> {
    const middle = Math.floor(call.emails.length / 2);
    const first = { ...call, emails: call.emails.slice(0, middle) };
    const second = { ...call, emails: call.emails.slice(middle) };
    const sent = middle === 0 ? undefined : yield* this.#sendPart(first, mayBeThere);
    if (sent?.ending) return sent;
    // With the first half in order, the fault is in the second, which need not be tried as a whole.
    return sent?.isDone && second.emails.length > 1
      ? yield* this.#halve(second, mayBeThere)
      : yield* this.#sendPart(second, mayBeThere);
  }

  async *#sendPart(call: ActionCall, mayBeThere: boolean): Stream<Sent> {
    const { writer, stop, now, newCallId } = this.#parts;
    if (stop.aborted || !(await writer.ready(stop)))
      return { ending: { ending: "interrupted" }, isDone: false };
    const intent = { id: newCallId(), call };
    yield { type: "intents", at: now(), intents: [intent] };
    return yield* this.#sendOne(intent, mayBeThere);
  }

  /** What a 400 means, which Tally does not say: an address, a workspace that is gone, or people who are there already. */
  async #explain(call: ActionCall, refused: Refused, mayBeThere: boolean): Promise<Explained> {
    const { look: lookAgain, stop } = this.#parts;
    const { status, problem } = refused;
    const isAlone = call.emails.length === 1;
    const halved = { result: "halved", status, problem, doneFor: [] } as const;
    const unconfirmed = { result: "unconfirmed", status, problem: notTold(problem) } as const;
    if (!lookAgain) return { outcome: isAlone ? { ...refused, fault: "address" } : unconfirmed };
    // Where nobody was there after a larger call, waiting for what shows late is over; what shows by now is seen all the same.
    const look = await lookAgain(
      observed => isAlone || !mayBeThere || doneAllTheSame(call, observed)?.length === call.emails.length,
    );
    if (!look.ok) return { outcome: isAlone ? refused : unconfirmed };
    const shown = shownOf(call, look.value);
    if (shown.length === call.emails.length) return { outcome: { result: "done" } };
    // A look that was cut short tells nothing of what shows late.
    if (stop.aborted) return isAlone ? { outcome: refused } : { outcome: unconfirmed, shown };
    const { workspaces } = look.value;
    const gone = call.workspaceIds.filter(id => !workspaces.has(id));
    if (gone.length > 0) return explainGone(call, refused, gone, look.value);
    const there = doneAllTheSame(call, look.value);
    if (isAlone) {
      // Of somebody who is in Tally already, the address is good.
      const isThere = there === undefined || call.emails.some(one => look.value.people.has(emailOf(one)));
      return { outcome: { ...refused, fault: isThere ? "standing" : "address" } };
    }
    return there ? { outcome: { ...halved, doneFor: there } } : { outcome: unconfirmed, shown };
  }

  /** What is wrong with one address is about that alone; whatever else goes wrong would go wrong with the next call too. */
  #endingAfter(outcome: Outcome): Ending | undefined {
    const { look, stop } = this.#parts;
    if (outcome.result === "done") return undefined;
    const isAboutPerson = outcome.result === "refused" && outcome.fault !== undefined;
    if (isAboutPerson && (this.#hasDone || this.#refusedAlone < mostRefusedAlone)) return undefined;
    if (outcome.result === "unconfirmed" && outcome.status === 400 && !look) return undefined;
    return stop.aborted ? { ending: "interrupted" } : { ending: "stopped", by: outcome };
  }
}

/**
 * What a 400 means where workspaces of the call are gone. Whoever is shown in all that are left has their invite, and must not get a
 * second one if it is gone by the next look.
 */
function explainGone(
  call: ActionCall,
  { status }: Refused,
  gone: GoneWorkspaces,
  observed: Observed,
): Explained {
  const problem = `Tally no longer shows workspace ${gone.join(", ")}`;
  const refused = { result: "refused", status, problem, gone } as const;
  const left = { ...call, workspaceIds: call.workspaceIds.filter(id => !gone.includes(id)) };
  if (left.workspaceIds.length === 0) return { outcome: refused };
  const doneFor = doneAllTheSame(left, observed);
  if (!doneFor)
    return { outcome: { result: "unconfirmed", status, problem }, shown: shownOf(left, observed) };
  return { outcome: doneFor.length === 0 ? refused : { result: "halved", status, problem, doneFor, gone } };
}

function notTold(problem: string): string {
  const said = problem === "" ? "" : ` (${problem})`;
  return `Tally refused the call${said}, and does not say to whom of it an invite went all the same`;
}
