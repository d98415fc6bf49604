import type { Organization } from "./organization.ts";
import type { Invite, User, Workspace } from "./records.ts";

/** A user as lists show one: with the keys seen in recordings, and without the documented `subscriptionPlan` [O]. */
export function userBody(user: User, organization: Organization): object {
  const [firstName, ...rest] = user.name.split(" ");
  return {
    id: user.id,
    firstName,
    lastName: rest.join(" "),
    fullName: user.name,
    email: user.email,
    avatarUrl: "",
    organizationId: organization.id,
    isDeleted: user.isDeleted,
    isBlocked: user.isBlocked,
    hasTwoFactorEnabled: false,
    timezone: "Etc/UTC",
    isUnknownDeviceVerificationDisabled: false,
    ssoIsConnectedWithGoogle: false,
    ssoIsConnectedWithApple: false,
    hasPasswordSet: true,
    authenticationMethodsCount: 1,
    emailDomain: null,
    ...timesOf(user),
  };
}

/** The key's user, with what only `GET /users/me` says [O]. */
export function currentUserBody(user: User, organization: Organization): object {
  return {
    ...userBody(user, organization),
    subscriptionPlan: organization.plan,
    isOrganizationOwner: user === organization.owner,
    organizationOwner: userBody(organization.owner, organization),
    canAccessBilling: user === organization.owner,
    hasPendingSubscriptionCancellation: false,
    hasAccess: true,
    excessUsage: null,
  };
}

/** A workspace with its members and its pending invites, whose `workspaceIds` is what the organization's list lacks [D]. */
export function workspaceBody(workspace: Workspace, organization: Organization): object {
  const members = organization.users.filter(user => workspace.memberIds.has(user.id));
  const invites = organization.invites.filter(invite => invite.workspaceIds.has(workspace.id));
  return {
    id: workspace.id,
    name: workspace.name,
    members: members.map(user => userBody(user, organization)),
    invites: invites.map(({ id, email, workspaceIds }) => ({ id, email, workspaceIds: [...workspaceIds] })),
    createdByUserId: workspace.createdByUserId,
    ...timesOf(workspace),
  };
}

/** A pending invite as the organization's list shows it: no workspaces, no creator [D]. */
export function organizationInviteBody(invite: Invite, organization: Organization): object {
  return { id: invite.id, organizationId: organization.id, email: invite.email, ...timesOf(invite) };
}

function timesOf({
  createdAt,
  updatedAt,
}: {
  readonly createdAt: number;
  readonly updatedAt: number;
}): object {
  return { createdAt: new Date(createdAt).toISOString(), updatedAt: new Date(updatedAt).toISOString() };
}
