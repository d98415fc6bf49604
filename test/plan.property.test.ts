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
  type RefusedPerson,
  refusedIn,
  turnOf,
} from "./support/arbitraries.ts";
import { carriedOut, fold, pair, planOf, today } from "./support/organizations.ts";

const runs = { numRuns: 150 };
const inputs = fc.record({ draft: organizationDrafts, events: eventSequences });

/** The workspaces that the files ask for today, by person: worked out from the draft and not by the program. */
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
 * The workspaces that have to be sent, by person, whether or not an unconfirmed call stands in the way. An address that Tally refused waits
 * for a `resend` of a later day, as one that was sent does, or until its entry says something else.
 */
function neededBy(
  draft: OrganizationDraft,
  recorded: ReadonlyMap<string, string>,
  refused: ReadonlyMap<string, RefusedPerson>,
): Map<string, string[]> {
  const needed = new Map<string, string[]>();
  for (const [key, ids] of desiredBy(draft)) {
    const resend = [...draft.members, ...draft.elsewhere]
      .flatMap(one => (one.key === key && one.resend !== undefined ? [one.resend] : []))
      .toSorted()
      .at(-1);
    const sent = [...recorded].flatMap(([one, at]) => (one.startsWith(`${key} `) ? [at] : []));
    const before = refused.get(key);
    const sentDays = [...sent, ...(before ? [before.at] : [])].map(at => at.slice(0, 10));
    const isDue = resend !== undefined && resend <= today && sentDays.every(sent => sent < resend);
    const ids_ = [...ids].filter(id => isDue || !recorded.has(pair(key, id)));
    const isAsRefused =
      !isDue &&
      before !== undefined &&
      before.address === spellingOf(draft, key) &&
      before.workspaceIds.join() === ids_.toSorted().join();
    if (ids_.length > 0 && !isAsRefused) needed.set(key, ids_);
  }
  return needed;
}

/** An address as it is sent: the local part as it is written, of several spellings the first. */
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

describe("a plan, whatever was asked for and whatever was recorded", () => {
  test("names nobody who is not desired, and sends no pair that is not, cross products included", () => {
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

  test("names nobody in two calls, in whatever spelling", () => {
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

  test("sends each person exactly what is needed, and nothing to those of whom a call is unconfirmed", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const { recorded, unconfirmed } = pairsOf(events);
        const waiting = new Set([...unconfirmed].map(one => one.split(" ")[0]));
        const free = [...neededBy(draft, recorded, refusedIn(events))].filter(([key]) => !waiting.has(key));
        const plan = planOf(configFrom(filesOf(draft)), fold(events));
        expect(keysNamed(plan).filter(key => waiting.has(key))).toEqual([]);
        expect(pairsSent(plan).toSorted()).toEqual(pairsIn(free).toSorted());
      }),
      runs,
    );
  });

  test("has one call for each distinct set of needed workspaces, or as many as the cap makes of it", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const { recorded, unconfirmed } = pairsOf(events);
        const waiting = new Set([...unconfirmed].map(one => one.split(" ")[0]));
        const sizes = new Map<string, number>();
        for (const [key, ids] of neededBy(draft, recorded, refusedIn(events))) {
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

  test("is the same to the byte, and so is its basis, whatever the order of the files", () => {
    fc.assert(
      fc.property(inputs, fc.nat(), ({ draft, events }, seed) => {
        const recorded = fold(events);
        const config = configFrom(filesOf(draft));
        const turned = configFrom(filesOf(draft, turnOf(seed)));
        expect(basisOf(turned)).toBe(basisOf(config));
        expect(formatPlan(planOf(turned, recorded))).toBe(formatPlan(planOf(config, recorded)));
      }),
      runs,
    );
  });

  test("is the same whichever of the two files names a person first", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const swapped = { ...draft, members: draft.elsewhere, elsewhere: draft.members };
        const [one, other] = [draft, swapped].map(each => configFrom(filesOf(each)));
        if (!one || !other) throw new Error("two drafts were read");
        expect(basisOf(other)).toBe(basisOf(one));
        expect(formatPlan(planOf(other, fold(events)))).toBe(formatPlan(planOf(one, fold(events))));
      }),
      runs,
    );
  });

  test("has another basis as soon as somebody is asked for with other workspaces", () => {
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

  test("is empty once it has been carried out", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const config = configFrom(filesOf(draft));
        const plan = planOf(config, fold(events));
        const after = planOf(config, fold([...events, ...carriedOut(plan)]));
        expect(after.calls).toEqual([]);
        expect(after.people).toEqual([]);
        expect(after.unconfirmed).toEqual(plan.unconfirmed);
      }),
      runs,
    );
  });

  test("asks for nothing more after any part of it was carried out than what is left", () => {
    fc.assert(
      fc.property(inputs, fc.nat(), ({ draft, events }, at) => {
        const config = configFrom(filesOf(draft));
        const plan = planOf(config, fold(events));
        const done = at % (plan.calls.length + 1);
        const half = fold([...events, ...carriedOut({ ...plan, calls: plan.calls.slice(0, done) })]);
        expect(planOf(config, half).calls).toEqual(plan.calls.slice(done));
      }),
      runs,
    );
  });

  test("leaves no desired pair without a record, a call, or a reason", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const plan = planOf(configFrom(filesOf(draft)), fold(events));
        const skipped = pairsIn(plan.skipped.map(one => [one.email, one.workspaceIds] as const));
        const accounted = new Set([...pairsSent(plan), ...skipped, ...pairsOf(events).recorded.keys()]);
        expect(pairsIn(desiredBy(draft)).filter(one => !accounted.has(one))).toEqual([]);
      }),
      runs,
    );
  });

  test("reports each recorded pair that is no longer desired, and removes nobody", () => {
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

  test("sums up what it holds, and says when it invites more people than it may, or when nobody is left", () => {
    fc.assert(
      fc.property(inputs, ({ draft, events }) => {
        const { recorded } = pairsOf(events);
        const needed = new Set(pairsIn(neededBy(draft, recorded, refusedIn(events))));
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
        const listsNobody = draft.members.length + draft.elsewhere.length === 0;
        expect(plan.blockedBy.filter(({ guard }) => guard !== "maxRemovals")).toEqual([
          ...(named.length > limit ? [failure] : []),
          ...(listsNobody && left > 0 ? [{ guard: "emptyMembers", count: left }] : []),
        ]);
        const known = new Set([...recorded.keys()].map(one => one.split(" ")[0]));
        expect(plan.people.map(one => one.recorded)).toEqual(plan.people.map(one => known.has(one.email)));
      }),
      runs,
    );
  });

  test("depends on nothing but what it is made from, and carries its basis as it was given", () => {
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
