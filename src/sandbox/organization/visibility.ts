import type { Behavior } from "./behavior.ts";
import type { Invite, User, Workspace } from "./model.ts";

/** Returns the workspaces that a user sees. */
export function workspacesSeenBy(
  user: User,
  workspaces: readonly Workspace[],
  { visibleWorkspaces }: Behavior,
): readonly Workspace[] {
  if (visibleWorkspaces === "all") return workspaces;
  return workspaces.filter(workspace => workspace.memberIds.has(user.id));
}

/** Returns the invites that a user sees. */
export function invitesSeenBy(
  user: User,
  invites: readonly Invite[],
  { invitesListed }: Behavior,
): readonly Invite[] {
  if (invitesListed === "all") return invites;
  return invites.filter(invite => invite.createdByUserId === user.id);
}

/** Whether a user may read the organization's users and invites. */
export function canList(user: User, owner: User, { listing }: Behavior): boolean {
  switch (listing) {
    case "allowed":
      return true;
    case "owner-only":
      return user === owner;
    case "denied":
      return false;
  }
}
