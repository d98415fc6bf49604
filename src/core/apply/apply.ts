import type { Plan } from "../plan/model.ts";
import { inviteCalls, peopleToReinvite, removalCalls } from "../plan/plan-calls.ts";
import type { ActionCall } from "../tally/call.ts";
import { emailOf } from "../values/address.ts";
import type { ApplyDeps, ApplyStream, SendCall } from "./events.ts";
import { ResponseWatch } from "./response-watch.ts";
import { InviteSender } from "./send-invites.ts";
import { removalSender } from "./send-removals.ts";

/**
 * Sends the calls of a plan one at a time, as a stream of events. Cancellations and removals come first. A person whose
 * old invite couldn't be canceled gets no new one.
 */
export async function* applyPlan(plan: Plan, deps: ApplyDeps): ApplyStream {
  const watch = new ResponseWatch(deps.stop);
  const kept = new Set<string>();
  const sendRemoval = removalSender(deps, watch, email => kept.add(email));
  const isLeftOut = ({ emails }: ActionCall) => emails.some(email => kept.has(emailOf(email)));
  const removals = yield* sendCalls(removalCalls(plan), deps, sendRemoval, isLeftOut);
  if (removals.reason !== "completed") return removals;
  const resent = peopleToReinvite(plan);
  const without = new Set([...kept].filter(email => resent.has(email)));
  const invites = new InviteSender(deps, watch);
  const sent = yield* sendCalls(inviteCalls(plan, without), deps, (intent, isExpired) =>
    invites.send(intent, isExpired),
  );
  const unexplained = yield* invites.explainRejections();
  return sent.reason === "completed" ? (unexplained ?? sent) : sent;
}

async function* sendCalls(
  calls: readonly ActionCall[],
  deps: ApplyDeps,
  send: SendCall,
  isLeftOut: (call: ActionCall) => boolean = () => false,
): ApplyStream {
  const { writer, newCallId, now, startIntents, stop, intentBatchSize } = deps;
  for (let from = 0; from < calls.length; from += intentBatchSize) {
    if (stop.aborted || !(await writer.ready(stop))) return { reason: "interrupted" };
    const batch = calls.slice(from, from + intentBatchSize).map(call => ({ id: newCallId(), call }));
    const isExpired = await startIntents();
    yield { type: "intents", at: now(), intents: batch };
    for (const [index, intent] of batch.entries()) {
      const remaining = batch.slice(index);
      // A person's last call drops their recorded grants, so it must not be sent if an earlier call failed.
      if (isLeftOut(intent.call)) {
        yield { type: "withdrawn", at: now(), intents: [intent] };
        continue;
      }
      if (index > 0 && (stop.aborted || !(await writer.ready(stop)))) {
        yield { type: "withdrawn", at: now(), intents: remaining };
        return { reason: "interrupted" };
      }
      const ended = yield* send(intent, isExpired);
      if (!ended) continue;
      if (remaining.length > 1) yield { type: "withdrawn", at: now(), intents: remaining.slice(1) };
      return ended;
    }
  }
  return { reason: "completed" };
}
