import type { Remote } from "./remote.ts";

/** A computer with its own folder and clock. */
export interface Machine {
  readonly folder: string;
  /** How far its clock is ahead of the world's, in milliseconds. */
  readonly skew: number;
}

/** A process that can hold the lock, as other processes see it. */
export interface LockHolder {
  readonly isAlive: boolean;
  /** Suspends it for this many milliseconds, during which another process applies. */
  suspend(milliseconds: number): Promise<void>;
}

/** What a simulated process needs from the world that it runs in. */
export interface Environment {
  /** The remote repository with the state branch. */
  readonly remote: Remote;
  readonly env: Readonly<Record<string, string>>;
  /** The time since the world began, in milliseconds. */
  readonly elapsed: number;
  wallTime(): number;
  /** Lets this many milliseconds pass. */
  pass(milliseconds: number): void;
  /** Called after a process has slept. */
  slept(): Promise<void>;
  /** Sets a timeout. Returns a function that cancels it. */
  setAlarm(milliseconds: number, ring: () => void): () => void;
  newId(kind: string): string;
  /** Runs an apply in another process, on the other machine if there are two. */
  applyElsewhere(than: Machine): Promise<void>;
  /** Called before each operation on files and on the branch. */
  atOperation(): void;
  /** Counts a fault for the statistics. */
  count(what: string): void;
  /** The process that holds the lock. */
  holder: LockHolder | undefined;
}
