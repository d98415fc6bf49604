import type { ActionCall, Outcome } from "../tally/call.ts";
import type { Observed, ObserveFailure } from "../tally/observed.ts";
import type { Result } from "../values/result.ts";

/** The result of checking Tally: live data, or why it couldn't be read. A failed read is never an empty list. */
export type Observation = Result<Observed, ObserveFailure>;

/** Read-only access to Tally. */
export interface TallyReader {
  /**
   * Reads the key's user, the invites, the members, and each page of workspaces: three requests and one per page. Fails
   * if `organization` isn't that of the key. If it's undefined, reads the organization of the key.
   */
  observe(organization: string | undefined): Promise<Observation>;
}

/** Why a run waits. */
export type WaitReason =
  | "rate-limit"
  | "too-many-requests"
  | "no-connection"
  | "not-shown-yet"
  | "unconfirmed";

/** The clock that all runs share: Tally's clock, known from the `Date` header of its responses. */
export interface TallyClock {
  /**
   * Returns milliseconds since 1970. Uses this machine's clock if it differs from Tally's by at most a minute, or if
   * Tally hasn't responded yet. If the machine's clock was set or the machine slept since the latest response, the time
   * is too late rather than too early.
   */
  now(): number;
  /** Milliseconds by which this machine's clock is ahead of Tally's. Undefined if they differ by at most a minute. */
  readonly skew: number | undefined;
}

/** Write access to Tally, which planning never gets. */
export interface TallyWriter {
  /** Waits until a call can be sent within the rate limit. Returns false if `stop` was aborted first. */
  ready(stop: AbortSignal): Promise<boolean>;
  /**
   * Sends one call and returns its outcome. Network and server errors are outcomes, not exceptions. `stop` ends the
   * wait between attempts, but never interrupts a request. If `isExpired` returns true right before a request, the
   * request isn't sent.
   */
  send(call: ActionCall, stop: AbortSignal, isExpired: () => boolean): Promise<Outcome>;
}

/** Tally's URL and the API key, from the environment. As an argument, the key would appear in process lists. */
export interface TallyAccess {
  readonly url: URL;
  readonly key: string;
  readonly tallyVersion: string | undefined;
}

/** The options of a connection to Tally. */
export interface ConnectOptions {
  /** The limit for the headers of a response, and again for its body, in milliseconds. */
  readonly timeout: number;
  readonly stop: AbortSignal;
  readonly onWait: (reason: WaitReason, milliseconds: number | undefined) => void;
}

/** Read and write access to Tally, which share one rate limit. */
export interface TallyConnection {
  readonly clock: TallyClock;
  /** Sets `clock` to Tally's time with a request that changes nothing, unless the time is known already. */
  syncClock(): Promise<void>;
  readonly reader: TallyReader;
  writer(organization: string): TallyWriter;
}

/** Connects to Tally for reading only. */
export type ConnectReader = (access: TallyAccess, connectOptions: ConnectOptions) => Promise<TallyReader>;

/** Connects to Tally for an apply. */
export type ConnectTally = (access: TallyAccess, connectOptions: ConnectOptions) => TallyConnection;
