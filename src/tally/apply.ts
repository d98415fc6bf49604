import { emailOf } from "../core/address.ts";
import { isWhole } from "../core/observed.ts";
import type { ActionCall, Outcome } from "../core/outcome.ts";
import type { Plan } from "../core/plan.ts";
import { inviteCalls, removalCalls, resentPeople } from "../core/plan-calls.ts";
import type { Look } from "./reader.ts";
import type { TallyWriter } from "./writer.ts";

/**
 * What happens during an apply. Whoever takes an event from the stream has it recorded before asking for the next: nothing
 * goes on until then, so an intent is kept before its call leaves.
 */
export type ApplyEvent =
  | { readonly type: "intents"; readonly at: string; readonly intents: readonly Intent[] }
  | ({ readonly type: "outcome"; readonly at: string; readonly outcome: Outcome } & Intent)
  /** These calls were not begun, and will not be. */
  | { readonly type: "withdrawn"; readonly at: string; readonly intents: readonly Intent[] };

/** A call that is about to be sent. */
export interface Intent {
  readonly id: string;
  readonly call: ActionCall;
}

/** Why the stream ended: nothing was left, a call ended it, or somebody asked to stop. */
export type Ending =
  | { readonly ending: "all-sent" }
  | { readonly ending: "stopped"; readonly by: Outcome }
  | { readonly ending: "interrupted" };

/** What applying needs beside the plan. */
export interface ApplyParts {
  readonly writer: TallyWriter;
  /** Looks at Tally again, to tell what a refusal means. */
  readonly look: () => Promise<Look>;
  /** A fresh id for each call. */
  readonly newCallId: () => string;
  /** The time as ISO 8601 in UTC. */
  readonly now: () => string;
  /** Asks to end after the call in flight. */
  readonly stop: AbortSignal;
  /** How many intents are recorded at once: more where recording is slow, fewer so that less is unknown after a crash. */
  readonly intentsAtOnce: number;
}

type Stream = AsyncGenerator<ApplyEvent, Ending, void>;

/**
 * Sends the calls of a plan one at a time, as a stream of events. What is taken away comes first; whoever should get a fresh
 * invite and whose old one could not be withdrawn is left out.
 */
export async function* applyPlan(plan: Plan, parts: ApplyParts): Stream {
  const kept = new Set<string>();
  const onEnded = ({ emails }: ActionCall, outcome: Outcome) => {
    if (outcome.result !== "done") for (const email of emails) kept.add(emailOf(email));
  };
  const isLeftOut = ({ emails }: ActionCall) => emails.some(email => kept.has(emailOf(email)));
  const removals = yield* sendCalls(removalCalls(plan), withSecondLook(parts), onEnded, isLeftOut);
  if (removals.ending !== "all-sent") return removals;
  const resent = resentPeople(plan);
  const without = new Set([...kept].filter(email => resent.has(email)));
  return yield* sendCalls(inviteCalls(plan, without), parts, () => {});
}

async function* sendCalls(
  calls: readonly ActionCall[],
  { writer, newCallId, now, stop, intentsAtOnce }: ApplyParts,
  onEnded: (call: ActionCall, outcome: Outcome) => void,
  isLeftOut: (call: ActionCall) => boolean = () => false,
): Stream {
  for (let from = 0; from < calls.length; from += intentsAtOnce) {
    if (stop.aborted || !(await writer.ready(stop))) return { ending: "interrupted" };
    const batch = calls.slice(from, from + intentsAtOnce).map(call => ({ id: newCallId(), call }));
    yield { type: "intents", at: now(), intents: batch };
    for (const [index, { id, call }] of batch.entries()) {
      // What is recorded of a person is dropped by their last call: it must not be sent where an earlier one failed.
      if (isLeftOut(call)) {
        yield { type: "withdrawn", at: now(), intents: [{ id, call }] };
        continue;
      }
      const isReady = index === 0 || (!stop.aborted && (await writer.ready(stop)));
      if (!isReady) {
        yield { type: "withdrawn", at: now(), intents: batch.slice(index) };
        return { ending: "interrupted" };
      }
      const outcome = await writer.send(call, stop);
      onEnded(call, outcome);
      yield { type: "outcome", id, at: now(), call, outcome };
      if (!endsTheRun(call, outcome)) continue;
      const left = batch.slice(index + 1);
      if (left.length > 0) yield { type: "withdrawn", at: now(), intents: left };
      return stop.aborted ? { ending: "interrupted" } : { ending: "stopped", by: outcome };
    }
  }
  return { ending: "all-sent" };
}

/** What Tally says of one address, invite or user is about that alone; whatever else goes wrong would go wrong with the next call too. */
function endsTheRun({ action }: ActionCall, outcome: Outcome): boolean {
  switch (outcome.result) {
    case "done":
      return false;
    case "refused":
      return !(action === "invite" ? [400] : [400, 403, 404]).includes(outcome.status);
    case "not-sent":
    case "unconfirmed":
      return true;
  }
}

/**
 * A 403 on a removal means "not yours" or "already gone" [D], so it is read again. One look serves for the whole run: what it
 * shows as gone stays gone.
 */
function withSecondLook(parts: ApplyParts): ApplyParts {
  let look: Look | undefined;
  const send: TallyWriter["send"] = async (call, stop) => {
    const outcome = await parts.writer.send(call, stop);
    if (outcome.result !== "refused" || ![403, 404].includes(outcome.status)) return outcome;
    look ??= await parts.look();
    return isGone(call, look)
      ? { result: "done" }
      : { ...outcome, problem: problemOf(call, look, outcome.problem) };
  };
  return { ...parts, writer: { ready: stop => parts.writer.ready(stop), send } };
}

function isGone({ action, emails, workspaceIds, inviteId, userId }: ActionCall, look: Look): boolean {
  if (!look.ok || !isWhole(look.value)) return false;
  const person = look.value.people.get(emailOf(emails[0] ?? ""));
  return action === "cancel"
    ? !person?.invites.some(invite => invite.id === inviteId) &&
        (workspaceIds.length === 0 || person?.userId === undefined)
    : person?.userId !== userId;
}

function problemOf({ action, emails, inviteId }: ActionCall, look: Look, said: string): string {
  if (!look.ok || !isWhole(look.value)) return said;
  const isInvited = look.value.people.get(emailOf(emails[0] ?? ""))?.invites.some(one => one.id === inviteId);
  if (action === "cancel" && !isInvited)
    return "the invite was accepted meanwhile: the next apply goes by that";
  if (action === "remove" && look.value.isOwnersKey === true) return said;
  return action === "cancel"
    ? "the invite was sent by somebody else, and only they can cancel it: do it in Tally"
    : "only the organization's owner can remove members: use the owner's key, or do it in Tally";
}
