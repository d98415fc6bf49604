import { grantsInTally, type Observed, type ObservedPerson } from "../tally/observed.ts";
import { compareText } from "../text/compare.ts";
import { type AddressProblem, type Email, readAddress, type ToAscii } from "../values/address.ts";
import { type Day, dayOf, readDay } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import { groupMembers } from "./groups.ts";
import type { MemberNotes, MembersDraft, OmittedReason, PersonDraft } from "./model.ts";
import { fullNameOf } from "./names.ts";

/** The input of an import. */
export interface ImportInput {
  readonly organization: string;
  readonly observed: Observed;
  /** The name under which each workspace is declared. */
  readonly workspaces: ReadonlyMap<WorkspaceId, string>;
  /** The people to import. Default: everyone that Tally shows. */
  readonly listed?: readonly PersonDraft[] | undefined;
  readonly toAscii: ToAscii;
}

/** Drafts the members.yaml of an organization, or of a list of people in it. */
export function draftImport(input: ImportInput): MembersDraft {
  const { organization, observed, workspaces, listed, toAscii } = input;
  const rank = new Map([...workspaces.keys()].map((id, index) => [id, index]));
  const rankOf = (id: WorkspaceId) => rank.get(id) ?? rank.size;
  const named = (ids: Iterable<WorkspaceId>) =>
    [...new Set(ids)].filter(id => rank.has(id)).sort((a, b) => rankOf(a) - rankOf(b));
  const people = [...observed.people.values()].map(person => {
    const shown = [...grantsInTally(person)];
    return { person, shown, ids: named(shown), reading: readAddress(person.written, toAscii) };
  });
  const members = listed
    ? listed.map(one => ({ ...one, workspaceIds: named(one.workspaceIds) }))
    : people.flatMap(({ person: { email, written, name }, ids, reading }) =>
        reading.ok && ids.length > 0
          ? [
              {
                email,
                written,
                name: fullNameOf(name),
                workspaceIds: ids,
                expires: undefined,
                note: undefined,
              },
            ]
          : [],
      );
  const omitted = people.flatMap(({ person, shown, ids, reading }) => {
    const { written, name } = person;
    const unlisted = shown.filter(id => !rank.has(id)).sort();
    const reasons = reading.ok ? reasonsFor(person, ids, unlisted) : [addressReason(reading.problem)];
    return reasons.map(reason => ({ written, name: fullNameOf(name), reason }));
  });
  const owner = observed.owner === undefined ? undefined : ownerIn(observed, observed.owner);
  return {
    organization,
    workspaces,
    groups: groupMembers(members, workspaces),
    members: members
      .map(member => ({ ...member, notes: notesOf(member.email, observed) }))
      .sort((a, b) => compareText(a.email, b.email)),
    protected: owner !== undefined && readAddress(owner, toAscii).ok ? [owner] : [],
    omitted: listed ? [] : omitted.sort((a, b) => compareText(a.written, b.written)),
  };
}

function addressReason(problem: AddressProblem): OmittedReason {
  return { reason: "address", problem };
}

/** Returns why a person can't be imported with all of their access. */
function reasonsFor(
  person: ObservedPerson,
  ids: readonly WorkspaceId[],
  unlisted: readonly WorkspaceId[],
): readonly OmittedReason[] {
  const reasons: readonly OmittedReason[] = [
    ...(unlisted.length > 0 ? [{ reason: "unlisted", workspaceIds: unlisted } as const] : []),
    ...(person.hasUnknownInvite ? [{ reason: "unknown-invite", since: lastInvited(person) } as const] : []),
  ];
  return reasons.length === 0 && ids.length === 0 ? [{ reason: "no-workspace" }] : reasons;
}

function notesOf(email: Email, { owner, people }: Observed): MemberNotes {
  const person = people.get(email);
  return {
    isOwner: email === owner,
    isBlocked: person?.isBlocked ?? false,
    pending: person && person.invites.length > 0 ? { since: lastInvited(person) } : undefined,
  };
}

function lastInvited({ invites }: ObservedPerson): Day | undefined {
  const days = invites.flatMap(({ createdAt }) => readDay(dayOf(createdAt ?? "")) ?? []);
  return days.sort().at(-1);
}

function ownerIn({ people }: Observed, owner: Email): string {
  return people.get(owner)?.written ?? owner;
}
