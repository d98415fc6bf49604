import type { SkipReason } from "../plan/model.ts";
import type { CallAction } from "../tally/call.ts";
import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** The kinds of findings, in display order: first disagreements, then information. */
export const findingKinds = [
  "not-in-members",
  "expired",
  "extra-workspace",
  "not-invited",
  "not-recorded",
  "lapsed",
  "pending-long",
  "pending-unknown",
  "unknown-workspace",
  "blocked",
  "unconfirmed",
  "previous-address",
  "expires-soon",
  "undeclared-workspace",
  "without-workspace",
  "without-two-factor",
] as const;

/** The kind of a finding. */
export type FindingKind = (typeof findingKinds)[number];

/** drift: members.yaml, the state file, and Tally disagree. information: they agree, but it is worth knowing. */
export type FindingLevel = "drift" | "information";

/** The kinds whose level is information. */
export const informationKinds: ReadonlySet<FindingKind> = new Set<FindingKind>([
  "previous-address",
  "expires-soon",
  "undeclared-workspace",
  "without-workspace",
  "without-two-factor",
]);

/**
 * How a person has access. joined, pending: as Tally shows it. recorded: according to the state file only, because
 * Tally wasn't checked or returned an incomplete response.
 */
export type Presence = "joined" | "pending" | "recorded";

interface OfPerson {
  readonly email: Email;
  readonly workspaceId?: undefined;
}

interface OfGrants extends OfPerson {
  /** Sorted. */
  readonly workspaceIds: readonly WorkspaceId[];
}

interface OfWorkspace {
  readonly workspaceId: WorkspaceId;
  readonly email?: undefined;
}

/** A finding without its level. Days are in UTC. */
export type FindingBody =
  /**
   * Not in members.yaml, but has access or an invite. `recorded`: whether the state file lists the person. `newAddress`:
   * the person's new address, which has joined. `samePerson`: the only member who looks like the same person.
   */
  | (OfGrants & {
      readonly kind: "not-in-members";
      readonly status: Presence;
      readonly recorded: boolean;
      readonly newAddress?: Email | undefined;
      readonly samePerson?: Email | undefined;
    })
  /** In members.yaml, but access ended after `day`. */
  | (OfGrants & { readonly kind: "expired"; readonly status: Presence; readonly day: Day })
  /** In workspaces that members.yaml doesn't give them. */
  | (OfGrants & { readonly kind: "extra-workspace"; readonly status: Presence })
  /**
   * Desired and not sent. The next apply sends it, unless there is a `reason`. `resend`: the date in members.yaml, if
   * it is the reason for sending the invite again.
   */
  | (OfGrants & {
      readonly kind: "not-invited";
      readonly reason?: SkipReason | undefined;
      readonly resend?: Day | undefined;
    })
  /** Desired and in Tally, but not recorded. */
  | (OfGrants & { readonly kind: "not-recorded"; readonly status: Presence })
  /** Last sent on `since`, and lapsed. `resend`: the future date on which it is sent again, if any. */
  | (OfGrants & {
      readonly kind: "lapsed";
      readonly since: Day;
      readonly resend?: Day | undefined;
    })
  /** Pending since `since`, for `days` days. `threshold`: the limit in days that makes it a finding, at most `days`. */
  | (OfGrants & {
      readonly kind: "pending-long";
      readonly since: Day;
      readonly days: number;
      readonly threshold: number;
    })
  /** Pending, but Tally doesn't show whether for these workspaces. */
  | (OfGrants & { readonly kind: "pending-unknown" })
  /** Declared in members.yaml, but not shown by Tally. */
  | (OfWorkspace & { readonly kind: "unknown-workspace" })
  /** Blocked by Tally, and in members.yaml, protected, the owner, or the API key's user. */
  | (OfGrants & { readonly kind: "blocked" })
  /** In a call sent on `since` whose result is still unknown after checking Tally. */
  | (OfGrants & {
      readonly kind: "unconfirmed";
      readonly call: string;
      readonly action: CallAction;
      readonly since: Day;
    })
  /** A previous address of a member, which keeps its access because `newAddress` hasn't joined yet, as far as known. */
  | (OfGrants & {
      readonly kind: "previous-address";
      readonly status: Presence;
      readonly recorded: boolean;
      readonly newAddress: Email;
    })
  /** Access ends after `day`, in `days` days. `threshold`: the limit that makes it a finding, at least `days`. */
  | (OfGrants & {
      readonly kind: "expires-soon";
      readonly day: Day;
      readonly days: number;
      readonly threshold: number;
    })
  /** Shown by Tally, but not declared. `people`: the number of people who are in it or invited to it. */
  | (OfWorkspace & { readonly kind: "undeclared-workspace"; readonly people: number })
  /** In the organization, but not in any workspace, in members.yaml, or in the state file. */
  | (OfPerson & { readonly kind: "without-workspace" })
  /** A member of the organization with two-factor authentication turned off. */
  | (OfPerson & { readonly kind: "without-two-factor" });

/** A disagreement between members.yaml, the state file, and Tally, or information for a reviewer. */
export type Finding = FindingBody & { readonly level: FindingLevel };

/** Returns the workspaces that a finding is about. */
export function workspacesIn(finding: FindingBody): readonly WorkspaceId[] {
  if (finding.workspaceId !== undefined) return [finding.workspaceId];
  return "workspaceIds" in finding ? finding.workspaceIds : [];
}
