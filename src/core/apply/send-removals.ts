import type { ActionCall, Outcome } from "../tally/call.ts";
import { isWhole } from "../tally/observed.ts";
import { emailOf } from "../values/address.ts";
import type { ApplyParts, Ending, Send } from "./events.ts";
import type { Look } from "./reader.ts";

/** Sends what cancels or removes, and says of whom it was not done. */
export function removalSender(parts: ApplyParts, onKept: (email: string) => void): Send {
  const { writer, now, stop } = parts;
  const explain = secondLook(parts);
  return async function* ({ id, call }) {
    const outcome = await explain(call, await writer.send(call, stop));
    if (outcome.result !== "done") for (const email of call.emails) onKept(emailOf(email));
    yield { type: "outcome", id, at: now(), call, outcome };
    return endingAfter(outcome, stop);
  };
}

/** What Tally says of one invite or user is about that alone; whatever else goes wrong would go wrong with the next call too. */
function endingAfter(outcome: Outcome, stop: AbortSignal): Ending | undefined {
  if (outcome.result === "done") return undefined;
  if (outcome.result === "refused" && [400, 403, 404].includes(outcome.status)) return undefined;
  return stop.aborted ? { ending: "interrupted" } : { ending: "stopped", by: outcome };
}

/**
 * A 403 on a removal means "not yours" or "already gone" [D], so it is read again. One look serves for the whole run: what it
 * shows as gone stays gone.
 */
function secondLook({ look: lookAgain }: ApplyParts) {
  let look: Look | undefined;
  return async (call: ActionCall, outcome: Outcome): Promise<Outcome> => {
    if (outcome.result !== "refused" || ![403, 404].includes(outcome.status) || !lookAgain) return outcome;
    look ??= await lookAgain(() => true);
    return isGone(call, look)
      ? { result: "done" }
      : { ...outcome, problem: problemOf(call, look, outcome.problem) };
  };
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
