import Ajv2020 from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import schema from "../schemas/drift.schema.json" with { type: "json" };
import { desiredOn } from "../src/core/config/desired.ts";
import { type Drift, findDrift, formatDrift } from "../src/core/drift/drift.ts";
import type { Finding } from "../src/core/findings/model.ts";
import type { StateEvent } from "../src/core/state/events.ts";
import { foldObserved } from "../src/core/tally/fold-observed.ts";
import type { Email } from "../src/core/values/address.ts";
import { type Day, daysBetween } from "../src/core/values/day.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { configFrom, filesOf, organizationDrafts, reorderBy } from "./support/arbitraries.ts";
import { fold, pair, today } from "./support/organizations.ts";
import { desiredPeople, observedIn, responsesOf, type Scene, scenes, shownPairs } from "./support/scenes.ts";

const runs = { numRuns: 120 };

function compare(scene: Scene, observed = observedIn(scene)): Drift {
  const config = configFrom(filesOf(scene.draft));
  const desired = desiredOn(today, config);
  return findDrift({ config, desired, recorded: fold(scene.events), observed, today, pendingDays: 7 });
}

/** Returns the pairs of person and workspace in findings of the given kinds, or of all kinds if none is given. */
function pairsIn(findings: readonly Finding[], ...kinds: readonly Finding["kind"][]): ReadonlySet<string> {
  const some = findings.filter(one => kinds.length === 0 || kinds.includes(one.kind));
  return new Set(
    some.flatMap(one => ("workspaceIds" in one ? one.workspaceIds.map(id => pair(one.email, id)) : [])),
  );
}

describe("findDrift", () => {
  test("finds no drift if Tally and the state file match members.yaml", () => {
    const member = fc.constantFrom("member", "pending");
    fc.assert(
      fc.property(organizationDrafts, fc.array(member, { minLength: 1 }), (draft, as) => {
        const people = [...desiredOn(today, configFrom(filesOf(draft))).people.values()].filter(
          one => one.workspaceIds.length > 0,
        );
        const at = `${today}T08:00:00.000Z`;
        const events = people.flatMap(({ address, workspaceIds }, index): StateEvent[] => [
          { event: "intent", at, call: `c${index}`, action: "invite", workspaceIds, emails: [address] },
          { event: "outcome", at, call: `c${index}`, result: "done" },
        ]);
        const seen = people.map(({ email, workspaceIds }, index) => {
          const joined = as[index % as.length] === "member";
          return { body: { id: `${index}`, email, createdAt: at }, workspaceIds, joined };
        });
        const responses = {
          me: { id: "o", email: "owner@example.com", isOrganizationOwner: true },
          users: [{ id: "o", email: "owner@example.com" }, ...seen.filter(one => one.joined)].map(one =>
            "body" in one ? one.body : one,
          ),
          invites: seen.filter(one => !one.joined).map(one => one.body),
          workspaces: draft.workspaces.map(([name, id]) => {
            const inside = seen.filter(one => one.workspaceIds.some(inner => inner === id));
            const [members, invites] = [true, false].map(joined =>
              inside.filter(one => one.joined === joined).map(one => one.body),
            );
            return { id, name, members, invites };
          }),
          total: draft.workspaces.length,
        };
        const observed = foldObserved({ at: today, ...responses }, toAsciiDomain);
        const config = configFrom(filesOf(draft));
        const desired = desiredOn(today, config);
        const basis = { config, desired, recorded: fold(events), observed, today, pendingDays: 7 };
        const drift = findDrift(basis);
        expect(drift.missing).toEqual([]);
        expect(drift.findings.filter(one => one.level === "drift")).toEqual([]);
        expect(drift.summary.drift).toBe(0);
      }),
      runs,
    );
  });

  test("reports everyone with an undesired grant in a declared workspace, unless exempt", () => {
    fc.assert(
      fc.property(scenes("any"), scene => {
        const config = configFrom(filesOf(scene.draft));
        const observed = observedIn(scene);
        const people = desiredPeople(scene);
        const desired = new Set(people.flatMap(one => one.workspaceIds.map(id => pair(one.email, id))));
        const listed = new Set(people.map(one => one.email));
        const isExempt = (email: string) =>
          [observed.owner, observed.self, ...config.settings.protected].some(one => one === email) &&
          ![...listed].some(one => one === email);
        const undesired = shownPairs(observed).filter(one => {
          const [email = "", id] = one.split(" ");
          return (
            [...config.workspaces.keys()].some(own => own === id) && !desired.has(one) && !isExempt(email)
          );
        });
        const found = pairsIn(
          compare(scene, observed).findings,
          "not-in-members",
          "previous-address",
          "expired",
          "extra-workspace",
        );
        expect(undesired.filter(one => !found.has(one))).toEqual([]);
        expect([...found].filter(one => desired.has(one))).toEqual([]);
      }),
      runs,
    );
  });

  test("reports each desired grant that Tally doesn't show, or lists it as unclear", () => {
    fc.assert(
      fc.property(fc.oneof(scenes("complete"), scenes("any")), scene => {
        const observed = observedIn(scene);
        const drift = compare(scene, observed);
        const unseen = new Set(
          drift.findings.flatMap(one => (one.kind === "unknown-workspace" ? [one.workspaceId] : [])),
        );
        const { people } = fold(scene.events);
        // A recorded grant may belong to a pending invite whose workspaces Tally doesn't show, so it needn't be drift.
        const mayBePending = (email: Email, id: WorkspaceId) =>
          observed.people.get(email)?.hasUnknownInvite === true && people.get(email)?.grants.has(id) === true;
        const missing = desiredPeople(scene).flatMap(({ email, workspaceIds }) =>
          workspaceIds.filter(id => !unseen.has(id) && !mayBePending(email, id)).map(id => pair(email, id)),
        );
        const explained = new Set([
          ...shownPairs(observed),
          ...pairsIn(drift.findings.filter(one => one.level === "drift")),
          ...drift.unclear.flatMap(one => one.workspaceIds.map(id => pair(one.email, id))),
        ]);
        expect(missing.filter(one => !explained.has(one))).toEqual([]);
        if (observed.missing.length === 0) expect(drift.unclear).toEqual([]);
      }),
      runs,
    );
  });

  test("reports no grant as lapsed or not invited just because live data is incomplete", () => {
    fc.assert(
      fc.property(scenes("incomplete"), scene => {
        const recorded = fold(scene.events);
        const observed = observedIn(scene);
        const { findings } = compare(scene, observed);
        const lapsed = [...recorded.people.values()].flatMap(({ email, grants }) =>
          [...grants].filter(([, grant]) => grant.lapsed !== undefined).map(([id]) => pair(email, id)),
        );
        const reported = [...pairsIn(findings, "lapsed")];
        expect(reported.filter(one => !lapsed.includes(one))).toEqual([]);
        // If a workspace was read, it shows every grant of the people who are in the live data.
        const areAllListed = observed.missing.every(one => one.data === "workspaces");
        const areRead = (ids: readonly WorkspaceId[]) => ids.every(id => observed.workspaces.has(id));
        const missing = findings.filter(one => one.kind === "not-invited");
        const unsure = missing.filter(({ email, workspaceIds }) =>
          observed.people.has(email) ? !areRead(workspaceIds) : recorded.people.has(email) || !areAllListed,
        );
        expect(unsure).toEqual([]);
      }),
      runs,
    );
  });

  test("returns the same drift in any order of Tally's responses and of members.yaml", () => {
    fc.assert(
      fc.property(scenes("any"), fc.nat(), (scene, seed) => {
        const turn = reorderBy(seed);
        const { workspaces, users, invites, ...rest } = responsesOf(scene);
        const reordered = {
          ...rest,
          users: turn(users),
          invites: turn(invites),
          workspaces: turn(
            workspaces.map(one => {
              const { members, invites: inner } = one as { members: unknown[]; invites: unknown[] };
              return { ...(one as object), members: turn(members), invites: turn(inner) };
            }),
          ),
        };
        const config = configFrom(filesOf(scene.draft, turn));
        const other = findDrift({
          config,
          desired: desiredOn(today, config),
          recorded: fold(scene.events),
          observed: foldObserved(reordered, toAsciiDomain),
          today,
          pendingDays: 7,
        });
        expect(other).toEqual(compare(scene));
      }),
      runs,
    );
  });

  test("returns drift that is valid by schemas/drift.schema.json", () => {
    const validate = new Ajv2020.default({ allowUnionTypes: true }).compile(schema);
    fc.assert(
      fc.property(scenes("any"), scene => {
        validate(JSON.parse(formatDrift(compare(scene))));
        expect(validate.errors).toBeNull();
      }),
      runs,
    );
  });

  test("reports each person or workspace only once for the same reason", () => {
    fc.assert(
      fc.property(scenes("any"), scene => {
        const named = compare(scene).findings.map(one => {
          // A person's access may end on two dates, and two calls to a person may be unconfirmed.
          const which = one.kind === "expires-soon" ? one.day : one.kind === "unconfirmed" ? one.call : "";
          return [one.kind, one.email ?? one.workspaceId, which].join(" ");
        });
        expect(named.filter((one, index) => named.indexOf(one) !== index)).toEqual([]);
      }),
      runs,
    );
  });
});

test("counts the calendar days between two dates", () => {
  const day = fc
    .date({
      min: new Date("0001-01-01T00:00:00Z"),
      max: new Date("9999-12-31T00:00:00Z"),
      noInvalidDate: true,
    })
    .map(date => date.toISOString().slice(0, 10) as Day);
  const near = day.chain(one =>
    fc.integer({ min: -800, max: 800 }).map(days => {
      const other = new Date(Date.parse(one) + days * 86_400_000).toISOString().slice(0, 10);
      return [one, /^\d{4}-/.test(other) ? other : one] as [Day, Day];
    }),
  );
  fc.assert(
    fc.property(fc.oneof(near, fc.tuple(day, day)), ([from, to]) => {
      expect(daysBetween(from, to)).toBe((Date.parse(to) - Date.parse(from)) / 86_400_000);
    }),
    { numRuns: 1000 },
  );
});
