import type { ActionCall, Outcome } from "../tally/call.ts";
import { isComplete } from "../tally/observed.ts";
import { emailOf } from "../values/address.ts";
import type { Observation } from "./connection.ts";
import type { ApplyDeps, SendCall } from "./events.ts";
import type { ResponseWatch } from "./response-watch.ts";

/** Returns a function that sends cancellations and removals, and calls `onKept` for each person whose call failed. */
export function removalSender(
  deps: ApplyDeps,
  watch: ResponseWatch,
  onKept: (email: string) => void,
): SendCall {
  const { writer, now, stop } = deps;
  const explain = explainByObserving(deps);
  return async function* ({ id, call }, isExpired) {
    const outcome = await explain(call, await writer.send(call, stop, isExpired));
    if (outcome.result === "not-sent" && isExpired()) {
      yield { type: "withdrawn", at: now(), intents: [{ id, call }] };
      return { reason: "expired" };
    }
    if (outcome.result !== "done") for (const email of call.emails) onKept(emailOf(email));
    yield { type: "outcome", id, at: now(), call, outcome };
    // These statuses concern one invite or user, so the next call isn't affected.
    const isAboutPerson = outcome.result === "rejected" && [400, 403, 404].includes(outcome.status);
    return watch.stopReasonAfter(outcome, isAboutPerson);
  };
}

/**
 * Returns a function that explains a 403 or 404 by checking Tally: for a removal, 403 means either "not yours" or
 * "already gone" [D]. One check is enough for the whole run, because what has disappeared doesn't come back.
 */
function explainByObserving({ observe: observeAgain }: ApplyDeps) {
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

function problemOf(
  { action, emails, inviteId }: ActionCall,
  observation: Observation,
  reported: string,
): string {
  if (!observation.ok || !isComplete(observation.value)) return reported;
  const isInvited = observation.value.people
    .get(emailOf(emails[0] ?? ""))
    ?.invites.some(one => one.id === inviteId);
  if (action === "cancel" && !isInvited)
    return "the person has accepted the invite in the meantime; the next apply takes that into account";
  if (action === "remove" && observation.value.isOwnersKey === true) return reported;
  return action === "cancel"
    ? "only the user who sent the invite can cancel it; ask them to cancel it in Tally"
    : "only the organization's owner can remove members; use the owner's key, or remove the person in Tally";
}
