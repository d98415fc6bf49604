/** An account of the organization. Times are milliseconds since 1970, here and below. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isDeleted: boolean;
  readonly isBlocked: boolean;
  readonly hasTwoFactor: boolean;
  readonly createdAt: number;
  updatedAt: number;
}

/** A workspace and the ids of its members. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly memberIds: Set<string>;
  readonly createdByUserId: string;
  readonly createdAt: number;
  updatedAt: number;
}

/** A pending invite to one or more workspaces. */
export interface Invite {
  readonly id: string;
  readonly email: string;
  readonly workspaceIds: Set<string>;
  readonly createdByUserId: string;
  readonly createdAt: number;
  updatedAt: number;
}

/** An invitation email that would have gone out. */
export interface SentEmail {
  readonly email: string;
  readonly workspaceIds: readonly string[];
}

/** Who has a workspace or is invited to it, by address, in alphabetical order. */
export interface Membership {
  readonly id: string;
  readonly members: readonly string[];
  readonly invites: readonly string[];
}

/** Why a request had no effect. */
export interface ErrorResponse {
  readonly status: 400 | 403 | 404 | 409 | 422;
  readonly message: string;
  /** Part of what was asked for was done all the same. */
  readonly hasEffect?: true;
}

/** What `POST …/invites` asks for. */
export interface InviteRequest {
  readonly workspaceIds: readonly string[];
  /** Addresses, separated by commas or semicolons. */
  readonly emails: string;
}
