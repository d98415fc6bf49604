import { type Email, emailOf, readAddress, type ToAscii } from "../values/address.ts";
import { readDay } from "../values/day.ts";
import { booleanAt, listAt, objectAt, stringAt } from "../values/untyped.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { MissingData, Observed, ObservedPerson } from "./observed.ts";

/** The raw responses of one check. The lists are known to be lists; their items aren't validated. */
export interface RawObservation {
  /** When the check began, by Tally's clock, as ISO 8601 in UTC. */
  readonly at: string;
  readonly me: unknown;
  readonly workspaces: readonly unknown[];
  /** The number of workspaces according to Tally, if it gives one. */
  readonly total: number | undefined;
  readonly invites: readonly unknown[];
  readonly users: readonly unknown[];
}

/**
 * Folds the responses of a check into live data. All fields except IDs and addresses are optional (tally-api.md,
 * section 1).
 */
export function foldObserved(raw: RawObservation, toAscii: ToAscii): Observed {
  return new ObservedFold(raw, toAscii).result();
}

/** The form of a workspace ID, which might be written to the state file. */
const workspaceId = /^[A-Za-z0-9_-]{1,64}$/;
const maxIdLength = 200;

interface PersonDraft {
  readonly email: Email;
  readonly written: string;
  name: string | undefined;
  userId: string | undefined;
  isBlocked: boolean;
  hasTwoFactor: boolean | undefined;
  readonly joined: Set<WorkspaceId>;
  readonly invites: Map<string, InviteDraft>;
}

interface InviteDraft {
  createdAt: string | undefined;
  createdBy: string | undefined;
  /** Whether the invite is in the list of the organization, rather than only in workspaces. */
  isListed: boolean;
  readonly workspaceIds: Set<WorkspaceId>;
}

class ObservedFold {
  readonly #raw: RawObservation;
  readonly #toAscii: ToAscii;
  readonly #people = new Map<Email, PersonDraft>();
  /**
   * `#people` by the address as Tally writes it, so that each is parsed only once: a person can be in many workspaces.
   */
  readonly #written = new Map<string, PersonDraft>();
  readonly #workspaces = new Map<WorkspaceId, string>();
  readonly #userIds = new Set<string>();
  readonly #deletedIds = new Set<string>();
  readonly #unlisted = { members: new Set<string>(), invites: new Set<string>() };
  #unreadable = 0;

  constructor(raw: RawObservation, toAscii: ToAscii) {
    this.#raw = raw;
    this.#toAscii = toAscii;
  }

  result(): Observed {
    const { me, users, invites, workspaces } = this.#raw;
    for (const user of users) this.#addUser(user);
    for (const invite of invites) this.#addInvite(invite, undefined);
    for (const workspace of workspaces) this.#addWorkspace(workspace);
    const owner = objectAt(me, "organizationOwner");
    const isOwnersKey = booleanAt(me, "isOrganizationOwner");
    const selfId = textIn(me, "id");
    const self = this.#emailIn(me) ?? this.#emailOfUser(selfId);
    return {
      at: this.#raw.at,
      organization: textIn(me, "organizationId") ?? textIn(owner, "organizationId"),
      self,
      selfId,
      owner:
        this.#emailIn(owner) ?? this.#emailOfUser(textIn(owner, "id")) ?? (isOwnersKey ? self : undefined),
      isOwnersKey: isOwnersKey ?? sameId(textIn(owner, "id"), selfId),
      workspaces: this.#workspaces,
      people: new Map([...this.#people].map(([email, draft]) => [email, personOf(draft)])),
      missing: this.#missingData(),
    };
  }

  #addUser(user: unknown): void {
    const id = idIn(user);
    const written = textIn(user, "email");
    if (id !== undefined && booleanAt(user, "isDeleted")) {
      this.#deletedIds.add(id);
      return;
    }
    if (id === undefined || written === undefined) {
      this.#unreadable += 1;
      return;
    }
    this.#userIds.add(id);
    this.#setUser(user, id, written);
  }

  #setUser(user: unknown, id: string, written: string): PersonDraft {
    const person = this.#personAt(written);
    person.userId ??= id;
    person.name ??= nameIn(user);
    person.isBlocked ||= booleanAt(user, "isBlocked") ?? false;
    person.hasTwoFactor ??= booleanAt(user, "hasTwoFactorEnabled");
    return person;
  }

  #addWorkspace(workspace: unknown): void {
    const id = idIn(workspace) as WorkspaceId | undefined;
    if (id === undefined || !workspaceId.test(id)) {
      this.#unreadable += 1;
      return;
    }
    this.#workspaces.set(id, textIn(workspace, "name") ?? "");
    for (const member of listAt(workspace, "members")) this.#addMember(member, id);
    for (const invite of listAt(workspace, "invites")) this.#addInvite(invite, id);
  }

  #addMember(member: unknown, workspaceId: WorkspaceId): void {
    const id = idIn(member);
    const written = textIn(member, "email");
    if (booleanAt(member, "isDeleted") || (id !== undefined && this.#deletedIds.has(id))) return;
    if (id === undefined || written === undefined) {
      this.#unreadable += 1;
      return;
    }
    if (!this.#userIds.has(id)) this.#unlisted.members.add(id);
    this.#setUser(member, id, written).joined.add(workspaceId);
  }

  #addInvite(invite: unknown, embeddedIn: WorkspaceId | undefined): void {
    const id = idIn(invite);
    const written = textIn(invite, "email");
    if (id === undefined || written === undefined) {
      this.#unreadable += 1;
      return;
    }
    const person = this.#personAt(written);
    const known = person.invites.get(id);
    const draft: InviteDraft = known ?? {
      createdAt: undefined,
      createdBy: undefined,
      isListed: embeddedIn === undefined,
      workspaceIds: new Set(),
    };
    person.invites.set(id, draft);
    draft.createdAt ??= timeIn(invite, "createdAt");
    draft.createdBy ??= textIn(invite, "createdByUserId");
    for (const one of listAt(invite, "workspaceIds"))
      if (typeof one === "string" && workspaceId.test(one)) draft.workspaceIds.add(one as WorkspaceId);
    if (embeddedIn !== undefined) draft.workspaceIds.add(embeddedIn);
  }

  #personAt(written: string): PersonDraft {
    const known = this.#written.get(written);
    if (known) return known;
    const email = this.#keyOf(written);
    const draft = this.#people.get(email) ?? draftOf(email, written);
    this.#people.set(email, draft);
    this.#written.set(written, draft);
    return draft;
  }

  #emailIn(user: unknown): Email | undefined {
    const written = textIn(user, "email");
    return written === undefined ? undefined : this.#keyOf(written);
  }

  #emailOfUser(id: string | undefined): Email | undefined {
    return id === undefined ? undefined : [...this.#people.values()].find(one => one.userId === id)?.email;
  }

  /**
   * Returns the key of an address. Tally might have one that is invalid in members.yaml, which becomes a key as well.
   */
  #keyOf(written: string): Email {
    const reading = readAddress(written, this.#toAscii);
    return reading.ok ? reading.value.email : emailOf(written.trim());
  }

  #missingData(): readonly MissingData[] {
    const { total } = this.#raw;
    const read = this.#workspaces.size;
    for (const { invites } of this.#people.values()) {
      const isMerged = [...invites.values()].some(one => one.isListed && one.workspaceIds.size === 0);
      for (const [id, one] of invites) if (!one.isListed && !isMerged) this.#unlisted.invites.add(id);
    }
    const { members, invites } = this.#unlisted;
    return [
      ...(total !== undefined && total !== read ? [{ data: "workspaces", read, total } as const] : []),
      ...(members.size > 0 ? [{ data: "members", count: members.size } as const] : []),
      ...(invites.size > 0 ? [{ data: "invites", count: invites.size } as const] : []),
      ...(this.#unreadable > 0 ? [{ data: "unreadable", count: this.#unreadable } as const] : []),
    ];
  }
}

function draftOf(email: Email, written: string): PersonDraft {
  return {
    email,
    written: written.trim(),
    name: undefined,
    userId: undefined,
    isBlocked: false,
    hasTwoFactor: undefined,
    joined: new Set(),
    invites: new Map(),
  };
}

function personOf({ joined, invites, ...draft }: PersonDraft): ObservedPerson {
  const all = [...invites].sort(([a], [b]) => (a < b ? -1 : 1));
  // An invite might have one ID in the organization's list and another in a workspace. Use the list's ID to cancel it.
  const listed = all.filter(([, one]) => one.isListed);
  const unlisted = all.filter(([, one]) => !one.isListed);
  const isMerged = unlisted.length > 0;
  const cancellable = listed.length > 0 ? listed : unlisted;
  return {
    ...draft,
    joined: [...joined].sort(),
    pending: [...new Set(all.flatMap(([, one]) => [...one.workspaceIds]))].sort(),
    invites: cancellable.map(([id, { createdAt, createdBy }]) => ({ id, createdAt, createdBy })),
    hasUnknownInvite: !isMerged && listed.some(([, one]) => one.workspaceIds.size === 0),
  };
}

function nameIn(user: unknown): string | undefined {
  const parts = [textIn(user, "firstName"), textIn(user, "lastName")].filter(part => part !== undefined);
  return textIn(user, "fullName") ?? (parts.length > 0 ? parts.join(" ") : undefined);
}

function idIn(value: unknown): string | undefined {
  const id = textIn(value, "id");
  // IDs become parts of a URL: "." and ".." would change the path, and a lone surrogate can't be encoded.
  return id !== undefined && id.length <= maxIdLength && /^(?!\.{1,2}$)\P{Cs}+$/u.test(id) ? id : undefined;
}

/** Returns the text at a key, unless it is blank. */
function textIn(value: unknown, key: string): string | undefined {
  const inner = stringAt(value, key);
  return inner?.trim() ? inner : undefined;
}

/** Returns the time at a key if it begins with a valid date in ISO 8601. */
function timeIn(value: unknown, key: string): string | undefined {
  const time = textIn(value, key);
  return time !== undefined && readDay(time.slice(0, 10)) ? time : undefined;
}

function sameId(one: string | undefined, other: string | undefined): boolean | undefined {
  return one === undefined || other === undefined ? undefined : one === other;
}
