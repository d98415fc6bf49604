import { RecordedFold } from "../state/fold-events.ts";
import type { Recorded, UnconfirmedCall } from "../state/recorded.ts";
import type { ActionCall } from "../tally/call.ts";
import {
  grantsInTally,
  isComplete,
  listsEverybody,
  type Observed,
  type ObservedPerson,
} from "../tally/observed.ts";
import { emailOf } from "../values/address.ts";
import { millisecondsBetween } from "../values/day.ts";
import type { PlannedGrants, Resolution } from "./model.ts";

/** For so long after its intent, a call may still be sent or delivered: it is never concluded that it was not. In milliseconds. */
export const inFlightMs = 10 * 60_000;

/** Whether a call may still be sent or delivered, by a clock that is off by less than that. */
export function isInFlight({ at }: UnconfirmedCall, now: string): boolean {
  return Math.abs(millisecondsBetween(at, now)) < inFlightMs;
}

/**
 * The unconfirmed calls of which a check shows for each person what became of them; the others stay as they are. A call in
 * flight is found done, or not at all.
 */
export function resolveUnconfirmed(
  recorded: Pick<Recorded, "unconfirmed">,
  observed: Observed,
): readonly Resolution[] {
  return recorded.unconfirmed.flatMap(call => resolutionOf(call, observed));
}

/** What is recorded once calls are resolved. */
export function applyResolutions(recorded: Recorded, resolutions: readonly Resolution[]): Recorded {
  if (resolutions.length === 0) return recorded;
  const fold = new RecordedFold(recorded);
  // A fold goes by what the events say, not by when.
  for (const one of resolutions) fold.add({ event: "outcome", at: "", ...one, resolvedBy: "live-data" });
  return fold.result();
}

/** The people of a refused call for whom it was done all the same; nothing where the look does not tell of each. */
export function alreadyApplied(call: ActionCall, observed: Observed): readonly string[] | undefined {
  const verdicts = call.emails.map(spelling => verdictOn(call, spelling, observed));
  if (verdicts.includes("unknown")) return undefined;
  return call.emails.filter((_, index) => verdicts[index] === "done");
}

/**
 * The people of an invite whom a look shows to have what it gives. What is shown is so even where the look was cut short and tells nothing of
 * the others; and what was seen once must not be forgotten, or whoever declines meanwhile would be invited again.
 */
export function observedGrants(call: ActionCall, observed: Observed): readonly PlannedGrants[] {
  if (call.action !== "invite") return [];
  return call.emails
    .filter(spelling => verdictOn(call, spelling, observed) === "done")
    .map(spelling => ({ email: emailOf(spelling), workspaceIds: call.workspaceIds }));
}

/** The same of every unconfirmed call, as far as it is not recorded yet. */
export function observedUnconfirmed(
  { unconfirmed, people }: Pick<Recorded, "unconfirmed" | "people">,
  observed: Observed,
): readonly PlannedGrants[] {
  return unconfirmed
    .flatMap(call => observedGrants(call, observed))
    .filter(({ email, workspaceIds }) => !workspaceIds.every(id => people.get(email)?.grants.has(id)));
}

function resolutionOf(call: UnconfirmedCall, observed: Observed): Resolution[] {
  const verdicts = call.emails.map(spelling => ({ spelling, verdict: verdictOn(call, spelling, observed) }));
  if (verdicts.some(({ verdict }) => verdict === "unknown")) return [];
  const done = verdicts.filter(({ verdict }) => verdict === "done").map(({ spelling }) => spelling);
  if (done.length < call.emails.length && millisecondsBetween(call.at, observed.at) < inFlightMs) return [];
  if (done.length === 0) return [{ call: call.call, result: "not-sent" }];
  const emails = done.length < call.emails.length && { emails: done };
  return [{ call: call.call, result: "done", ...emails }];
}

type Verdict = "done" | "not" | "unknown";

/** What was seen once was done, whatever has become of it since. */
function verdictOn(call: ActionCall, spelling: string, observed: Observed): Verdict {
  const wasDone = observed.before?.some(
    observation => verdictOfObservation(call, spelling, observation) === "done",
  );
  return wasDone ? "done" : verdictOfObservation(call, spelling, observed);
}

function verdictOfObservation(call: ActionCall, spelling: string, observed: Observed): Verdict {
  const person = observed.people.get(emailOf(spelling));
  switch (call.action) {
    case "invite":
      return verdictOnInvite(call, person, observed);
    case "cancel":
      if (person?.invites.some(invite => invite.id === call.inviteId)) return "not";
      // Whoever has accepted it meanwhile is a member: the record stays, and says whom to remove.
      if (person?.userId !== undefined && call.workspaceIds.length > 0) return "not";
      return isComplete(observed) ? "done" : "unknown";
    case "remove":
      if (person?.userId === call.userId) return "not";
      return isComplete(observed) ? "done" : "unknown";
  }
}

function verdictOnInvite(
  { workspaceIds }: ActionCall,
  person: ObservedPerson | undefined,
  observed: Observed,
): Verdict {
  const shown = grantsInTally(person);
  if (workspaceIds.every(id => shown.has(id))) return "done";
  if (person?.hasUnknownInvite) return "unknown";
  // What a workspace shows that was read is all there is of it; one that was not read, or is gone, may have anything.
  const isKnown = person
    ? workspaceIds.some(id => observed.workspaces.has(id) && !shown.has(id))
    : listsEverybody(observed) && isComplete(observed);
  return isKnown ? "not" : "unknown";
}
