import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desiredOn } from "../src/core/config/desired.ts";
import type { Config } from "../src/core/config/model.ts";
import type { Plan } from "../src/core/plan/model.ts";
import { formatBasis, formatPlan, planChanges } from "../src/core/plan/plan.ts";
import {
  configFrom,
  eventSequences,
  filesOf,
  type OrganizationDraft,
  organizationDrafts,
  pairsOf,
  type RejectedPerson,
  rejectedPeople,
  reorderBy,
} from "./support/arbitraries.ts";
import { eventsOfApply, fold, pair, planOf, today } from "./support/organizations.ts";

const runs = { numRuns: 150 };
const inputs = fc.record({ draft: organizationDrafts, events: eventSequences });

/** Returns each person's desired workspaces for today, computed from the draft and without the program's code. */
function desiredBy({ workspaces, groups, members, elsewhere }: OrganizationDraft): Map<string, Set<string>> {
  const idOf = new Map(workspaces);
  const namesOf = new Map(groups);
  const desired = new Map<string, Set<string>>();
  for (const one of [...members, ...elsewhere]) {
    if (one.expires !== undefined && one.expires < today) continue;
    const names = [...one.workspaces, ...one.groups.flatMap(group => namesOf.get(group) ?? [])];
    const ids = names.map(name => idOf.get(name) ?? "");
    desired.set(one.key, new Set([...(desired.get(one.key) ?? []), ...ids]));
  }
  return desired;
}

/**
 * Returns the workspaces that each person still needs an invite to, ignoring unconfirmed calls. A person whose address Tally rejected, or
 * who was invited before, needs a later `resend` date. After a rejection, a change of the entry also suffices.
 */
function neededBy(
  draft: OrganizationDraft,
  recorded: ReadonlyMap<string, string>,
  rejected: ReadonlyMap<string, RejectedPerson>,
): Map<string, string[]> {
  const needed = new Map<string, string[]>();
  for (const [key, ids] of desiredBy(draft)) {
    const resend = [...draft.members, ...draft.elsewhere]
      .flatMap(one => (one.key === key && one.resend !== undefined ? [one.resend] : []))
      .toSorted()
      .at(-1);
    const sent = [...recorded].flatMap(([one, at]) => (one.startsWith(`${key} `) ? [at] : []));
    const rejection = rejected.get(key);
    const sentDays = [...sent, ...(rejection ? [rejection.at] : [])].map(at => at.slice(0, 10));
    const isDue = resend !== undefined && resend <= today && sentDays.every(sent => sent < resend);
    const missing = [...ids].filter(id => isDue || !recorded.has(pair(key, id)));
    const isSameAsRejected =
      !isDue &&
      rejection !== undefined &&
      rejection.address === spellingOf(draft, key) &&
      rejection.workspaceIds.join() === missing.toSorted().join();
    if (missing.length > 0 && !isSameAsRejected) needed.set(key, missing);
  }
  return needed;
}

/** Returns an address as it is sent: with its local part as written. Of several spellings, the first in sort order is sent. */
function spellingOf({ members, elsewhere }: OrganizationDraft, key: string): string | undefined {
  const written = [...members, ...elsewhere].filter(one => one.key === key).map(one => one.email.trim());
  return written.map(email => email.slice(0, email.indexOf("@")) + key.slice(key.indexOf("@"))).toSorted()[0];
}

function pairsIn(lists: Iterable<readonly [string, Iterable<string>]>): string[] {
  return [...lists].flatMap(([email, ids]) => [...ids].map(id => pair(email, id)));
}

function pairsSent(plan: Plan): string[] {
  return plan.calls.flatMap(call => pairsIn(call.emails.map(email => [email, call.workspaceIds] as const)));
}

function keysNamed(plan: Plan): string[] {
  return plan.calls.flatMap(call => call.emails.map(email => email.toLowerCase()));
}

function basisOf(config: Config): string {
  return [...formatBasis(config, desiredOn(today, config))].join("");
}

describe("planChanges", () => {
  test("invites only desired people, and each of them only to desired workspaces", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const desired = desiredBy(draft);
        const pairs = new Set(pairsIn(desired));
        const plan = planOf(configFrom(filesOf(draft)), fold(events));
        expect(keysNamed(plan).filter(key => !desired.has(key))).toEqual([]);
        expect(pairsSent(plan).filter(one => !pairs.has(one))).toEqual([]);
      }),
      runs,
    );
  });

  test("names each person in at most one call, in any spelling", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const plan = planOf(configFrom(filesOf(draft)), fold(events));
        const named = keysNamed(plan);
        expect(named.length).toBe(new Set(named).size);
        expect(plan.people.map(({ email }) => String(email))).toEqual(named.toSorted());
      }),
      runs,
    );
  });

  test("sends each person exactly what they need, and nothing if a call is unconfirmed", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const { recorded, unconfirmed } = pairsOf(events);
        const waiting = new Set([...unconfirmed].map(one => one.split(" ")[0]));
        const free = [...neededBy(draft, recorded, rejectedPeople(events))].filter(
          ([key]) => !waiting.has(key),
        );
        const plan = planOf(configFrom(filesOf(draft)), fold(events));
        expect(keysNamed(plan).filter(key => waiting.has(key))).toEqual([]);
        expect(pairsSent(plan).toSorted()).toEqual(pairsIn(free).toSorted());
      }),
      runs,
    );
  });

  test("plans one call for each set of workspaces, and more only for maxEmailsPerCall", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const { recorded, unconfirmed } = pairsOf(events);
        const waiting = new Set([...unconfirmed].map(one => one.split(" ")[0]));
        const sizes = new Map<string, number>();
        for (const [key, ids] of neededBy(draft, recorded, rejectedPeople(events))) {
          const set = ids.toSorted().join();
          if (!waiting.has(key)) sizes.set(set, (sizes.get(set) ?? 0) + 1);
        }
        const cap = draft.settings.maxEmailsPerCall ?? 50;
        const minimum = [...sizes.values()].reduce((sum, size) => sum + Math.ceil(size / cap), 0);
        const plan = planOf(configFrom(filesOf(draft)), fold(events));
        expect(plan.calls.length).toBe(minimum);
        if (cap >= 50) expect(plan.calls.length).toBe(sizes.size);
        expect(plan.calls.filter(call => call.emails.length > cap || call.emails.length === 0)).toEqual([]);
      }),
      runs,
    );
  });

  test("plans the same bytes and the same basis for any order within the files", () => {
    fc.assert(
      fc.property(inputs, fc.nat(), ({ draft, events }, seed) => {
        const recorded = fold(events);
        const config = configFrom(filesOf(draft));
        const reordered = configFrom(filesOf(draft, reorderBy(seed)));
        expect(basisOf(reordered)).toBe(basisOf(config));
        expect(formatPlan(planOf(reordered, recorded))).toBe(formatPlan(planOf(config, recorded)));
      }),
      runs,
    );
  });

  test("plans the same if the two files swap their members", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const swapped = { ...draft, members: draft.elsewhere, elsewhere: draft.members };
        const [one, other] = [draft, swapped].map(each => configFrom(filesOf(each)));
        if (!one || !other) throw new Error("expected two configurations");
        expect(basisOf(other)).toBe(basisOf(one));
        expect(formatPlan(planOf(other, fold(events)))).toBe(formatPlan(planOf(one, fold(events))));
      }),
      runs,
    );
  });

  test("gives a plan a different basis if anyone's desired workspaces differ", () => {
    fc.assert(
      fc.property(organizationDrafts, fc.nat(), (draft, at) => {
        const dropped = at % Math.max(draft.members.length, 1);
        const members = draft.members.filter((_, index) => index !== dropped);
        const fewer = { ...draft, members };
        const isSame =
          pairsIn(desiredBy(fewer)).toSorted().join() === pairsIn(desiredBy(draft)).toSorted().join();
        fc.pre(!isSame);
        expect(basisOf(configFrom(filesOf(fewer)))).not.toBe(basisOf(configFrom(filesOf(draft))));
      }),
      runs,
    );
  });

  test("plans nothing more after a plan was applied", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const config = configFrom(filesOf(draft));
        const plan = planOf(config, fold(events));
        const after = planOf(config, fold([...events, ...eventsOfApply(plan)]));
        expect(after.calls).toEqual([]);
        expect(after.people).toEqual([]);
        expect(after.unconfirmed).toEqual(plan.unconfirmed);
      }),
      runs,
    );
  });

  test("plans only the remaining calls after part of a plan was applied", () => {
    fc.assert(
      fc.property(inputs, fc.nat(), ({ draft, events }, at) => {
        const config = configFrom(filesOf(draft));
        const plan = planOf(config, fold(events));
        const done = at % (plan.calls.length + 1);
        const recordedSoFar = fold([
          ...events,
          ...eventsOfApply({ ...plan, calls: plan.calls.slice(0, done) }),
        ]);
        expect(planOf(config, recordedSoFar).calls).toEqual(plan.calls.slice(done));
      }),
      runs,
    );
  });

  test("accounts for each desired grant with a state entry, a call, or a skip reason", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const plan = planOf(configFrom(filesOf(draft)), fold(events));
        const skipped = pairsIn(plan.skipped.map(one => [one.email, one.workspaceIds] as const));
        const explained = new Set([...pairsSent(plan), ...skipped, ...pairsOf(events).recorded.keys()]);
        expect(pairsIn(desiredBy(draft)).filter(one => !explained.has(one))).toEqual([]);
      }),
      runs,
    );
  });

  test("reports each recorded grant that is no longer desired, and removes nobody", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const desired = new Set(pairsIn(desiredBy(draft)));
        const leftover = [...pairsOf(events).recorded.keys()].filter(one => !desired.has(one));
        const plan = planOf(configFrom(filesOf(draft)), fold(events));
        const removals = plan.skipped.filter(one => one.action === "remove");
        const reported = pairsIn(removals.map(one => [one.email, one.workspaceIds] as const));
        expect(reported.toSorted()).toEqual(leftover.toSorted());
        expect([plan.adopt, plan.cancel, plan.remove]).toEqual([[], [], []]);
      }),
      runs,
    );
  });

  test("returns a plan's right counts, exceeded limits, and flags of recorded people", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const { recorded } = pairsOf(events);
        const needed = new Set(pairsIn(neededBy(draft, recorded, rejectedPeople(events))));
        const plan = planOf(configFrom(filesOf(draft)), fold(events));
        const sent = pairsSent(plan);
        const named = keysNamed(plan);
        expect(plan.summary).toEqual({
          people: named.length,
          grants: sent.length,
          calls: plan.calls.length,
          unchanged: pairsIn(desiredBy(draft)).filter(one => recorded.has(one) && !needed.has(one)).length,
          adopted: 0,
          removed: 0,
        });
        const limit = draft.settings.maxInvites ?? 50;
        const failure = { guard: "maxInvites", count: named.length, limit };
        const left = new Set([...recorded.keys()].map(one => one.split(" ")[0])).size;
        const hasNoMembers = draft.members.length + draft.elsewhere.length === 0;
        expect(plan.blockedBy.filter(({ guard }) => guard !== "maxRemovals")).toEqual([
          ...(named.length > limit ? [failure] : []),
          ...(hasNoMembers && left > 0 ? [{ guard: "emptyMembers", count: left }] : []),
        ]);
        const known = new Set([...recorded.keys()].map(one => one.split(" ")[0]));
        expect(plan.people.map(one => one.recorded)).toEqual(plan.people.map(one => known.has(one.email)));
      }),
      runs,
    );
  });

  test("plans only from its inputs, and returns the given basis unchanged", () => {
    fc.assert(
      fc.property(inputs, fc.string(), fc.string(), ({ draft, events }, digest, other) => {
        const config = configFrom(filesOf(draft));
        const basis = { config: digest, state: other };
        const plan = planChanges({
          desired: desiredOn(today, config),
          recorded: fold(events),
          settings: config.settings,
          basis,
        });
        expect(plan.basis).toEqual(basis);
        expect(JSON.parse(formatPlan(plan))).toEqual(JSON.parse(JSON.stringify(plan)));
        expect(formatPlan({ ...planOf(config, fold(events)), basis })).toBe(formatPlan(plan));
      }),
      { numRuns: 100 },
    );
  });
});
