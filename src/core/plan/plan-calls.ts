import type { StateEvent } from "../state/events.ts";
import type { Provenance } from "../state/provenance.ts";
import type { ActionCall, Call } from "../tally/call.ts";
import { emailOf } from "../values/address.ts";
import type { Plan } from "./model.ts";

/** The calls that take something away, in the order in which they are sent: invites are cancelled, then members removed. */
export function removalCalls({ cancel, remove }: Plan): readonly ActionCall[] {
  const cancels = cancel.flatMap(({ email, inviteIds, workspaceIds }) =>
    inviteIds.map((inviteId, index): ActionCall => {
      const isLast = index === inviteIds.length - 1;
      return { action: "cancel", emails: [email], workspaceIds: isLast ? workspaceIds : [], inviteId };
    }),
  );
  const removes = remove.map(({ email, workspaceIds, userId }): ActionCall => {
    return { action: "remove", emails: [email], workspaceIds, userId };
  });
  return [...cancels, ...removes];
}

/** The calls that send invites, without the people who may not be sent anything after all. */
export function inviteCalls({ calls }: Plan, without: ReadonlySet<string>): readonly ActionCall[] {
  return calls.flatMap((call: Call): ActionCall[] => {
    const emails = call.emails.filter(spelling => !without.has(emailOf(spelling)));
    return emails.length > 0 ? [{ action: "invite", ...call, emails }] : [];
  });
}

/** The people whose pending invites have to be withdrawn before they are sent a fresh one. */
export function resentPeople({ cancel }: Plan): ReadonlySet<string> {
  return new Set(cancel.filter(one => one.because === "resend").map(one => one.email));
}

/** A plan of which only what it records is left; its people are still to be sent. */
export function withoutCalls(plan: Plan): Plan {
  return { ...plan, calls: [], cancel: [], remove: [] };
}

/** What an apply records of a plan without asking Tally for anything. */
export function recordOnlyEvents(plan: Plan, at: string, provenance: Provenance): readonly StateEvent[] {
  return [
    ...plan.resolved.map((one): StateEvent => ({ event: "outcome", at, ...one, resolvedBy: "live-data" })),
    ...plan.adopt.map((one): StateEvent => ({ event: "adopted", at, ...one, ...provenance })),
    ...plan.lapsed.map((one): StateEvent => ({ event: "lapsed", at, ...one, ...provenance })),
    ...plan.forget.map((one): StateEvent => ({ event: "forgotten", at, ...one, ...provenance })),
  ];
}
