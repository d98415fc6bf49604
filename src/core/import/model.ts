import type { AddressProblem, Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** A group of an imported members.yaml. */
export interface ImportedGroup {
  readonly name: string;
  readonly workspaceIds: readonly WorkspaceId[];
}

/** A members.yaml as an import writes it, before it is text. */
export interface MembersDraft {
  readonly organization: string;
  /** Sorted by name. */
  readonly workspaces: ReadonlyMap<WorkspaceId, string>;
  readonly groups: readonly ImportedGroup[];
  /** Sorted by email. */
  readonly members: readonly ImportedMember[];
  /** Addresses for `settings.protected`. */
  readonly protected: readonly string[];
  /** The people whom members.yaml has no way to name, or not with all that they have. Sorted by address. */
  readonly omitted: readonly Omitted[];
}

/** Somebody who is to be written down. */
export interface PersonDraft {
  readonly email: Email;
  /** As Tally or the list writes the address. */
  readonly written: string;
  readonly name: string | undefined;
  /** At least one. */
  readonly workspaceIds: readonly WorkspaceId[];
  /** The last day of access. */
  readonly expires: Day | undefined;
}

/** One item of the `members` list, its workspaces sorted by name. */
export interface ImportedMember extends PersonDraft {
  readonly notes: MemberNotes;
}

/** What a reviewer should know of a person beside their workspaces. */
export interface MemberNotes {
  readonly isOwner: boolean;
  readonly isBlocked: boolean;
  /** Whether an invite is pending, and the day on which the last one went out, where Tally says so. */
  readonly pending: { readonly since: Day | undefined } | undefined;
}

/** Somebody who is in Tally and cannot be written down as they are. */
export interface Omitted {
  readonly written: string;
  readonly name: string | undefined;
  readonly reason: OmittedReason;
}

/**
 * address: members.yaml takes no such address. no-workspace: in the organization, and in no workspace. unknown-invite: Tally does
 * not show for which workspaces. unlisted: of these workspaces of an invite, Tally does not list any.
 */
export type OmittedReason =
  | { readonly reason: "address"; readonly problem: AddressProblem }
  | { readonly reason: "no-workspace" }
  | { readonly reason: "unknown-invite"; readonly since: Day | undefined }
  | { readonly reason: "unlisted"; readonly workspaceIds: readonly WorkspaceId[] };
