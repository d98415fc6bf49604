import { RecordedFold } from "../state/fold-events.ts";
import type { Recorded, UnconfirmedCall } from "../state/recorded.ts";
import type { ActionCall } from "../tally/call.ts";
import {
  grantsInTally,
  isComplete,
  listsEveryone,
  type Observed,
  type ObservedPerson,
} from "../tally/observed.ts";
import { emailOf } from "../values/address.ts";
import { millisecondsBetween } from "../values/day.ts";
import type { PlannedGrants, Resolution } from "./model.ts";

/**
 * How long after its intent a call might still be sent or delivered, in milliseconds. Until then, Rollcall never
 * concludes that it wasn't sent.
 */
export const inFlightMs = 10 * 60_000;

/** Whether a call might still be sent or delivered. The clock may be off by less than `inFlightMs`. */
export function isInFlight({ at }: UnconfirmedCall, now: string): boolean {
  return Math.abs(millisecondsBetween(at, now)) < inFlightMs;
}

/**
 * Returns the results of those unconfirmed calls for which live data shows the result of each person. A call that might
 * still be in flight is resolved only if it took effect for everyone.
 */
export function resolveUnconfirmed(
  recorded: Pick<Recorded, "unconfirmed">,
  observed: Observed,
): readonly Resolution[] {
  return recorded.unconfirmed.flatMap(call => resolutionOf(call, observed));
}

/** Returns the recorded state after calls are resolved. */
export function applyResolutions(recorded: Recorded, resolutions: readonly Resolution[]): Recorded {
  if (resolutions.length === 0) return recorded;
  const fold = new RecordedFold(recorded);
  // The fold ignores the time of an outcome.
  for (const one of resolutions) fold.add({ event: "outcome", at: "", ...one, resolvedBy: "live-data" });
  return fold.result();
}

/**
 * Returns the people that a rejected call affected anyway, or undefined if live data can't tell for each of them.
 */
export function alreadyApplied(call: ActionCall, observed: Observed): readonly string[] | undefined {
  const verdicts = call.emails.map(spelling => verdictOn(call, spelling, observed));
  if (verdicts.includes("unknown")) return undefined;
  return call.emails.filter((_, index) => verdicts[index] === "done");
}

/**
 * Returns the people of an invite who have all its grants according to live data. What Tally shows is certain even if
 * the check was interrupted. It must be recorded now: a person who declines the invite later would otherwise be invited
 * again.
 */
export function observedGrants(call: ActionCall, observed: Observed): readonly PlannedGrants[] {
  if (call.action !== "invite") return [];
  return call.emails
    .filter(spelling => verdictOn(call, spelling, observed) === "done")
    .map(spelling => ({ email: emailOf(spelling), workspaceIds: call.workspaceIds }));
}

/** Returns the grants of all unconfirmed calls that live data shows and that aren't recorded yet. */
export function observedUnconfirmed(
  {
    unconfirmed,
    people,
  }: { readonly unconfirmed: readonly ActionCall[]; readonly people: Recorded["people"] },
  observed: Observed,
): readonly PlannedGrants[] {
  return unconfirmed
    .flatMap(call => observedGrants(call, observed))
    .filter(({ email, workspaceIds }) => !workspaceIds.every(id => people.get(email)?.grants.has(id)));
}

/** Returns those grants, shown by an earlier check, that aren't recorded and that Tally no longer shows. */
export function goneSince(
  shown: readonly PlannedGrants[],
  { people }: Pick<Recorded, "people">,
  observed: Observed,
): readonly PlannedGrants[] {
  return shown.flatMap(({ email, workspaceIds }) => {
    const inTally = grantsInTally(observed.people.get(email));
    const gone = workspaceIds.filter(id => !inTally.has(id) && !people.get(email)?.grants.has(id));
    return gone.length > 0 ? [{ email, workspaceIds: gone }] : [];
  });
}

/** Returns the recorded state with more grants, which Tally showed at a time. */
export function withShown(recorded: Recorded, shown: readonly PlannedGrants[], at: string): Recorded {
  if (shown.length === 0) return recorded;
  const fold = new RecordedFold(recorded);
  for (const one of shown) fold.add({ event: "adopted", at, ...one });
  return fold.result();
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

/**
 * Decides whether a call took effect for a person. It did if an earlier check showed the effect, even if it's gone now.
 */
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
      // The person has accepted the invite. Their grants must stay recorded, so that the next plan removes the member.
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
  // A workspace in the live data is known completely. The people of any other workspace are unknown.
  const isKnown = person
    ? workspaceIds.some(id => observed.workspaces.has(id) && !shown.has(id))
    : listsEveryone(observed) && isComplete(observed);
  return isKnown ? "not" : "unknown";
}
