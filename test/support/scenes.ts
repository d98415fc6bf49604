import fc from "fast-check";
import { type DesiredPerson, desiredOn } from "../../src/core/config/desired.ts";
import type { StateEvent } from "../../src/core/state/events.ts";
import { foldObserved, type RawObservation } from "../../src/core/tally/fold-observed.ts";
import type { Observed } from "../../src/core/tally/observed.ts";
import { toAsciiDomain } from "../../src/core/values/idna.ts";
import type { WorkspaceId } from "../../src/core/values/workspace-id.ts";
import {
  configFrom,
  eventSequences,
  filesOf,
  type OrganizationDraft,
  organizationDrafts,
} from "./arbitraries.ts";
import { pair, today } from "./organizations.ts";

const tallyIds = ["wLDNPp", "npe1DB", "0", "z_z", "constructor", "a-1", "undeclared"] as WorkspaceId[];
const strangers = ["owner@example.com", "self@example.com", "stranger@example.com"];

/** How a person is in Tally, and how much of that its lists show. */
export interface TallyPerson {
  readonly as: "absent" | "member" | "pending" | "both" | "deleted";
  readonly ids: readonly string[];
  readonly isUpper: boolean;
  readonly isBlocked: boolean;
  readonly hasTwoFactor: boolean | undefined;
  readonly createdAt: string | undefined;
  /** Who sent the invite, if Tally returns it. */
  readonly createdBy: "self" | "another" | undefined;
  /** Whether the workspaces show the invite, with the ID that the organization's list has or another. */
  readonly embedded: "with-its-id" | "with-another" | "not";
  /** Whether the organization's lists lack the person, so that the response is incomplete if a workspace shows them. */
  readonly isUnlisted: boolean;
}

/** A configuration, a state, and an organization in Tally, each independent of the others. */
export interface Scene {
  readonly draft: OrganizationDraft;
  readonly events: readonly StateEvent[];
  /** The people in Tally. The people of the configuration and the state are assigned to these in turn. */
  readonly people: readonly TallyPerson[];
  readonly shown: readonly string[];
  readonly total: number | undefined;
  readonly unreadable: number;
  /** The index of the person who owns the organization. */
  readonly owner: number;
  /** The index of the API key's user. Default: the owner. */
  readonly self: number | undefined;
  /** Whether Tally returns who the owner is. */
  readonly isOwnerShown: boolean;
}

function tallyPeople(isUnlisted: fc.Arbitrary<boolean>): fc.Arbitrary<TallyPerson> {
  return fc.record({
    as: fc.constantFrom("absent", "member", "member", "pending", "pending", "both", "deleted"),
    ids: fc.subarray(tallyIds),
    isUpper: fc.boolean(),
    isBlocked: fc.constantFrom(false, false, false, true),
    hasTwoFactor: fc.constantFrom(undefined, false, true),
    createdAt: fc.constantFrom(undefined, "no time", "2026-10-01T08:00:00.000Z", `${today}T08:00:00.000Z`),
    createdBy: fc.constantFrom(undefined, undefined, "self", "another"),
    embedded: fc.constantFrom("with-its-id", "with-its-id", "with-another", "not"),
    isUnlisted,
  });
}

/** Returns scenes whose live data is complete, incomplete, or either. */
export function scenes(data: "complete" | "incomplete" | "any"): fc.Arbitrary<Scene> {
  const isComplete = data === "complete";
  const isUnlisted = isComplete ? fc.constant(false) : fc.constantFrom(false, false, true);
  const scene = fc.record({
    draft: organizationDrafts,
    events: historiesWithChecks,
    calls: fc.array(
      fc.record({
        of: fc.nat({ max: 30 }),
        result: fc.constantFrom("done", "done", "rejected", "rejected", "unconfirmed"),
      }),
      { maxLength: 8 },
    ),
    people: fc.array(tallyPeople(isUnlisted), { minLength: 1, maxLength: 16 }),
    shown: fc.subarray(tallyIds),
    total: fc.constantFrom(undefined, ...(isComplete ? [] : [tallyIds.length + 1])),
    unreadable: isComplete ? fc.constant(0) : fc.constantFrom(0, 0, 1),
    owner: fc.nat({ max: 30 }),
    self: fc.option(fc.nat({ max: 30 }), { nil: undefined, freq: 2 }),
    isOwnerShown: fc.constantFrom(true, true, false),
  });
  const whole = scene.map(({ calls, ...one }) => ({
    ...one,
    events: [...one.events, ...calls.flatMap((call, index) => desiredCall(one.draft, call, index))],
  }));
  return data === "incomplete" ? whole.filter(one => observedIn(one).missing.length > 0) : whole;
}

/** Returns the events of a call that invites a person to their desired workspaces. */
function desiredCall(
  draft: OrganizationDraft,
  { of, result }: { readonly of: number; readonly result: "done" | "rejected" | "unconfirmed" },
  index: number,
): StateEvent[] {
  const people = desiredPeople({ draft }).filter(one => one.workspaceIds.length > 0);
  const person = people[of % Math.max(people.length, 1)];
  if (!person) return [];
  const at = "2026-11-20T08:00:00.000Z";
  const call = `desired-${index}`;
  const { workspaceIds, address } = person;
  const fault = result === "rejected" && { fault: "email" as const };
  return [
    { event: "intent", at, call, action: "invite", workspaceIds, emails: [address] },
    { event: "outcome", at, call, result, ...fault },
  ];
}

/** A result of a check of Tally about a person, or a removal that was started. */
const further = fc.record({
  event: fc.constantFrom("adopted", "lapsed", "lapsed", "cancel", "remove", "not-sent"),
  of: fc.nat({ max: 30 }),
  ids: fc.subarray(tallyIds.slice(0, 6), { minLength: 1 }),
});

/** Histories in which checks of Tally recorded grants as adopted, lapsed, or not sent, and removals were started. */
const historiesWithChecks: fc.Arbitrary<readonly StateEvent[]> = fc
  .tuple(eventSequences, fc.array(further, { maxLength: 6 }))
  .map(([events, more]) => {
    const sent = events.flatMap(one => (one.event === "intent" ? one.emails : []));
    const last = more.flatMap(({ event, of, ids }, index) => {
      const email = sent[of % Math.max(sent.length, 1)]?.toLowerCase();
      return email === undefined ? [] : furtherEvents(event, email, ids.toSorted(), index);
    });
    return [...events, ...last];
  });

function furtherEvents(
  event: "adopted" | "lapsed" | "cancel" | "remove" | "not-sent",
  email: string,
  workspaceIds: readonly WorkspaceId[],
  index: number,
): StateEvent[] {
  const at = `${today}T01:00:00.000Z`;
  const emails = [email];
  switch (event) {
    case "adopted":
    case "lapsed":
      return [{ event, at, email, workspaceIds }];
    case "not-sent":
      return ["a", "b", "c"].flatMap((attempt): StateEvent[] => {
        const call = `attempt-${index}-${attempt}`;
        return [
          { event: "intent", at, call, action: "invite", emails, workspaceIds },
          { event: "outcome", at, call, result: "not-sent", resolvedBy: "live-data" },
        ];
      });
    case "cancel":
    case "remove": {
      const target = event === "cancel" ? { inviteId: `invite ${email}` } : { userId: `user ${email}` };
      const call = `removal-${index}`;
      return [{ event: "intent", at, call, action: event, emails, workspaceIds, ...target }];
    }
  }
}

/** Returns everyone in the configuration or the state, and some people in neither. */
function peopleOf({ draft, events }: Pick<Scene, "draft" | "events">): readonly string[] {
  const listed = [...draft.members, ...draft.elsewhere].map(one => one.key);
  const sent = events.flatMap(one => ("emails" in one ? (one.emails ?? []) : []));
  return [...new Set([...listed, ...sent.map(email => email.toLowerCase()), ...strangers])];
}

/** Returns Tally's responses in a scene. */
export function responsesOf(scene: Scene): RawObservation {
  const people = peopleOf(scene);
  const userAt = (index: number) => {
    const email = people[index % people.length] ?? "";
    return { id: `user ${email}`, email };
  };
  const [owner, self] = [userAt(scene.owner), userAt(scene.self ?? scene.owner)];
  const seen = people.map((email, index) => {
    const person = scene.people[index % scene.people.length] as TallyPerson;
    return { ...person, email, written: person.isUpper ? email.toUpperCase() : email };
  });
  const users = seen.filter(one => ["member", "both", "deleted"].includes(one.as)).map(userOf);
  const invited = seen.filter(one => ["pending", "both"].includes(one.as));
  const listed = (one: { readonly isUnlisted: boolean }) => !one.isUnlisted;
  const workspaces = scene.shown.map(id => ({
    id,
    name: `Workspace ${id}`,
    members: users.filter(one => one.ids.includes(id)).map(one => one.body),
    invites: invited
      .filter(one => one.ids.includes(id) && one.embedded !== "not")
      .map(one => inviteOf(one, one.embedded === "with-another" ? `${id} of ` : "", self.id)),
  }));
  const unreadable = Array.from({ length: scene.unreadable }, () => ({}));
  return {
    at: "2100-01-01T00:00:00.000Z",
    me: { ...self, organizationId: "kwob3J", ...(scene.isOwnerShown && { organizationOwner: owner }) },
    workspaces,
    total: scene.total,
    users: [...users.filter(listed).map(one => one.body), ...unreadable],
    invites: invited.filter(listed).map(one => inviteOf(one, "", self.id)),
  };
}

function userOf({ email, written, as, ids, isBlocked, hasTwoFactor, isUnlisted }: Named) {
  const body = {
    id: `user ${email}`,
    email: written,
    isBlocked,
    isDeleted: as === "deleted",
    hasTwoFactorEnabled: hasTwoFactor,
  };
  return { body, ids, isUnlisted };
}

function inviteOf({ email, written, createdAt, createdBy }: Named, before: string, self: string): object {
  const createdByUserId = createdBy === "self" ? self : createdBy;
  return { id: `${before}invite ${email}`, email: written, createdAt, createdByUserId };
}

type Named = TallyPerson & { readonly email: string; readonly written: string };

/** Returns the live data of a scene. */
export function observedIn(scene: Scene): Observed {
  return foldObserved(responsesOf(scene), toAsciiDomain);
}

/** Returns the desired people of a scene. */
export function desiredPeople({ draft }: Pick<Scene, "draft">): readonly DesiredPerson[] {
  return [...desiredOn(today, configFrom(filesOf(draft))).people.values()];
}

/** Returns each pair of person and workspace in live data. */
export function shownPairs(observed: Observed): readonly string[] {
  return [...observed.people.values()].flatMap(one =>
    [...new Set([...one.joined, ...one.pending])].map(id => pair(one.email, id)),
  );
}
