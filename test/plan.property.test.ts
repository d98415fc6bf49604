import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desiredOn } from "../src/core/desired.ts";
import { formatPlan } from "../src/core/plan.ts";
import {
  carriedOut,
  configOf,
  fold,
  histories,
  type OrganizationText,
  organizations,
  pair,
  planOf,
  textOf,
  today,
} from "./support/organizations.ts";

const runs = { numRuns: 400 };
const inputs = fc.record({ organization: organizations, events: histories });

/** What members.yaml asks for, worked out from the generated organization and not by the program. */
function desiredPairs({ members, groups }: OrganizationText): Set<string> {
  const active = members.filter(one => one.expires === undefined || one.expires >= today);
  return new Set(
    active.flatMap(one => {
      const names = [...one.workspaces, ...one.groups.flatMap(group => groups[group] ?? [])];
      return names.map(name => pair(one.email, `id-${name}`));
    }),
  );
}

describe("a plan, whatever was asked for and whatever was recorded", () => {
  test("sends no grant that members.yaml does not ask for, cross products included", () => {
    fc.assert(
      fc.property(inputs, ({ organization, events }) => {
        const desired = desiredPairs(organization);
        const plan = planOf(configOf(textOf(organization)), fold(events));
        const sent = plan.calls.flatMap(call =>
          call.emails.flatMap(email => call.workspaceIds.map(id => pair(email, id))),
        );
        expect(sent.filter(one => !desired.has(one))).toEqual([]);
        expect(plan.summary.grants).toBe(sent.length);
      }),
      runs,
    );
  });

  test("names nobody in two calls, and nobody of whom a call is unconfirmed", () => {
    fc.assert(
      fc.property(inputs, ({ organization, events }) => {
        const recorded = fold(events);
        const plan = planOf(configOf(textOf(organization)), recorded);
        const named = plan.calls.flatMap(call => call.emails.map(email => email.toLowerCase()));
        expect(new Set(named).size).toBe(named.length);
        expect(plan.people.map(({ email }) => String(email))).toEqual(named.toSorted());
        const unsettled = new Set(recorded.unconfirmed.flatMap(call => call.emails));
        expect(named.filter(email => unsettled.has(email))).toEqual([]);
      }),
      runs,
    );
  });

  test("leaves no desired grant without a record, a call, or a reason", () => {
    fc.assert(
      fc.property(inputs, ({ organization, events }) => {
        const recorded = fold(events);
        const plan = planOf(configOf(textOf(organization)), recorded);
        const planned = plan.people.flatMap(({ email, workspaceIds }) =>
          workspaceIds.map(id => pair(email, id)),
        );
        const withheld = plan.withheld.flatMap(({ email, workspaceIds }) =>
          workspaceIds.map(id => pair(email, id)),
        );
        const known = [...recorded.people.values()].flatMap(({ email, grants }) =>
          [...grants.keys()].map(id => pair(email, id)),
        );
        const accounted = new Set([...planned, ...withheld, ...known]);
        expect([...desiredPairs(organization)].filter(one => !accounted.has(one))).toEqual([]);
      }),
      runs,
    );
  });

  test("needs as many calls as there are distinct sets of needed workspaces, or as the cap makes of them", () => {
    fc.assert(
      fc.property(organizations, organization => {
        const plan = planOf(configOf(textOf(organization)), fold([]));
        const needs = new Map<string, string[]>();
        for (const one of desiredPairs(organization)) {
          const [email = "", id = ""] = one.split(" ");
          needs.set(email, [...(needs.get(email) ?? []), id]);
        }
        const sets = [...needs.values()].map(ids => ids.toSorted().join());
        const cap = organization.maxEmailsPerCall;
        const fewest = [...new Set(sets)].map(set => Math.ceil(sets.filter(one => one === set).length / cap));
        expect(plan.calls.length).toBe(fewest.reduce((sum, calls) => sum + calls, 0));
        expect(plan.calls.every(call => call.emails.length <= cap)).toBe(true);
      }),
      runs,
    );
  });

  test("is the same to the byte whatever the order of the file", () => {
    fc.assert(
      fc.property(inputs, fc.infiniteStream(fc.nat()), ({ organization, events }, turns) => {
        const recorded = fold(events);
        const shuffled = textOf(organization, items => {
          const keyed = items.map(item => ({ item, key: Number(turns.next().value) % 997 }));
          return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
        });
        const plan = formatPlan(planOf(configOf(textOf(organization)), recorded));
        expect(formatPlan(planOf(configOf(shuffled), recorded))).toBe(plan);
      }),
      runs,
    );
  });

  test("is empty once it has been carried out", () => {
    fc.assert(
      fc.property(inputs, ({ organization, events }) => {
        const config = configOf(textOf(organization));
        const plan = planOf(config, fold(events));
        const after = planOf(config, fold([...events, ...carriedOut(plan)]));
        expect(after.calls).toEqual([]);
        expect(after.unconfirmed).toEqual(plan.unconfirmed);
      }),
      runs,
    );
  });

  test("counts each desired grant of today once: sent, unchanged, or withheld", () => {
    fc.assert(
      fc.property(inputs, ({ organization, events }) => {
        const config = configOf(textOf(organization));
        const plan = planOf(config, fold(events));
        const waiting = plan.withheld.filter(one => one.action === "invite" && one.reason === "unconfirmed");
        const resent = new Set(fold(events).people.keys());
        const withheld = waiting.reduce((sum, one) => sum + one.workspaceIds.length, 0);
        const desired = [...desiredOn(today, config).people.values()].reduce(
          (sum, one) => sum + one.workspaceIds.length,
          0,
        );
        expect(desired).toBe(desiredPairs(organization).size);
        expect(plan.summary.grants + plan.summary.unchanged + withheld).toBe(desired);
        expect(plan.people.filter(one => one.recorded).every(one => resent.has(one.email))).toBe(true);
      }),
      runs,
    );
  });
});
