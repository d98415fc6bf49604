/** What an embedded organization starts from: plain data, as a `tally.json` may hold it. */
export interface OrganizationSeed {
  /** Id of the organization. */
  readonly organization: string;
  readonly owner: PersonSeed;
  /** Address of the user whose API key the sandbox takes; the owner where it is absent. */
  readonly keyUser?: string;
  /** `PRO` where it is absent. */
  readonly plan?: "FREE" | "PRO" | "BUSINESS";
  /** Members of the organization who are in no workspace, or of whom more than the address is to be said. */
  readonly people?: readonly PersonSeed[];
  readonly workspaces: readonly WorkspaceSeed[];
}

/** An account of the organization. */
export interface PersonSeed {
  readonly email: string;
  /** Made from the address where it is absent. */
  readonly name?: string;
  readonly isDeleted?: boolean;
  readonly isBlocked?: boolean;
  readonly hasTwoFactor?: boolean;
  /** When the account was made, in ISO 8601; when the sandbox starts where it is absent. */
  readonly joinedAt?: string;
}

/** A workspace, its members and its pending invites. */
export interface WorkspaceSeed {
  readonly id: string;
  readonly name: string;
  /** Addresses; whoever is named here is a member of the organization too. */
  readonly members?: readonly string[];
  /** An address alone was invited by the key's user. One address in two workspaces is one invite to both. */
  readonly invites?: readonly (string | InviteSeed)[];
}

/** A pending invite of which more than the address is to be said, where the address is first named. */
export interface InviteSeed {
  readonly email: string;
  /** Address of the member who has sent it; the key's user where it is absent. */
  readonly createdBy?: string;
  /** In ISO 8601; when the sandbox starts where it is absent. */
  readonly invitedAt?: string;
}

/** One owner, who holds the key, in three workspaces with nobody else. */
export const defaultSeed: OrganizationSeed = {
  organization: "kwob3J",
  owner: { email: "owner@example.com" },
  workspaces: [
    { id: "wLDNPp", name: "marketing", members: ["owner@example.com"] },
    { id: "npe1DB", name: "research", members: ["owner@example.com"] },
    { id: "31Wy9l", name: "support", members: ["owner@example.com"] },
  ],
};
