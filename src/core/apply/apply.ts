import type { Plan } from "../plan/model.ts";
import { inviteCalls, removalCalls, resentPeople } from "../plan/plan-calls.ts";
import type { ActionCall } from "../tally/call.ts";
import { emailOf } from "../values/address.ts";
import type { ApplyParts, Send, Stream } from "./events.ts";
import { InviteSender } from "./send-invites.ts";
import { removalSender } from "./send-removals.ts";

/**
 * Sends the calls of a plan one at a time, as a stream of events. What is taken away comes first; whoever should get a fresh
 * invite and whose old one could not be withdrawn is left out.
 */
export async function* applyPlan(plan: Plan, parts: ApplyParts): Stream {
  const kept = new Set<string>();
  const sendRemoval = removalSender(parts, email => kept.add(email));
  const isLeftOut = ({ emails }: ActionCall) => emails.some(email => kept.has(emailOf(email)));
  const removals = yield* sendCalls(removalCalls(plan), parts, sendRemoval, isLeftOut);
  if (removals.ending !== "all-sent") return removals;
  const resent = resentPeople(plan);
  const without = new Set([...kept].filter(email => resent.has(email)));
  const invites = new InviteSender(parts);
  return yield* sendCalls(inviteCalls(plan, without), parts, intent => invites.send(intent));
}

async function* sendCalls(
  calls: readonly ActionCall[],
  { writer, newCallId, now, stop, intentsAtOnce }: ApplyParts,
  send: Send,
  isLeftOut: (call: ActionCall) => boolean = () => false,
): Stream {
  for (let from = 0; from < calls.length; from += intentsAtOnce) {
    if (stop.aborted || !(await writer.ready(stop))) return { ending: "interrupted" };
    const batch = calls.slice(from, from + intentsAtOnce).map(call => ({ id: newCallId(), call }));
    yield { type: "intents", at: now(), intents: batch };
    for (const [index, intent] of batch.entries()) {
      // What is recorded of a person is dropped by their last call: it must not be sent where an earlier one failed.
      if (isLeftOut(intent.call)) {
        yield { type: "withdrawn", at: now(), intents: [intent] };
        continue;
      }
      const isReady = index === 0 || (!stop.aborted && (await writer.ready(stop)));
      if (!isReady) {
        yield { type: "withdrawn", at: now(), intents: batch.slice(index) };
        return { ending: "interrupted" };
      }
      const ending = yield* send(intent);
      if (!ending) continue;
      const left = batch.slice(index + 1);
      if (left.length > 0) yield { type: "withdrawn", at: now(), intents: left };
      return ending;
    }
  }
  return { ending: "all-sent" };
}
