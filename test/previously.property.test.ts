import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DesiredPerson, desiredOn } from "../src/core/config/desired.ts";
import type { Config } from "../src/core/config/model.ts";
import { exceedsApproval } from "../src/core/plan/exceeds-approval.ts";
import type { Plan } from "../src/core/plan/model.ts";
import { planChanges } from "../src/core/plan/plan.ts";
import { membershipChanges } from "../src/core/review/preview.ts";
import type { Recorded } from "../src/core/state/recorded.ts";
import type { Observed, ObservedPerson } from "../src/core/tally/observed.ts";
import type { Email } from "../src/core/values/address.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { configFrom, filesOf } from "./support/arbitraries.ts";
import { times } from "./support/chaos.ts";
import { configOf, fold, histories, organizations, planOf, textOf, today } from "./support/organizations.ts";
import { observedIn, scenes } from "./support/scenes.ts";

const anyScene = fc.oneof(scenes("complete"), scenes("any"));

/** Returns a configuration in which members have the addresses that are only recorded as previous addresses. */
function withPreviously(config: Config, recorded: Recorded): Config {
  const known = new Set(config.members.map(member => member.email));
  const old = [...recorded.people.keys()].filter(email => !known.has(email)).sort();
  const members = config.members.map((member, index) => {
    const previously = old.filter((_, at) => at % config.members.length === index);
    return { ...member, previously: previously.length > 0 ? previously : undefined };
  });
  return { ...config, members };
}

/**
 * Returns complete live data for an owner's key. All previous addresses are members, and the new ones have joined all their
 * workspaces except the first `left`.
 */
function join(observed: Observed, desired: ReadonlyMap<Email, DesiredPerson>, left: number): Observed {
  const moved = [...desired.values()].filter(({ previously }) => previously);
  const joined = moved.flatMap(({ email, workspaceIds, previously = [] }): ObservedPerson[] => [
    observedPerson(email, "joined", workspaceIds.slice(left)),
    ...previously.map(old => observedPerson(old, "joined", workspaceIds)),
  ]);
  const people = new Map([...observed.people, ...joined.map(one => [one.email, one] as const)]);
  return { ...observed, isOwnersKey: true, people, missing: [] };
}

const withoutPreviously = ({ people }: Plan) => people.map(({ previously: _, ...person }) => person);

describe("a plan with previous addresses", () => {
  test("sends exactly the same calls as without them", () => {
    let found = 0;
    const property = fc.property(organizations, histories, (organization, events) => {
      const [config, recorded] = [configOf(textOf(organization)), fold(events)];
      const changed = withPreviously(config, recorded);
      const [plan, other] = [planOf(config, recorded), planOf(changed, recorded)];
      expect(other.calls).toEqual(plan.calls);
      expect(withoutPreviously(other)).toEqual(withoutPreviously(plan));
      expect(other.adopt).toEqual(plan.adopt);
      found += changed.members.filter(member => member.previously).length;
    });
    fc.assert(property, { numRuns: 200 });
    expect(found).toBeGreaterThan(50);
  });

  test("keeps an old address until the new one has joined, and sends nothing to it", () => {
    const counts = { kept: 0, removed: 0 };
    const left = fc.constantFrom(undefined, 0, 0, 1);
    const property = fc.property(anyScene, fc.boolean(), left, (scene, isLive, notJoined) => {
      const state = fold(scene.events);
      const { settings, ...rest } = withPreviously(configFrom(filesOf(scene.draft)), state);
      const config: Config = { ...rest, settings: { ...settings, removals: "apply" } };
      const { people } = desiredOn(today, config);
      const live = notJoined === undefined ? observedIn(scene) : join(observedIn(scene), people, notJoined);
      const observed = isLive ? live : undefined;
      const plan = planLive(config, observed, state);
      const ended = new Set([...plan.cancel, ...plan.remove].map(({ email }) => email));
      for (const { email, workspaceIds, previously = [] } of people.values()) {
        const seen = observed?.people.get(email);
        const hasJoined = seen?.userId !== undefined && workspaceIds.every(id => seen.joined.includes(id));
        const isAdmin = [observed?.owner, observed?.self].includes(email);
        for (const old of previously) {
          if (ended.has(old)) expect(hasJoined || isAdmin || workspaceIds.length === 0).toBe(true);
          expect(plan.people.map(person => person.email)).not.toContain(old);
          counts[ended.has(old) ? "removed" : "kept"] += 1;
        }
      }
    });
    fc.assert(property, { numRuns: times(600) });
    expect(counts.kept).toBeGreaterThan(times(100));
    expect(counts.removed).toBeGreaterThan(times(10));
  });

  test("shows each person whose address changes as one change", () => {
    const property = fc.property(organizations, fc.nat(), (organization, pick) => {
      const config = configOf(textOf(organization));
      const { members } = config;
      const [old] = members.length > 0 ? [members[pick % members.length]] : [];
      if (!old) return;
      const email = "new@example.com" as Email;
      const moved = { ...old, email, address: email, previously: [old.email] };
      const after = { ...config, members: members.map(member => (member === old ? moved : member)) };
      const [before, now] = [desiredOn(today, config), desiredOn(today, after)];
      const workspaceIds = before.people.get(old.email)?.workspaceIds;
      expect(membershipChanges(before, now)).toEqual([
        { email, previously: [old.email], before: workspaceIds, after: workspaceIds },
      ]);
    });
    fc.assert(property);
  });
});

const [research, marketing] = ["npe1DB", "wLDNPp"] as WorkspaceId[];
const [oldAddress, newAddress] = ["alan@old.example", "alan@example.com"] as Email[];
const owner = "owner@example.com" as Email;
const at = "2026-11-23T12:00:00.000Z";

function configWith(member: string, settings = "removals: apply"): Config {
  return configOf(`organization: kwob3J
workspaces: { research: ${research}, marketing: ${marketing} }
members:
  - email: ada@example.com
    workspaces: [research]
${member}settings: { ${settings} }
`);
}
const moved = `  - email: ${newAddress}\n    previously: [Alan@OLD.example]\n    workspaces: [research, marketing]\n`;

const recorded = fold([
  { event: "adopted", at, email: oldAddress as Email, workspaceIds: [research as WorkspaceId] },
]);

type Presence = "absent" | "pending" | "joined one" | "joined" | "blocked";

function observedPerson(email: Email, status: Presence, ids: readonly WorkspaceId[]): ObservedPerson {
  const isMember = status !== "pending";
  return {
    email,
    written: email,
    name: undefined,
    userId: isMember ? `user-${email}` : undefined,
    isBlocked: status === "blocked",
    hasTwoFactor: undefined,
    joined: isMember ? ids : [],
    pending: isMember ? [] : ids,
    invites: isMember ? [] : [{ id: `invite-${email}`, createdAt: at, createdBy: undefined }],
    hasUnknownInvite: false,
  };
}

function observedWith(statuses: Readonly<Record<string, Presence>>): Observed {
  const people = Object.entries(statuses).flatMap(([key, status]): [Email, ObservedPerson][] => {
    if (status === "absent") return [];
    const email = key as Email;
    const ids = (status === "joined one" ? [research] : [research, marketing].sort()) as WorkspaceId[];
    return [[email, observedPerson(email, status, ids)]];
  });
  return {
    at,
    organization: "kwob3J",
    self: owner,
    selfId: "user-owner",
    owner,
    isOwnersKey: true,
    workspaces: new Map([
      [research as WorkspaceId, "research"],
      [marketing as WorkspaceId, "marketing"],
    ]),
    people: new Map(people),
    missing: [],
  };
}

function planLive(config: Config, observed: Observed | undefined, state = recorded): Plan {
  const desired = desiredOn(today, config);
  return planChanges({
    desired,
    recorded: state,
    settings: config.settings,
    basis: { config: "", state: "" },
    observed,
  });
}

/** Returns what a plan does with the previous address. */
function effectOn({ cancel, remove, skipped }: Plan): string | undefined {
  const isOld = ({ email }: { readonly email: Email }) => email === oldAddress;
  if (cancel.some(isOld)) return "cancel";
  if (remove.some(isOld)) return "remove";
  return skipped.find(isOld)?.reason;
}

describe("a previous address", () => {
  test.for<readonly [old: Presence, now: Presence, effect: string]>([
    ["joined", "absent", "new-address"],
    ["joined", "pending", "new-address"],
    ["joined", "joined one", "new-address"],
    ["joined", "blocked", "new-address"],
    ["joined", "joined", "remove"],
    ["pending", "absent", "new-address"],
    ["pending", "pending", "new-address"],
    ["pending", "joined", "cancel"],
  ])("plans an old address (%s) with a new one (%s): %s", ([old, now, effect]) => {
    const observed = observedWith({ [oldAddress as string]: old, [newAddress as string]: now });
    expect(effectOn(planLive(configWith(moved), observed))).toBe(effect);
  });

  test("keeps an old address until live data shows the new one", () => {
    expect(effectOn(planLive(configWith(moved), undefined))).toBe("new-address");
    expect(effectOn(planLive(configWith(moved, "removals: report"), undefined))).toBe("new-address");
    const joined = observedWith({ [oldAddress as string]: "joined", [newAddress as string]: "joined" });
    expect(effectOn(planLive(configWith(moved, "removals: report"), joined))).toBe("removals-report");
    const settings = `removals: apply, protected: [${oldAddress}]`;
    expect(effectOn(planLive(configWith(moved, settings), joined))).toBe("protected");
  });

  test("removes an old address at once if the new one has no access", () => {
    const expired = moved.replace("    workspaces", "    expires: 2026-01-31\n    workspaces");
    const observed = observedWith({ [oldAddress as string]: "joined" });
    expect(effectOn(planLive(configWith(expired), observed))).toBe("remove");
    expect(effectOn(planLive(configWith(expired), undefined))).toBe("needs-live-data");
  });

  test("removes an old address if the new one is the owner's", () => {
    const observed = { ...observedWith({ [oldAddress as string]: "joined" }), owner: newAddress };
    expect(effectOn(planLive(configWith(moved), observed))).toBe("remove");
  });

  test("counts the removal of an old address as approved by a plan that waits for it", () => {
    const joined = observedWith({ [oldAddress as string]: "joined", [newAddress as string]: "joined" });
    const [approved, plan] = [undefined, joined].map(observed => planLive(configWith(moved), observed));
    if (!approved || !plan) throw new Error("there are two plans");
    expect(effectOn(plan)).toBe("remove");
    expect(exceedsApproval({ ...plan, people: [] }, approved)).toEqual([]);
    const unrelated = planLive(configWith(moved, "removals: report"), undefined);
    expect(exceedsApproval({ ...plan, people: [] }, { ...unrelated, skipped: [] })).toEqual([oldAddress]);
  });
});
