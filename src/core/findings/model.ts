import type { SkipReason } from "../plan/model.ts";
import type { CallAction } from "../tally/call.ts";
import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** The kinds of findings, in the order in which they are shown: what disagrees first, then what is worth knowing. */
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
  "expires-soon",
  "undeclared-workspace",
  "without-workspace",
  "without-two-factor",
] as const;

/** The name of a kind. */
export type FindingKind = (typeof findingKinds)[number];

/** drift: members.yaml, the state file, and Tally disagree. information: they agree, and this is worth knowing. */
export type FindingLevel = "drift" | "information";

/** Which kinds are information. */
export const informationKinds: ReadonlySet<FindingKind> = new Set<FindingKind>([
  "expires-soon",
  "undeclared-workspace",
  "without-workspace",
  "without-two-factor",
]);

/** How a person has access: as Tally shows it, or only by the state file while Tally was not checked or its response was incomplete. */
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

/** One finding before its level is told. Days are of UTC. */
export type FindingBody =
  /** With access or invited, and not in members.yaml; `recorded` if the state file lists them. */
  | (OfGrants & { readonly kind: "not-in-members"; readonly status: Presence; readonly recorded: boolean })
  /** In members.yaml, and `day` was the last of their access. */
  | (OfGrants & { readonly kind: "expired"; readonly status: Presence; readonly day: Day })
  /** In workspaces that members.yaml does not give them. */
  | (OfGrants & { readonly kind: "extra-workspace"; readonly status: Presence })
  /** Asked for and not sent: the next apply sends it, unless there is a reason. `resend` where it is sent again. */
  | (OfGrants & {
      readonly kind: "not-invited";
      readonly reason?: SkipReason | undefined;
      readonly resend?: Day | undefined;
    })
  /** Asked for and in Tally, and not recorded. */
  | (OfGrants & { readonly kind: "not-recorded"; readonly status: Presence })
  /** Last sent on `since`, and lapsed. `resend` where it is sent again from a later day on. */
  | (OfGrants & {
      readonly kind: "lapsed";
      readonly since: Day;
      readonly resend?: Day | undefined;
    })
  /** Pending since a day, that is for `days` days: at least the `threshold` by which it is named. */
  | (OfGrants & {
      readonly kind: "pending-long";
      readonly since: Day;
      readonly days: number;
      readonly threshold: number;
    })
  /** Pending, and Tally does not show whether for these workspaces. */
  | (OfGrants & { readonly kind: "pending-unknown" })
  /** Declared, and not shown by Tally. */
  | (OfWorkspace & { readonly kind: "unknown-workspace" })
  /** In members.yaml or kept there by settings, and blocked by Tally. */
  | (OfGrants & { readonly kind: "blocked" })
  /** In a call of `since` of which nobody knows what became, after this look either. */
  | (OfGrants & {
      readonly kind: "unconfirmed";
      readonly call: string;
      readonly action: CallAction;
      readonly since: Day;
    })
  /** Access that ends with `day`, in `days` days: at most the `threshold` by which it is named. */
  | (OfGrants & {
      readonly kind: "expires-soon";
      readonly day: Day;
      readonly days: number;
      readonly threshold: number;
    })
  /** Shown by Tally and not declared, with so many people in it or invited to it. */
  | (OfWorkspace & { readonly kind: "undeclared-workspace"; readonly people: number })
  /** In the organization and in no workspace, neither in members.yaml nor recorded. */
  | (OfPerson & { readonly kind: "without-workspace" })
  /** A member of the organization of whom Tally says that two-factor sign-in is off. */
  | (OfPerson & { readonly kind: "without-two-factor" });

/** Something that members.yaml, the record and Tally do not agree about, or that is worth knowing. */
export type Finding = FindingBody & { readonly level: FindingLevel };

/** The workspaces that a finding is about. */
export function workspacesIn(finding: FindingBody): readonly WorkspaceId[] {
  if (finding.workspaceId !== undefined) return [finding.workspaceId];
  return "workspaceIds" in finding ? finding.workspaceIds : [];
}
