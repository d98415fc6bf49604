/** The data that the sandbox starts with. Plain data, so that it can be in a `tally.json`. */
export interface OrganizationSeed {
  /** ID of the organization. */
  readonly organization: string;
  readonly owner: PersonSeed;
  /** The email address that belongs to the API key. Default: the owner. */
  readonly keyUser?: string;
  /** Default: `PRO`. */
  readonly plan?: "FREE" | "PRO" | "BUSINESS";
  /** Members of the organization who are in no workspace, or who have more properties than an address. */
  readonly people?: readonly PersonSeed[];
  readonly workspaces: readonly WorkspaceSeed[];
}

/** An account of the organization. */
export interface PersonSeed {
  readonly email: string;
  /** Default: derived from the address. */
  readonly name?: string;
  readonly isDeleted?: boolean;
  readonly isBlocked?: boolean;
  readonly hasTwoFactor?: boolean;
  /** When the account was created, as ISO 8601. Default: when the sandbox starts. */
  readonly joinedAt?: string;
}

/** A workspace, its members, and its pending invites. */
export interface WorkspaceSeed {
  readonly id: string;
  readonly name: string;
  /** Addresses of people, who are also members of the organization. */
  readonly members?: readonly string[];
  /** An address alone is an invite from the key's user. The same address in two workspaces is one invite to both. */
  readonly invites?: readonly (string | InviteSeed)[];
}

/** A pending invite with more properties than an address. They count only where the address is listed first. */
export interface InviteSeed {
  readonly email: string;
  /** The sender's email address. Default: the key's user. */
  readonly createdBy?: string;
  /** As ISO 8601. Default: when the sandbox starts. */
  readonly invitedAt?: string;
}

/** An owner, who has the API key and is the only member of three workspaces. */
export const defaultSeed: OrganizationSeed = {
  organization: "kwob3J",
  owner: { email: "owner@example.com" },
  workspaces: [
    { id: "wLDNPp", name: "marketing", members: ["owner@example.com"] },
    { id: "npe1DB", name: "research", members: ["owner@example.com"] },
    { id: "31Wy9l", name: "support", members: ["owner@example.com"] },
  ],
};
