/** Time as the client needs it, so that tests can bring their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since some moment, whatever becomes of the machine's time of day. */
  elapsed(): number;
  /** Resolves after so many milliseconds; rejects as soon as the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Calls back after so many milliseconds, unless the function that it gives back is called before. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The time of a clock as ISO 8601 in UTC. */
export function currentTimestamp({ clock }: { readonly clock: Clock }): string {
  return new Date(clock.now()).toISOString();
}
