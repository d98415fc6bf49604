import type { Plan } from "../plan/model.ts";
import { inviteCalls, removalCalls, resentPeople } from "../plan/plan-calls.ts";
import type { ActionCall } from "../tally/call.ts";
import { emailOf } from "../values/address.ts";
import type { ApplyDeps, ApplyStream, SendCall } from "./events.ts";
import { InviteSender } from "./send-invites.ts";
import { removalSender } from "./send-removals.ts";

/**
 * Sends the calls of a plan one at a time, as a stream of events. What is taken away comes first; whoever should get a fresh
 * invite and whose old one could not be withdrawn is left out.
 */
export async function* applyPlan(plan: Plan, deps: ApplyDeps): ApplyStream {
  const kept = new Set<string>();
  const sendRemoval = removalSender(deps, email => kept.add(email));
  const isLeftOut = ({ emails }: ActionCall) => emails.some(email => kept.has(emailOf(email)));
  const removals = yield* sendCalls(removalCalls(plan), deps, sendRemoval, isLeftOut);
  if (removals.reason !== "completed") return removals;
  const resent = resentPeople(plan);
  const without = new Set([...kept].filter(email => resent.has(email)));
  const invites = new InviteSender(deps);
  return yield* sendCalls(inviteCalls(plan, without), deps, intent => invites.send(intent));
}

async function* sendCalls(
  calls: readonly ActionCall[],
  { writer, newCallId, now, stop, intentBatchSize }: ApplyDeps,
  send: SendCall,
  isLeftOut: (call: ActionCall) => boolean = () => false,
): ApplyStream {
  for (let from = 0; from < calls.length; from += intentBatchSize) {
    if (stop.aborted || !(await writer.ready(stop))) return { reason: "interrupted" };
    const batch = calls.slice(from, from + intentBatchSize).map(call => ({ id: newCallId(), call }));
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
        return { reason: "interrupted" };
      }
      const stopReason = yield* send(intent);
      if (!stopReason) continue;
      const left = batch.slice(index + 1);
      if (left.length > 0) yield { type: "withdrawn", at: now(), intents: left };
      return stopReason;
    }
  }
  return { reason: "completed" };
}
