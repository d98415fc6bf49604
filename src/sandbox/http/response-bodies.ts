import type { DelayedItem } from "../organization/delayed-lists.ts";
import type { Invite, User, Workspace } from "../organization/model.ts";
import type { Organization } from "../organization/organization.ts";

/** A user as lists show one: with the keys seen in recordings, and without the documented `subscriptionPlan` [O]. */
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

/** The key's user, with what only `GET /users/me` says [O]. */
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

/** A workspace with those of the listed people who are its members, and those of the listed invites that are to it. */
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

/** A pending invite as workspaces show it: its `workspaceIds` is what the organization's list lacks [D]. */
function embeddedInviteBody(invite: Invite, organization: Organization): object {
  const { id, workspaceIds, createdByUserId } = invite;
  const documented = { id, email: addressShown(invite, organization), workspaceIds: [...workspaceIds] };
  if (organization.behavior.embeddedInvites === "documented") return documented;
  return { ...documented, createdByUserId, ...timesOf(invite) };
}

/** A pending invite as the organization's list shows it: no workspaces, no creator [D]. */
export function organizationInviteBody(invite: Invite, organization: Organization): object {
  const email = addressShown(invite, organization);
  return { id: invite.id, organizationId: organization.id, email, ...timesOf(invite) };
}

function addressShown({ email }: { readonly email: string }, { behavior }: Organization): string {
  return behavior.caseOfAddresses === "lower" ? email.toLowerCase() : email;
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
