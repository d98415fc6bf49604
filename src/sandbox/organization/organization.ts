import type { Behavior, PendingAgain } from "./behavior.ts";
import { includesAddress, isSameAddress, looksLikeAddress, nameIn } from "./email-address.ts";
import type {
  ErrorResponse,
  Invite,
  InviteRequest,
  Membership,
  SentEmail,
  User,
  Workspace,
} from "./model.ts";
import type { InviteSeed, OrganizationSeed, PersonSeed, WorkspaceSeed } from "./seed.ts";
import { workspacesSeenBy } from "./visibility.ts";

/** An organization in memory. All changes are synchronous. Addresses are compared ignoring case. */
export class Organization {
  readonly id: string;
  readonly plan: "FREE" | "PRO" | "BUSINESS";
  readonly behavior: Behavior;
  readonly owner: User;
  readonly users: User[] = [];
  readonly workspaces: Workspace[] = [];
  readonly invites: Invite[] = [];
  /** One entry for each invitation email, in order. */
  readonly sentEmails: SentEmail[] = [];
  readonly #keyUserId: string;
  readonly #now: () => number;
  #usersMade = 0;
  #invitesMade = 0;

  constructor(seed: OrganizationSeed, behavior: Behavior, now: () => number) {
    this.id = seed.organization;
    this.plan = seed.plan ?? "PRO";
    this.behavior = behavior;
    this.#now = now;
    this.owner = this.#join(seed.owner);
    for (const person of seed.people ?? []) this.#join(person);
    for (const workspace of seed.workspaces) this.#openWorkspace(workspace);
    const keyUser = this.#memberNamed(seed.keyUser ?? seed.owner.email);
    this.#keyUserId = keyUser.id;
    for (const workspace of seed.workspaces) {
      for (const invite of workspace.invites ?? []) this.#seedInvite(invite, workspace.id, keyUser);
    }
  }

  /** Returns the user of the API key, or undefined if the user was removed, which makes the key invalid. */
  keyUser(): User | undefined {
    return this.users.find(user => user.id === this.#keyUserId);
  }

  userByEmail(email: string): User | undefined {
    return this.users.find(user => isSameAddress(user.email, email));
  }

  /** Grants each address each workspace. Members get access at once, and everyone else becomes pending and gets an email. */
  invite(request: InviteRequest, by: User): ErrorResponse | undefined {
    const { alsoMalformed, malformedAddress, unknownWorkspace } = this.behavior;
    if (this.plan === "FREE") return { status: 403, message: "A Pro subscription is required" };
    const seen = new Set(workspacesSeenBy(by, this.workspaces, this.behavior).map(({ id }) => id));
    if (!request.workspaceIds.every(id => seen.has(id))) {
      return { status: unknownWorkspace, message: "Workspace not found" };
    }
    const addresses = request.emails.split(/[,;]/);
    const wellFormed = addresses.filter(
      address => looksLikeAddress(address) && !includesAddress(alsoMalformed, address),
    );
    const isBad = malformedAddress !== "skipped" && wellFormed.length < addresses.length;
    const malformed = { status: 400, message: '"emails" must contain valid email addresses' } as const;
    if (isBad && malformedAddress === "rejects-all") return malformed;
    const rejected = addresses.flatMap(address => this.behavior.rejectedAddresses[address] ?? []);
    if (rejected[0] !== undefined) return { status: rejected[0], message: "This email address is rejected" };
    if (wellFormed.some(address => this.#ifPending(address, request.workspaceIds) === "rejected")) {
      return { status: 400, message: "An invitation is pending already" };
    }
    for (const address of wellFormed) this.#grant(address, request.workspaceIds, by);
    return isBad ? { ...malformed, hasEffect: true } : undefined;
  }

  /** Cancels an invite. Returns the same 403 for an invite that doesn't exist and for another user's invite. */
  cancelInvite(inviteId: string, by: User): ErrorResponse | undefined {
    const invite = this.invites.find(({ id }) => id === inviteId);
    const owns = by === this.owner && this.behavior.mayCancel === "creator-or-owner";
    if (!invite || (invite.createdByUserId !== by.id && !owns)) return { status: 403, message: "Forbidden" };
    this.#dropInvites(other => other === invite);
    return undefined;
  }

  /** Removes a user from the organization and all its workspaces. Returns 403 instead of 404 if the user isn't in it. */
  removeUser(userId: string, by: User): ErrorResponse | undefined {
    const user = this.users.find(({ id }) => id === userId);
    if (!user || (by !== this.owner && by !== user)) return { status: 403, message: "Forbidden" };
    this.#dropUser(user);
    return undefined;
  }

  /** Does what Tally does if a person follows the link in the email: every invite of the address becomes a membership. */
  accept(email: string): void {
    const accepted = this.#pendingFor(email);
    const [first] = accepted;
    if (!first) throw new Error(`nothing is pending for ${email}`);
    const granted = accepted.flatMap(invite => [...invite.workspaceIds]);
    this.#enter(this.#join({ email: first.email }), granted);
    this.#dropInvites(invite => accepted.includes(invite));
  }

  /** Does what Tally does if a person leaves or declines: they are neither a member nor pending anymore. */
  leave(email: string): void {
    const user = this.userByEmail(email);
    if (user) this.#dropUser(user);
    this.#dropInvites(invite => isSameAddress(invite.email, email));
  }

  /** Removes a person from one workspace, as the owner can in the web app. The person stays in the organization (documented). */
  removeFromWorkspace(email: string, workspaceId: string): void {
    const user = this.userByEmail(email);
    const workspace = this.workspaces.find(({ id }) => id === workspaceId);
    if (!user || !workspace?.memberIds.delete(user.id)) throw new Error(`${email} is not in ${workspaceId}`);
    workspace.updatedAt = this.#now();
  }

  /** Moves a workspace to the trash. It is no longer listed, but invites still name it. */
  deleteWorkspace(workspaceId: string): void {
    const index = this.workspaces.findIndex(({ id }) => id === workspaceId);
    if (index < 0) throw new Error(`there is no workspace ${workspaceId}`);
    this.workspaces.splice(index, 1);
  }

  /** Returns the current members and invites of each workspace, in a form that can be compared. */
  memberships(): readonly Membership[] {
    return this.workspaces.map(({ id, memberIds }) => ({
      id,
      members: this.users.flatMap(user => (memberIds.has(user.id) ? [user.email] : [])).sort(),
      invites: this.invites.flatMap(invite => (invite.workspaceIds.has(id) ? [invite.email] : [])).sort(),
    }));
  }

  #grant(email: string, workspaceIds: readonly string[], by: User): void {
    const member = this.userByEmail(email);
    if (member) {
      this.#enter(member, workspaceIds);
      return;
    }
    if (includesAddress(this.behavior.acceptedButHidden, email)) return;
    const ifPending = this.#ifPending(email, workspaceIds);
    const [pending] = this.#pendingFor(email);
    if (pending && ifPending !== "second-invite") {
      for (const id of workspaceIds) pending.workspaceIds.add(id);
      pending.updatedAt = this.#now();
    } else this.#addPending(email, workspaceIds, by, this.#now());
    if (ifPending !== "merged-silently") this.sentEmails.push({ email, workspaceIds });
  }

  #addPending(email: string, workspaceIds: readonly string[], by: User, at: number): void {
    const id = numbered("inv", ++this.#invitesMade);
    const times = { createdAt: at, updatedAt: at };
    this.invites.push({ id, email, workspaceIds: new Set(workspaceIds), createdByUserId: by.id, ...times });
  }

  #join({ email, name = nameIn(email), joinedAt, ...flags }: PersonSeed): User {
    const known = this.userByEmail(email);
    if (known) return known;
    const { isDeleted = false, isBlocked = false, hasTwoFactor = false } = flags;
    const times = { createdAt: this.#timeIn(joinedAt), updatedAt: this.#now() };
    const id = numbered("usr", ++this.#usersMade);
    const user: User = { id, email, name, isDeleted, isBlocked, hasTwoFactor, ...times };
    this.users.push(user);
    return user;
  }

  #openWorkspace({ id, name, members = [] }: WorkspaceSeed): void {
    const now = this.#now();
    const memberIds = new Set(members.map(email => this.#join({ email }).id));
    const times = { createdAt: now, updatedAt: now };
    this.workspaces.push({ id, name, memberIds, createdByUserId: this.owner.id, ...times });
  }

  #seedInvite(invite: string | InviteSeed, workspaceId: string, keyUser: User): void {
    const { email, createdBy, invitedAt }: InviteSeed =
      typeof invite === "string" ? { email: invite } : invite;
    const creator = createdBy === undefined ? keyUser : this.#memberNamed(createdBy);
    const own = this.#pendingFor(email).find(other => other.createdByUserId === creator.id);
    if (own) own.workspaceIds.add(workspaceId);
    else this.#addPending(email, [workspaceId], creator, this.#timeIn(invitedAt));
  }

  /** Returns a time of the seed in milliseconds since 1970. Default: now. */
  #timeIn(text: string | undefined): number {
    const time = text === undefined ? this.#now() : Date.parse(text);
    if (Number.isNaN(time)) throw new Error(`the seed has the invalid time ${text}`);
    return time;
  }

  #memberNamed(email: string): User {
    const user = this.userByEmail(email);
    if (!user) throw new Error(`the seed names ${email}, who is not a member of the organization`);
    return user;
  }

  #enter(user: User, workspaceIds: readonly string[]): void {
    for (const workspace of this.workspaces) {
      if (!workspaceIds.includes(workspace.id) || workspace.memberIds.has(user.id)) continue;
      workspace.memberIds.add(user.id);
      workspace.updatedAt = this.#now();
    }
  }

  #pendingFor(email: string): readonly Invite[] {
    return this.invites.filter(invite => isSameAddress(invite.email, email));
  }

  /** Returns what happens if an address that has a pending invite is invited again, or undefined if it has none. */
  #ifPending(email: string, workspaceIds: readonly string[]): PendingAgain | undefined {
    const pending = this.#pendingFor(email);
    if (pending.length === 0) return undefined;
    const { pendingAgain, pendingWithNewWorkspaces = pendingAgain } = this.behavior;
    const isCovered = (id: string) => pending.some(invite => invite.workspaceIds.has(id));
    return workspaceIds.every(isCovered) ? pendingAgain : pendingWithNewWorkspaces;
  }

  #dropUser(user: User): void {
    this.users.splice(this.users.indexOf(user), 1);
    for (const workspace of this.workspaces) workspace.memberIds.delete(user.id);
  }

  #dropInvites(isDropped: (invite: Invite) => boolean): void {
    this.invites.splice(0, this.invites.length, ...this.invites.filter(invite => !isDropped(invite)));
  }
}

/** Returns an ID such as `usr001`. All observed IDs have six characters. */
function numbered(prefix: string, count: number): string {
  return `${prefix}${String(count).padStart(3, "0")}`;
}
