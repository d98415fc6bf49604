/** What happens on an invite for an address that is pending already. */
export type PendingAgain = "merged-and-emailed" | "merged-silently" | "second-invite" | "rejected";

/** Where no source says what Tally does, the sandbox can play each answer. */
export interface Behavior {
  /**
   * One malformed address among many. refuses-all: 400, and nobody gets anything. refuses-it: 400, and the others get their invite.
   * skipped: 204, and the others get their invite.
   */
  readonly malformedAddress: "refuses-all" | "refuses-it" | "skipped";
  /** Addresses that count as malformed although they look right. */
  readonly alsoMalformed: readonly string[];
  /** Email addresses for which the whole call is rejected, with the status: an assumption about addresses that Tally blocks. */
  readonly rejectedAddresses: Readonly<Record<string, 403 | 409 | 422>>;
  /** Addresses that are accepted and then shown nowhere, as one in another organization perhaps is. */
  readonly notTakenUp: readonly string[];
  /** An invite for an address that is pending already. */
  readonly pendingAgain: PendingAgain;
  /** The same where it asks for a workspace that the address is not pending for; as `pendingAgain` where it is absent. */
  readonly pendingMore?: PendingAgain;
  /** A workspace id that does not exist, or that the key's user cannot see. */
  readonly unknownWorkspace: 400 | 403 | 404;
  /** The workspaces that the key's user sees. */
  readonly visibleWorkspaces: "all" | "joined";
  /** The workspaces that `total` counts: those that the key's user sees, or all of the organization. */
  readonly total: "seen" | "all";
  /** How workspaces are listed: in pages, or all at once, as version 2025-01-15 perhaps does. */
  readonly workspacesShape: "paged" | "bare";
  /** Who may read the organization's users and invites. */
  readonly listing: "allowed" | "owner-only" | "denied";
  /** The invites that the key's user sees: all, or those that the user has created. */
  readonly invitesListed: "all" | "own";
  /** Whether workspaces show their invites; where not, what an invite gives is shown nowhere. */
  readonly invitesEmbedded: boolean;
  /** The keys of an invite inside a workspace: the documented ones, or also its creator and times [C]. */
  readonly embeddedInvites: "documented" | "with-creator";
  /** Whether the current user is told who owns the organization, which is observed and not documented. */
  readonly ownerShown: boolean;
  /** How addresses are shown. */
  readonly caseOfAddresses: "as-sent" | "lower";
  /** How many reads of lists after a write do not see it yet. After nine minutes, all do. */
  readonly readsBehind: number;
  /** Who may cancel an invite. Documented is the creator; whether the owner may too is not. */
  readonly mayCancel: "creator" | "creator-or-owner";
  /** `Retry-After` on a 429. */
  readonly retryAfter: "absent" | "seconds" | "date";
}

/** The answers that are hardest on a client, where no answer is likelier. */
export const defaultBehavior: Behavior = {
  malformedAddress: "refuses-all",
  alsoMalformed: [],
  rejectedAddresses: {},
  notTakenUp: [],
  pendingAgain: "merged-and-emailed",
  unknownWorkspace: 404,
  visibleWorkspaces: "all",
  total: "seen",
  workspacesShape: "paged",
  listing: "allowed",
  invitesListed: "all",
  invitesEmbedded: true,
  embeddedInvites: "documented",
  ownerShown: true,
  caseOfAddresses: "as-sent",
  readsBehind: 0,
  mayCancel: "creator",
  retryAfter: "absent",
};
