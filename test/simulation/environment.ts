import type { HttpRequest } from "../../src/tally/http.ts";
import type { Disk } from "./disk.ts";
import type { Delivered } from "./network.ts";
import type { Repository } from "./repository.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Trace } from "./trace.ts";

/** A process as the world and other processes see it. */
export interface RunningProcess {
  readonly hasEnded: boolean;
  readonly isAlive: boolean;
  readonly isSuspended: boolean;
  interrupt(): void;
  die(): void;
  /** Suspends it for some milliseconds, while another process applies. */
  suspend(milliseconds: number): void;
}

/** A computer with its own folder and clock. */
export interface Machine {
  readonly disk: Disk;
  /** How far its clock is ahead of the world's, in milliseconds. */
  readonly skew: number;
  /** The process that holds the lock of the state file. */
  holder: RunningProcess | undefined;
}

/** What a simulated process needs from the world that it runs in. */
export interface Environment {
  readonly scheduler: Scheduler;
  /** The repository with the state branch. */
  readonly repository: Repository;
  readonly env: Readonly<Record<string, string>>;
  wallTime(): number;
  /** Delivers a request of a process to Tally. */
  deliver(sender: RunningProcess, request: HttpRequest): Promise<Delivered>;
  /** Called when a process begins to sleep, and when it has slept. */
  sleeping(process: RunningProcess, milliseconds: number): void;
  slept(): Promise<void>;
  newId(kind: string): string;
  /** Starts an apply in another process, on the other machine if there are two. */
  startApplyElsewhere(than: Machine): void;
  /** Called before each operation on files and on the branch. */
  atOperation(step: string): void;
  /** Called before each write of a process, which is an operation as well. */
  atWrite(process: RunningProcess, step: string): void;
  readonly trace: Trace;
}
