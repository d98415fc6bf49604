import type { ActionCall, Outcome } from "../tally/call.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { Provenance } from "./provenance.ts";
import type { FailedAttempts, RecordedGrant, RejectedAddress } from "./recorded.ts";

/** The version of the format that this program writes, and the newest that it reads. */
export const stateVersion = 1;

/** The first line of a state file. */
export interface StateHeader {
  readonly format: "rollcall-state";
  readonly version: number;
  readonly organization: string;
  readonly lineage: string;
}

/** One line behind the header. Times are ISO 8601 in UTC. */
export type StateEvent =
  | ({ readonly event: "intent"; readonly at: string; readonly call: string } & ActionCall & Provenance)
  | {
      readonly event: "outcome";
      readonly at: string;
      readonly call: string;
      readonly result: Outcome["result"];
      /** The people for whom it was done, where not for all of the call. */
      readonly emails?: readonly string[] | undefined;
      readonly status?: number | undefined;
      readonly problem?: string | undefined;
      /** Who found out what became of an unconfirmed call: a person, or a look at Tally. */
      readonly resolvedBy?: "person" | "live-data" | undefined;
      /** Of a refused call with one address: what it is about. */
      readonly fault?: "email" | "already-present" | undefined;
    }
  /** Tally had these grants already. */
  | (GrantsEvent & { readonly event: "adopted" })
  /** These grants were sent, and Tally shows them no longer. */
  | (GrantsEvent & { readonly event: "lapsed" })
  | ({
      readonly event: "forgotten";
      readonly at: string;
      readonly email: string;
      readonly workspaceIds?: readonly WorkspaceId[] | undefined;
    } & Provenance)
  | SnapshotEvent;

/** The events of one kind. */
export type EventOf<Kind extends StateEvent["event"]> = Extract<StateEvent, { event: Kind }>;

/** Grants of one person. */
type GrantsEvent = {
  readonly at: string;
  readonly email: string;
  readonly workspaceIds: readonly WorkspaceId[];
} & Provenance;

/** Everything known about each of these people when the file was compacted. */
export interface SnapshotEvent {
  readonly event: "snapshot";
  readonly at: string;
  /** The spelling that Tally rejected if `rejected` is set, otherwise the key of the member. */
  readonly emails: readonly string[];
  readonly grants: readonly (RecordedGrant & { readonly workspaceIds: readonly WorkspaceId[] })[];
  readonly attempts?: FailedAttempts | undefined;
  readonly rejected?: Omit<RejectedAddress, "address"> | undefined;
}

/**
 * A line that changes nothing that is recorded: it names the events that the file had before it was compacted, or that the state
 * had in whose place it was begun.
 */
export interface ReplacedEvent {
  readonly event: "replaced";
  readonly at: string;
  /** A fingerprint of each, of nine hexadecimal digits. */
  readonly fingerprints: string;
}

/** One event as the line that is appended. The order of keys is fixed. */
export function formatEvent(event: StateEvent | ReplacedEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/** A part of the first line of every file. */
export const headerPart = '"format":"rollcall-state"';

/** The first line of a new file. */
export function formatHeader(organization: string, lineage: string): string {
  const header: StateHeader = { format: "rollcall-state", version: stateVersion, organization, lineage };
  return `${JSON.stringify(header)}\n`;
}
