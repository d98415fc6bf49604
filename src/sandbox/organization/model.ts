/** An account of the organization. All times in this file are milliseconds since 1970. */
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

/** A workspace, and the IDs of its members. */
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

/** An invitation email that Tally would have sent. */
export interface SentEmail {
  readonly email: string;
  readonly workspaceIds: readonly string[];
}

/** The addresses of people who have a workspace or are invited to it, in alphabetical order. */
export interface Membership {
  readonly id: string;
  readonly members: readonly string[];
  readonly invites: readonly string[];
}

/** The response to a request that failed. */
export interface ErrorResponse {
  readonly status: 400 | 403 | 404 | 409 | 422;
  readonly message: string;
  /** Set if part of the request took effect anyway. */
  readonly hasEffect?: true;
}

/** The body of `POST …/invites`. */
export interface InviteRequest {
  readonly workspaceIds: readonly string[];
  /** Addresses, separated by commas or semicolons. */
  readonly emails: string;
}
