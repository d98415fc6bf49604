import type { Remote } from "./remote.ts";

/** A computer with a folder and a clock of its own. */
export interface Machine {
  readonly folder: string;
  /** How far its clock is ahead of the others, in milliseconds. */
  readonly skew: number;
}

/** A process as the others see it. */
export interface Holder {
  readonly isAlive: boolean;
  /** Stops it for so many milliseconds, during which another process applies. */
  stop(milliseconds: number): Promise<void>;
}

/** What a process finds around it. */
export interface MembersContext {
  /** The remote repository with the state branch. */
  readonly remote: Remote;
  readonly env: Readonly<Record<string, string>>;
  /** In milliseconds since the world began. */
  readonly elapsed: number;
  wallTime(): number;
  pass(milliseconds: number): void;
  /** Somebody has slept. */
  slept(): Promise<void>;
  setAlarm(milliseconds: number, ring: () => void): () => void;
  newId(kind: string): string;
  /** Applies in another process, if there is a second machine on that, until it has ended. */
  another(than: Machine): Promise<void>;
  /** Called before each operation on files and on the branch. */
  atOperation(): void;
  /** Counts something that went wrong. */
  count(what: string): void;
  /** The process that holds the lock. */
  holder: Holder | undefined;
}
