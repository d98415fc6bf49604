import { includesAddress, isSameAddress, looksLikeAddress, nameIn } from "./address.ts";
import type { Behaviour } from "./behaviour.ts";
import type { Invite, InviteRequest, Membership, Refusal, SentEmail, User, Workspace } from "./records.ts";
import type { InviteSeed, OrganizationSeed, PersonSeed, WorkspaceSeed } from "./seed.ts";

/** The organization in memory. Every effect is synchronous; addresses are compared without regard to case. */
export class Organization {
  readonly id: string;
  readonly plan: "FREE" | "PRO" | "BUSINESS";
  readonly owner: User;
  readonly users: User[] = [];
  readonly workspaces: Workspace[] = [];
  readonly invites: Invite[] = [];
  /** One entry for each invitation email, in order. */
  readonly sentEmails: SentEmail[] = [];
  readonly #keyUserId: string;
  readonly #behaviour: Behaviour;
  readonly #now: () => number;
  #usersMade = 0;
  #invitesMade = 0;

  constructor(seed: OrganizationSeed, behaviour: Behaviour, now: () => number) {
    this.id = seed.organization;
    this.plan = seed.plan ?? "PRO";
    this.#behaviour = behaviour;
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

  /** The user of the API key; nobody once that user has been removed, because then the key is dead. */
  keyUser(): User | undefined {
    return this.users.find(user => user.id === this.#keyUserId);
  }

  userByEmail(email: string): User | undefined {
    return this.users.find(user => isSameAddress(user.email, email));
  }

  workspacesSeenBy(user: User): readonly Workspace[] {
    if (this.#behaviour.visibleWorkspaces === "all") return this.workspaces;
    return this.workspaces.filter(workspace => workspace.memberIds.has(user.id));
  }

  /** Gives every address every workspace: members get it at once, everybody else becomes pending and gets an email. */
  invite(request: InviteRequest, by: User): Refusal | undefined {
    const { alsoMalformed, malformedAddress, pendingAgain, unknownWorkspace } = this.#behaviour;
    if (this.plan === "FREE") return { status: 403, message: "A Pro subscription is required" };
    const seen = new Set(this.workspacesSeenBy(by).map(workspace => workspace.id));
    if (!request.workspaceIds.every(id => seen.has(id))) {
      return { status: unknownWorkspace, message: "Workspace not found" };
    }
    const addresses = request.emails.split(/[,;]/);
    const wellFormed = addresses.filter(
      address => looksLikeAddress(address) && !includesAddress(alsoMalformed, address),
    );
    if (malformedAddress === "refuses-all" && wellFormed.length < addresses.length) {
      return { status: 400, message: '"emails" must contain valid email addresses' };
    }
    if (pendingAgain === "refused" && wellFormed.some(address => this.#pendingFor(address))) {
      return { status: 400, message: "An invitation is pending already" };
    }
    for (const address of wellFormed) this.#grant(address, request.workspaceIds, by);
    return undefined;
  }

  /** Withdraws an invite. One that does not exist and one that is somebody else's get the same 403. */
  cancelInvite(inviteId: string, by: User): Refusal | undefined {
    const invite = this.invites.find(({ id }) => id === inviteId);
    const owns = by === this.owner && this.#behaviour.mayCancel === "creator-or-owner";
    if (!invite || (invite.createdByUserId !== by.id && !owns)) return { status: 403, message: "Forbidden" };
    this.#dropInvites(other => other === invite);
    return undefined;
  }

  /** Takes a user out of the organization and all its workspaces. A user who is not in it gets a 403, not a 404. */
  removeUser(userId: string, by: User): Refusal | undefined {
    const user = this.users.find(({ id }) => id === userId);
    if (!user || (by !== this.owner && by !== user)) return { status: 403, message: "Forbidden" };
    this.#dropUser(user);
    return undefined;
  }

  /** What the person does who follows the link in the email: every invite of the address becomes membership. */
  accept(email: string): void {
    const accepted = this.invites.filter(invite => isSameAddress(invite.email, email));
    const [first] = accepted;
    if (!first) throw new Error(`nothing is pending for ${email}`);
    const granted = accepted.flatMap(invite => [...invite.workspaceIds]);
    this.#enter(this.#join({ email: first.email }), granted);
    this.#dropInvites(invite => accepted.includes(invite));
  }

  /** What a person does who leaves or declines: neither member nor pending afterwards. */
  leave(email: string): void {
    const user = this.userByEmail(email);
    if (user) this.#dropUser(user);
    this.#dropInvites(invite => isSameAddress(invite.email, email));
  }

  /** Who is where now, workspace by workspace, to compare. */
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
    if (includesAddress(this.#behaviour.notTakenUp, email)) return;
    const { pendingAgain } = this.#behaviour;
    const pending = this.#pendingFor(email);
    this.#addPending(email, workspaceIds, by, pendingAgain === "second-invite" ? undefined : pending);
    if (pending && pendingAgain === "merged-silently") return;
    this.sentEmails.push({ email, workspaceIds });
  }

  #addPending(email: string, workspaceIds: readonly string[], by: User, into: Invite | undefined): void {
    const now = this.#now();
    if (into) {
      for (const id of workspaceIds) into.workspaceIds.add(id);
      into.updatedAt = now;
      return;
    }
    const id = numbered("inv", ++this.#invitesMade);
    const times = { createdAt: now, updatedAt: now };
    this.invites.push({ id, email, workspaceIds: new Set(workspaceIds), createdByUserId: by.id, ...times });
  }

  #join({ email, name = nameIn(email), isDeleted = false, isBlocked = false }: PersonSeed): User {
    const known = this.userByEmail(email);
    if (known) return known;
    const now = this.#now();
    const id = numbered("usr", ++this.#usersMade);
    const user: User = { id, email, name, isDeleted, isBlocked, createdAt: now, updatedAt: now };
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
    const { email, createdBy } =
      typeof invite === "string" ? { email: invite, createdBy: keyUser.email } : invite;
    const creator = this.#memberNamed(createdBy);
    const own = this.invites.find(
      other => isSameAddress(other.email, email) && other.createdByUserId === creator.id,
    );
    this.#addPending(email, [workspaceId], creator, own);
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

  #pendingFor(email: string): Invite | undefined {
    return this.invites.find(invite => isSameAddress(invite.email, email));
  }

  #dropUser(user: User): void {
    this.users.splice(this.users.indexOf(user), 1);
    for (const workspace of this.workspaces) workspace.memberIds.delete(user.id);
  }

  #dropInvites(isDropped: (invite: Invite) => boolean): void {
    this.invites.splice(0, this.invites.length, ...this.invites.filter(invite => !isDropped(invite)));
  }
}

/** `usr001`: six characters, as every sample of an id has [O]. */
function numbered(prefix: string, count: number): string {
  return `${prefix}${String(count).padStart(3, "0")}`;
}
