import type { ActionCall, Outcome } from "../tally/call.ts";
import type { Observed, ObserveFailure } from "../tally/observed.ts";
import type { Result } from "../values/result.ts";

/** What one look gave: what Tally shows, or why it could not be looked at. A failed read is never an empty set. */
export type Observation = Result<Observed, ObserveFailure>;

/** What may be seen of Tally. Whoever has one can change nothing. */
export interface TallyReader {
  /**
   * Reads the key's user, the workspaces page by page, the invites and the members: three requests and one for each page. An
   * organization that is not the key's is refused; where none is given, the key's own is looked at.
   */
  observe(organization: string | undefined): Promise<Observation>;
}

/** Why nothing is sent for a while. */
export type WaitReason =
  | "rate-limit"
  | "too-many-requests"
  | "no-connection"
  | "not-shown-yet"
  | "unconfirmed";

/** The clock that all runs share: Tally's, from the `Date` header of its responses. */
export interface TallyClock {
  /**
   * Milliseconds since 1970: by this machine's clock if it differs by at most a minute or Tally has not responded yet. If the
   * machine's time was set or the machine slept since the newest response, too late rather than too early.
   */
  now(): number;
  /** How far this machine's clock is ahead of Tally's in milliseconds, if it differs by more than a minute. */
  readonly skew: number | undefined;
}

/** What may be changed at Tally. Planning is never handed one. */
export interface TallyWriter {
  /** Waits until a call may leave without going over the rate. False where `stop` was asked for first. */
  ready(stop: AbortSignal): Promise<boolean>;
  /**
   * Sends one call and returns its outcome; never throws for what the world does. `stop` ends waiting between tries, never
   * a request that is under way. `isExpired` is asked right before each request: if it returns true, the call is not sent.
   */
  send(call: ActionCall, stop: AbortSignal, isExpired: () => boolean): Promise<Outcome>;
}

/** Where Tally is and how to get in, from the environment. The key is never an argument, so that no process list shows it. */
export interface TallyAccess {
  readonly url: URL;
  readonly key: string;
  readonly tallyVersion: string | undefined;
}

/** How to behave at Tally. */
export interface ConnectOptions {
  /** For the head of a response, and for its body, in milliseconds. */
  readonly timeout: number;
  readonly stop: AbortSignal;
  readonly onWait: (reason: WaitReason, milliseconds: number | undefined) => void;
}

/** Tally for looking and for changing, both at one pace. */
export interface TallyConnection {
  readonly clock: TallyClock;
  /** Sends a request that changes nothing, unless `clock` knows Tally's time. */
  syncClock(): Promise<void>;
  readonly reader: TallyReader;
  writer(organization: string): TallyWriter;
}

/** Opens Tally for reading only. */
export type ConnectReader = (access: TallyAccess, connectOptions: ConnectOptions) => Promise<TallyReader>;

/** Opens Tally for an apply. */
export type ConnectTally = (access: TallyAccess, connectOptions: ConnectOptions) => TallyConnection;
