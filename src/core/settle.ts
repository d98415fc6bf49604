import { type Email, emailOf } from "./address.ts";
import { isWhole, knowsEverybody, type Observed, type ObservedPerson, shownGrants } from "./observed.ts";
import type { Recorded, RecordedGrant, RecordedPerson, UnconfirmedCall, VainTries } from "./recorded.ts";

/** What a look says of an unconfirmed call. */
export interface Settlement {
  readonly call: string;
  readonly result: "done" | "not-sent";
  /** The people for whom it was done, where not for all. The others are shown nowhere. */
  readonly emails?: readonly string[] | undefined;
}

/** The unconfirmed calls of which a look shows for each person what became of them; the others stay as they are. */
export function settleUnconfirmed(recorded: Recorded, observed: Observed): readonly Settlement[] {
  return recorded.unconfirmed.flatMap(call => settlementOf(call, observed));
}

/** What is recorded once calls are settled, as folding their outcomes would have it. */
export function afterSettling(recorded: Recorded, settlements: readonly Settlement[]): Recorded {
  if (settlements.length === 0) return recorded;
  const people = new Map(recorded.people);
  const vainTries = new Map(recorded.vainTries);
  const settled = new Map(settlements.map(one => [one.call, one]));
  for (const call of recorded.unconfirmed) {
    const settlement = settled.get(call.call);
    if (!settlement) continue;
    const doneFor = doneEmails(call, settlement);
    for (const email of call.emails.map(emailOf)) {
      if (!doneFor.has(email)) {
        if (call.action === "invite") vainTries.set(email, oneMore(vainTries.get(email), call.at));
        continue;
      }
      vainTries.delete(email);
      setPerson(people, email, afterDone(people.get(email), email, call));
    }
  }
  const unconfirmed = recorded.unconfirmed.filter(call => !settled.has(call.call));
  return { people, unconfirmed, vainTries };
}

function doneEmails(call: UnconfirmedCall, { result, emails }: Settlement): ReadonlySet<Email> {
  return new Set(result === "done" ? (emails ?? call.emails).map(emailOf) : []);
}

function settlementOf(call: UnconfirmedCall, observed: Observed): Settlement[] {
  const verdicts = call.emails.map(spelling => ({ spelling, verdict: verdictOn(call, spelling, observed) }));
  if (verdicts.some(({ verdict }) => verdict === "unknown")) return [];
  const done = verdicts.filter(({ verdict }) => verdict === "done").map(({ spelling }) => spelling);
  if (done.length === 0) return [{ call: call.call, result: "not-sent" }];
  const emails = done.length < call.emails.length && { emails: done };
  return [{ call: call.call, result: "done", ...emails }];
}

function verdictOn(call: UnconfirmedCall, spelling: string, observed: Observed): "done" | "not" | "unknown" {
  const person = observed.people.get(emailOf(spelling));
  switch (call.action) {
    case "invite":
      return verdictOnInvite(call, person, observed);
    case "cancel":
      if (person?.invites.some(invite => invite.id === call.inviteId)) return "not";
      // Whoever has accepted it meanwhile is a member: the record stays, and says whom to remove.
      if (person?.userId !== undefined && call.workspaceIds.length > 0) return "not";
      return isWhole(observed) ? "done" : "unknown";
    case "remove":
      if (person?.userId === call.userId) return "not";
      return isWhole(observed) ? "done" : "unknown";
  }
}

function verdictOnInvite(
  { workspaceIds }: UnconfirmedCall,
  person: ObservedPerson | undefined,
  observed: Observed,
): "done" | "not" | "unknown" {
  const shown = shownGrants(person);
  if (workspaceIds.every(id => shown.has(id))) return "done";
  if (person?.hasUnknownInvite) return "unknown";
  // What a workspace shows that was read is all there is of it; one that was not read may have anything.
  const isKnown = person
    ? workspaceIds.every(id => observed.workspaces.has(id))
    : knowsEverybody(observed) && isWhole(observed);
  return isKnown ? "not" : "unknown";
}

function afterDone(person: RecordedPerson | undefined, email: Email, call: UnconfirmedCall): RecordedPerson {
  const grants = new Map(person?.grants);
  for (const id of call.workspaceIds) {
    if (call.action !== "invite") grants.delete(id);
    else grants.set(id, sentAt(grants.get(id), call.at));
  }
  return { email, grants };
}

function sentAt(before: RecordedGrant | undefined, at: string): RecordedGrant {
  return before
    ? { ...before, lapsed: undefined, adopted: undefined, lastSent: at }
    : { since: at, lastSent: at };
}

function setPerson(people: Map<Email, RecordedPerson>, email: Email, person: RecordedPerson): void {
  if (person.grants.size > 0) people.set(email, person);
  else people.delete(email);
}

function oneMore(tries: VainTries | undefined, last: string): VainTries {
  return { count: (tries?.count ?? 0) + 1, last };
}
