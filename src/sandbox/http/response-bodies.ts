import type { DelayedItem } from "../organization/delayed-lists.ts";
import type { Invite, User, Workspace } from "../organization/model.ts";
import type { Organization } from "../organization/organization.ts";

/** Returns a user as lists show it: with the keys in recorded traffic, which lack the documented `subscriptionPlan`. */
export function userBody(user: User, organization: Organization): object {
  const [firstName, ...rest] = user.name.split(" ");
  return {
    id: user.id,
    firstName,
    lastName: rest.join(" "),
    fullName: user.name,
    email: addressShown(user, organization),
    avatarUrl: "",
    organizationId: organization.id,
    isDeleted: user.isDeleted,
    isBlocked: user.isBlocked,
    hasTwoFactorEnabled: user.hasTwoFactor,
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

/** Returns the key's user, with the keys that only `GET /users/me` has (observed). */
export function currentUserBody(user: User, organization: Organization): object {
  const ownership = {
    isOrganizationOwner: user === organization.owner,
    organizationOwner: userBody(organization.owner, organization),
  };
  return {
    ...userBody(user, organization),
    subscriptionPlan: organization.plan,
    ...(organization.behavior.ownerShown && ownership),
    canAccessBilling: user === organization.owner,
    hasPendingSubscriptionCancellation: false,
    hasAccess: true,
    excessUsage: null,
  };
}

/** Returns a workspace with its members and invites, as far as they are listed. */
export function workspaceBody(workspace: Workspace, listed: DelayedItem, organization: Organization): object {
  const members = listed.users.filter(user => workspace.memberIds.has(user.id));
  const shown = organization.behavior.invitesEmbedded ? listed.invites : [];
  const invites = shown.filter(invite => invite.workspaceIds.has(workspace.id));
  return {
    id: workspace.id,
    name: workspace.name,
    members: members.map(user => userBody(user, organization)),
    invites: invites.map(invite => embeddedInviteBody(invite, organization)),
    createdByUserId: workspace.createdByUserId,
    ...timesOf(workspace),
  };
}

/** Returns a pending invite as workspaces show it. The organization's list lacks its `workspaceIds` (documented). */
function embeddedInviteBody(invite: Invite, organization: Organization): object {
  const { id, workspaceIds, createdByUserId } = invite;
  const documented = { id, email: addressShown(invite, organization), workspaceIds: [...workspaceIds] };
  if (organization.behavior.embeddedInvites === "documented") return documented;
  return { ...documented, createdByUserId, ...timesOf(invite) };
}

/** Returns a pending invite as the organization's list shows it: without workspaces and creator (documented). */
export function organizationInviteBody(invite: Invite, organization: Organization): object {
  const email = addressShown(invite, organization);
  return { id: invite.id, organizationId: organization.id, email, ...timesOf(invite) };
}

function addressShown({ email }: { readonly email: string }, { behavior }: Organization): string {
  return behavior.addressCase === "lower" ? email.toLowerCase() : email;
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
