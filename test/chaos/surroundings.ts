/** What a process finds around it. */
export interface MembersContext {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** In milliseconds since the world began. */
  readonly elapsed: number;
  wallTime(): number;
  pass(milliseconds: number): void;
  /** Somebody has slept. */
  slept(): Promise<void>;
  setAlarm(milliseconds: number, ring: () => void): () => void;
  newId(kind: string): string;
  /** Applies in another process, until that has ended. */
  another(): Promise<void>;
  /** Counts something that went wrong. */
  count(what: string): void;
  /** The process that holds the lock. */
  holder: { readonly isAlive: boolean } | undefined;
}
