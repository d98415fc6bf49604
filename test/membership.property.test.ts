import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Desired, desiredOn } from "../src/core/config/desired.ts";
import type { Config, Member } from "../src/core/config/model.ts";
import type { Plan } from "../src/core/plan/model.ts";
import { planChanges } from "../src/core/plan/plan.ts";
import { membershipChanges, mergeDesired, type PlanPart, partitionPlan } from "../src/core/review/preview.ts";
import type { Email } from "../src/core/values/address.ts";
import { configFrom, eventSequences, filesOf, organizationDrafts } from "./support/arbitraries.ts";
import { fold, pair, today } from "./support/organizations.ts";

const runs = { numRuns: 150 };

/** Versions of one configuration. Each has some of its members, some of them with fewer entries or another spelling. */
function versionsOf(count: number): fc.Arbitrary<{ config: Config; versions: readonly Desired[] }> {
  return organizationDrafts.chain(draft => {
    const config = configFrom(filesOf(draft));
    const version = fc
      .array(fc.nat({ max: 3 }), { minLength: config.members.length, maxLength: config.members.length })
      .map(picks => {
        const members = config.members.flatMap((member, index) => versionOf(member, picks[index] ?? 0));
        return desiredOn(today, { ...config, members });
      });
    return fc.array(version, { minLength: count, maxLength: count }).map(versions => ({ config, versions }));
  });
}

function versionOf(member: Member, pick: number): Member[] {
  if (pick === 0) return [];
  if (pick === 1) return [{ ...member, entries: member.entries.slice(0, 1) }];
  return [pick === 2 ? { ...member, address: member.email } : member];
}

const nobody: Desired = { organization: "kwob3J", workspaces: new Map(), people: new Map() };

/** Returns `base` with the given people as they are in `from`. */
function withPeopleOf(base: Desired, from: Desired, emails: ReadonlySet<Email>): Desired {
  const keys = [...new Set([...base.people.keys(), ...from.people.keys()])].toSorted();
  const people = keys.flatMap(email => {
    const one = (emails.has(email) ? from : base).people.get(email);
    return one ? [[email, one] as const] : [];
  });
  return { ...base, people: new Map(people) };
}

/** Returns the people in order, because the order of a plan depends on it. */
function listed({ people }: Desired) {
  return [...people];
}

describe("mergeDesired", () => {
  test("merges desired grants to the changed side, if only one changed or both agree", () => {
    fc.assert(
      fc.property(versionsOf(2), ({ versions: [before = nobody, after = nobody] }) => {
        expect(listed(mergeDesired(before, after, before))).toEqual(listed(after));
        expect(listed(mergeDesired(before, before, after))).toEqual(listed(after));
        expect(listed(mergeDesired(before, before, before))).toEqual(listed(before));
        expect(listed(mergeDesired(before, after, after))).toEqual(listed(after));
      }),
      runs,
    );
  });

  test("merges changes of different people from both sides, in either order", () => {
    fc.assert(
      fc.property(versionsOf(3), fc.func(fc.boolean()), ({ versions }, isMine) => {
        const [before = nobody, mine = nobody, theirs = nobody] = versions;
        const all = [before, mine, theirs].flatMap(one => [...one.people.keys()]);
        const own = new Set(all.filter(email => isMine(email)));
        const others = new Set(all.filter(email => !own.has(email)));
        const after = withPeopleOf(before, mine, own);
        const tip = withPeopleOf(before, theirs, others);
        const both = listed(withPeopleOf(after, theirs, others));
        expect(listed(mergeDesired(before, after, tip))).toEqual(both);
        expect(listed(mergeDesired(before, tip, after))).toEqual(both);
      }),
      runs,
    );
  });

  test("merges no grant that neither side has, and keeps each change of a pull request", () => {
    fc.assert(
      fc.property(versionsOf(3), ({ versions }) => {
        const [before = nobody, after = nobody, tip = nobody] = versions;
        const merged = mergeDesired(before, after, tip);
        for (const [email, one] of merged.people)
          expect([after.people.get(email), tip.people.get(email)]).toContainEqual(one);
        for (const { email, after: ids } of membershipChanges(before, after))
          expect(merged.people.get(email)?.workspaceIds ?? []).toEqual(ids);
      }),
      runs,
    );
  });
});

describe("membershipChanges", () => {
  test("lists each changed person once, in order, and mirrors the reverse comparison", () => {
    fc.assert(
      fc.property(versionsOf(2), ({ versions: [before = nobody, after = nobody] }) => {
        const changes = membershipChanges(before, after);
        const back = membershipChanges(after, before);
        expect(back.map(one => ({ email: one.email, before: one.after, after: one.before }))).toEqual(
          changes,
        );
        const emails = changes.map(({ email }) => email);
        expect(emails).toEqual([...new Set(emails)].toSorted());
        expect(membershipChanges(before, before)).toEqual([]);
      }),
      runs,
    );
  });

  test("lists exactly the grants that only one of the sides has", () => {
    fc.assert(
      fc.property(versionsOf(2), ({ versions: [before = nobody, after = nobody] }) => {
        const changes = membershipChanges(before, after);
        const pairsIn = (lists: Iterable<readonly [string, readonly string[]]>) =>
          new Set([...lists].flatMap(([email, ids]) => ids.map(id => pair(email, id))));
        const desired = (one: Desired) =>
          pairsIn([...one.people].map(([email, { workspaceIds }]) => [email, workspaceIds] as const));
        const [old, now] = [desired(before), desired(after)];
        const [from, to] = [
          pairsIn(changes.map(one => [one.email, one.before] as const)),
          pairsIn(changes.map(one => [one.email, one.after] as const)),
        ];
        const difference = (some: ReadonlySet<string>, others: ReadonlySet<string>) =>
          [...some].filter(one => !others.has(one)).toSorted();
        expect(difference(to, from)).toEqual(difference(now, old));
        expect(difference(from, to)).toEqual(difference(old, now));
        expect(difference(from, old)).toEqual([]);
        expect(difference(to, now)).toEqual([]);
      }),
      runs,
    );
  });
});

const plans = fc.record({ given: versionsOf(2), events: eventSequences }).map(({ given, events }) => {
  const recorded = fold(events);
  const basis = { config: "", state: "" };
  const [one = nobody, other = nobody] = given.versions.map(desired => desired);
  const planOf = (desired: Desired) =>
    planChanges({ desired, recorded, settings: given.config.settings, basis });
  return { plan: planOf(one), other: planOf(other) };
});

function grantsIn({ people }: Pick<Plan | PlanPart, "people">): readonly string[] {
  return people.flatMap(({ email, workspaceIds }) => workspaceIds.map(id => pair(email, id)));
}

function skippedIn({ skipped }: Pick<Plan | PlanPart, "skipped">): readonly string[] {
  return skipped.map(one => JSON.stringify(one));
}

describe("partitionPlan", () => {
  test("splits a plan into two parts that don't overlap", () => {
    fc.assert(
      fc.property(plans, ({ plan, other }) => {
        const { added, existing } = partitionPlan(plan, other);
        for (const listOf of [grantsIn, skippedIn]) {
          const [all, some, rest] = [plan, added, existing].map(listOf);
          expect([...(some ?? []), ...(rest ?? [])].toSorted()).toEqual(all?.toSorted());
          expect(some?.filter(one => rest?.includes(one))).toEqual([]);
          expect(rest?.filter(one => !listOf(other).includes(one))).toEqual([]);
          expect(some?.filter(one => listOf(other).includes(one))).toEqual([]);
        }
      }),
      runs,
    );
  });

  test("keeps people's order and details in a split plan, and nobody without a grant", () => {
    fc.assert(
      fc.property(plans, ({ plan, other }) => {
        const { added, existing } = partitionPlan(plan, other);
        for (const { people } of [added, existing]) {
          const emails = people.map(({ email }) => email);
          const named = plan.people.filter(({ email }) => emails.includes(email));
          expect(people.map(one => ({ ...one, workspaceIds: [] }))).toEqual(
            named.map(one => ({ ...one, workspaceIds: [] })),
          );
          expect(people.filter(({ workspaceIds }) => workspaceIds.length === 0)).toEqual([]);
        }
      }),
      runs,
    );
  });

  test("finds nothing added to the same plan, and everything added to an empty plan", () => {
    fc.assert(
      fc.property(plans, ({ plan }) => {
        const { people, skipped } = plan;
        const none = { people: [], skipped: [] };
        expect(partitionPlan(plan, plan)).toEqual({ added: none, existing: { people, skipped } });
        expect(partitionPlan(plan, { ...plan, ...none })).toEqual({
          added: { people, skipped },
          existing: none,
        });
      }),
      runs,
    );
  });
});
