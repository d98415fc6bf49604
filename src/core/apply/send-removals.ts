import type { ActionCall, Outcome } from "../tally/call.ts";
import { isComplete } from "../tally/observed.ts";
import { emailOf } from "../values/address.ts";
import type { Observation } from "./connection.ts";
import type { ApplyDeps, SendCall } from "./events.ts";
import type { ResponseWatch } from "./response-watch.ts";

/** Sends what cancels or removes, and says of whom it was not done. */
export function removalSender(
  deps: ApplyDeps,
  watch: ResponseWatch,
  onKept: (email: string) => void,
): SendCall {
  const { writer, now, stop } = deps;
  const explain = observeOnceMore(deps);
  return async function* ({ id, call }, isExpired) {
    const outcome = await explain(call, await writer.send(call, stop, isExpired));
    if (outcome.result === "not-sent" && isExpired()) {
      yield { type: "withdrawn", at: now(), intents: [{ id, call }] };
      return { reason: "expired" };
    }
    if (outcome.result !== "done") for (const email of call.emails) onKept(emailOf(email));
    yield { type: "outcome", id, at: now(), call, outcome };
    // What Tally says of one invite or user is about that alone.
    const isAboutPerson = outcome.result === "rejected" && [400, 403, 404].includes(outcome.status);
    return watch.stopReasonAfter(outcome, isAboutPerson);
  };
}

/**
 * A 403 on a removal means "not yours" or "already gone" [D], so it is read again. One look serves for the whole run: what it
 * shows as gone stays gone.
 */
function observeOnceMore({ observe: observeAgain }: ApplyDeps) {
  let observation: Observation | undefined;
  return async (call: ActionCall, outcome: Outcome): Promise<Outcome> => {
    if (outcome.result !== "rejected" || ![403, 404].includes(outcome.status) || !observeAgain)
      return outcome;
    observation ??= await observeAgain(() => true);
    return isAbsent(call, observation)
      ? { result: "done" }
      : { ...outcome, problem: problemOf(call, observation, outcome.problem) };
  };
}

function isAbsent(
  { action, emails, workspaceIds, inviteId, userId }: ActionCall,
  observation: Observation,
): boolean {
  if (!observation.ok || !isComplete(observation.value)) return false;
  const person = observation.value.people.get(emailOf(emails[0] ?? ""));
  return action === "cancel"
    ? !person?.invites.some(invite => invite.id === inviteId) &&
        (workspaceIds.length === 0 || person?.userId === undefined)
    : person?.userId !== userId;
}

function problemOf({ action, emails, inviteId }: ActionCall, observation: Observation, said: string): string {
  if (!observation.ok || !isComplete(observation.value)) return said;
  const isInvited = observation.value.people
    .get(emailOf(emails[0] ?? ""))
    ?.invites.some(one => one.id === inviteId);
  if (action === "cancel" && !isInvited)
    return "the invite was accepted meanwhile: the next apply goes by that";
  if (action === "remove" && observation.value.isOwnersKey === true) return said;
  return action === "cancel"
    ? "the invite was sent by somebody else, and only they can cancel it: do it in Tally"
    : "only the organization's owner can remove members: use the owner's key, or do it in Tally";
}
