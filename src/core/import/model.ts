import type { AddressProblem, Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** A group of an imported members.yaml. */
export interface ImportedGroup {
  readonly name: string;
  readonly workspaceIds: readonly WorkspaceId[];
}

/** The contents of an imported members.yaml. */
export interface MembersDraft {
  readonly organization: string;
  /** Sorted by name. */
  readonly workspaces: ReadonlyMap<WorkspaceId, string>;
  readonly groups: readonly ImportedGroup[];
  /** Sorted by email. */
  readonly members: readonly ImportedMember[];
  /** Addresses for `settings.protected`. */
  readonly protected: readonly string[];
  /** People that members.yaml can't express, or not with all of their access. Sorted by address. */
  readonly omitted: readonly Omitted[];
}

/** A person to import. */
export interface PersonDraft {
  readonly email: Email;
  /** The address as written in Tally or in the list. */
  readonly written: string;
  readonly name: string | undefined;
  /** At least one. */
  readonly workspaceIds: readonly WorkspaceId[];
  /** The last day of access. */
  readonly expires: Day | undefined;
  readonly note: string | undefined;
}

/** An item of the `members` list. Its workspaces are sorted by name. */
export interface ImportedMember extends PersonDraft {
  readonly notes: MemberNotes;
}

/** What a reviewer should know about a person, other than their workspaces. */
export interface MemberNotes {
  readonly isOwner: boolean;
  readonly isBlocked: boolean;
  /** Set if an invite is pending. `since`: the day of the last invite, if Tally shows it. */
  readonly pending: { readonly since: Day | undefined } | undefined;
}

/** A person in Tally who can't be imported with all of their access. */
export interface Omitted {
  readonly written: string;
  readonly name: string | undefined;
  readonly reason: OmittedReason;
}

/**
 * - address: members.yaml doesn't accept the address.
 * - no-workspace: the person is in the organization but in no workspace.
 * - unknown-invite: Tally doesn't show which workspaces an invite is for.
 * - unlisted: an invite is for these workspaces, which Tally doesn't list.
 */
export type OmittedReason =
  | { readonly reason: "address"; readonly problem: AddressProblem }
  | { readonly reason: "no-workspace" }
  | { readonly reason: "unknown-invite"; readonly since: Day | undefined }
  | { readonly reason: "unlisted"; readonly workspaceIds: readonly WorkspaceId[] };
