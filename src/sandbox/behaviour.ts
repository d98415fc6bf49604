/** Where no source says what Tally does, the sandbox can play each answer. */
export interface Behaviour {
  /** One malformed address among many. */
  readonly malformedAddress: "refuses-all" | "skipped";
  /** Addresses that count as malformed although they look right. */
  readonly alsoMalformed: readonly string[];
  /** Addresses that are accepted and then shown nowhere, as one in another organization perhaps is. */
  readonly notTakenUp: readonly string[];
  /** An invite for an address that is pending already, with the same or with more workspaces. */
  readonly pendingAgain: "merged-and-emailed" | "merged-silently" | "second-invite" | "refused";
  /** A workspace id that does not exist, or that the key's user cannot see. */
  readonly unknownWorkspace: 400 | 403 | 404;
  /** The workspaces that the key's user sees. */
  readonly visibleWorkspaces: "all" | "joined";
  /** Who may cancel an invite. Documented is the creator; whether the owner may too is not. */
  readonly mayCancel: "creator" | "creator-or-owner";
  /** `Retry-After` on a 429. */
  readonly retryAfter: "absent" | "seconds" | "date";
}

/** The answers that are hardest on a client, where no answer is likelier. */
export const defaultBehaviour: Behaviour = {
  malformedAddress: "refuses-all",
  alsoMalformed: [],
  notTakenUp: [],
  pendingAgain: "merged-and-emailed",
  unknownWorkspace: 404,
  visibleWorkspaces: "all",
  mayCancel: "creator",
  retryAfter: "absent",
};
