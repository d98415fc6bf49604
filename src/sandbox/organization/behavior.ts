/** The results of inviting an address again that has a pending invite. */
export type PendingAgain = "merged-and-emailed" | "merged-silently" | "second-invite" | "rejected";

/** Options for behavior of Tally that no source describes. */
export interface Behavior {
  /**
   * What happens if one of several addresses is malformed. refuses-all: 400, and nobody is invited. refuses-it: 400, and the others are
   * invited. skipped: 204, and the others are invited.
   */
  readonly malformedAddress: "rejects-all" | "rejects-one" | "skipped";
  /** Addresses that count as malformed although they look valid. */
  readonly alsoMalformed: readonly string[];
  /** Email addresses for which the whole call is rejected, with the status. Assumes that Tally blocks some addresses. */
  readonly rejectedAddresses: Readonly<Record<string, 403 | 409 | 422>>;
  /** Addresses that are accepted but never shown, which might happen to people in another organization. */
  readonly acceptedButHidden: readonly string[];
  /** What happens if an address that has a pending invite is invited again. */
  readonly pendingAgain: PendingAgain;
  /** The same if the new invite adds a workspace to those of the pending one. Default: `pendingAgain`. */
  readonly pendingWithNewWorkspaces?: PendingAgain;
  /** The status for a workspace ID that doesn't exist or that the key's user can't see. */
  readonly unknownWorkspace: 400 | 403 | 404;
  /** The workspaces that the key's user sees. */
  readonly visibleWorkspaces: "all" | "joined";
  /** The workspaces that `total` counts: those that the key's user sees, or all in the organization. */
  readonly total: "seen" | "all";
  /** How workspaces are listed: in pages, or all at once, as API version 2025-01-15 may do. */
  readonly workspacesShape: "paged" | "bare";
  /** Who may read the organization's users and invites. */
  readonly listing: "allowed" | "owner-only" | "denied";
  /** The invites that the key's user sees: all, or only those that the user created. */
  readonly invitesListed: "all" | "own";
  /** Whether workspaces show their invites. If not, nothing shows which workspaces an invite is for. */
  readonly invitesEmbedded: boolean;
  /** The keys of an invite in a workspace: the documented ones, or also its creator and times, as other code claims. */
  readonly embeddedInvites: "documented" | "with-creator";
  /** Whether `GET /users/me` returns the owner of the organization, which is observed but not documented. */
  readonly ownerShown: boolean;
  /** The case of addresses in responses. */
  readonly addressCase: "as-sent" | "lower";
  /** Number of reads of lists after a write that don't show it yet. After nine minutes, all reads show it. */
  readonly delayedReads: number;
  /** Who can cancel an invite. The documentation names the creator, but doesn't mention the owner. */
  readonly mayCancel: "creator" | "creator-or-owner";
  /** The `Retry-After` header of a 429. */
  readonly retryAfter: "absent" | "seconds" | "date";
}

/** The most likely behavior or, if none is more likely, the one that is hardest on a client. */
export const defaultBehavior: Behavior = {
  malformedAddress: "rejects-all",
  alsoMalformed: [],
  rejectedAddresses: {},
  acceptedButHidden: [],
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
  addressCase: "as-sent",
  delayedReads: 0,
  mayCancel: "creator",
  retryAfter: "absent",
};
