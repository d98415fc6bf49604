/** The time. Tests can provide their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since some moment, independent of changes to the machine's time of day. */
  elapsed(): number;
  /** Resolves after some milliseconds. Rejects as soon as the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Calls back after some milliseconds, unless the returned function is called first. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Returns the time of a clock as ISO 8601 in UTC. */
export function currentTimestamp({ clock }: { readonly clock: Clock }): string {
  return new Date(clock.now()).toISOString();
}
