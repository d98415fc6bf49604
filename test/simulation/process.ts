import type { ConnectTally } from "../../src/core/apply/connection.ts";
import type { Result } from "../../src/core/values/result.ts";
import { BranchHead } from "../../src/github/branch-head.ts";
import { GitHubBranch } from "../../src/github/state-branch.ts";
import type { Clock } from "../../src/io/clock.ts";
import type { Files, Io, Lock, LockOptions, LockProblem, StateBranch } from "../../src/io/io.ts";
import { lockWaitSeconds } from "../../src/io/io.ts";
import { connectTally } from "../../src/tally/connect.ts";
import type { HttpResult, SendRequest } from "../../src/tally/http.ts";
import { FailingDisk, type WriteEnd } from "./disk.ts";
import type { Environment, Machine, RunningProcess } from "./environment.ts";
import { FailingRepository, openSimulatedGitHub, stepOf } from "./github.ts";
import { githubFaults, suspended, type WriteIncident } from "./schedule.ts";

/** How long a process is suspended at a write, in milliseconds: longer than a call can still be delivered. */
const suspensionMs = 11 * 60_000;
/** As in file-lock.ts, in milliseconds. */
const pollMs = 250;
const staleMs = 8000;
const refreshMs = 2000;

/** The incidents at a write after which the process can still record what it knows. */
const losesNothing: ReadonlySet<WriteIncident["what"]> = new Set([
  suspended,
  ...githubFaults.filter(one => one !== "no write to GitHub arrives from then on"),
]);

/** A command of the real program. */
export type Command = (io: Io, connect: ConnectTally) => Promise<number>;

/** One run of the real program in this process. It can be interrupted and suspended, and it can die, after which it does nothing more. */
export class SimulatedProcess implements RunningProcess {
  readonly output: string[] = [];
  readonly #world: Environment;
  readonly #machine: Machine;
  readonly #interrupts = new Set<() => void>();
  #onLost: () => void = () => {};
  /** How many operations of the program have not ended. */
  #pending = 0;
  /** The write that it does. */
  #step = "";
  /** When it goes on, in milliseconds of the world's time. */
  #resumesAt = 0;
  isAlive = true;
  /** Whether it could record everything that it learned. */
  couldRecord = true;
  /** Undefined while it runs, and if it died. */
  exit: number | undefined;
  /** An error that it ended with. */
  error: unknown;

  constructor(world: Environment, machine: Machine) {
    this.#world = world;
    this.#machine = machine;
  }

  /** Whether it does something other than wait for the world. */
  get isBusy(): boolean {
    return !this.hasEnded && this.#pending === 0;
  }

  get hasEnded(): boolean {
    return !this.isAlive || this.exit !== undefined || this.error !== undefined;
  }

  /** When a process that is suspended was, or undefined. */
  get isSuspended(): boolean {
    return this.#resumesAt > this.#world.scheduler.elapsed;
  }

  start(command: Command, incident: WriteIncident | undefined): void {
    const io = this.#io(incident);
    command(io, connectTally(io, this.#send)).then(
      exit => {
        this.exit = exit;
      },
      error => {
        this.error = error;
      },
    );
  }

  interrupt(): void {
    if (this.hasEnded) return;
    for (const callback of this.#interrupts) callback();
  }

  die(): void {
    this.isAlive = false;
    this.couldRecord = false;
  }

  suspend(milliseconds: number): void {
    const { scheduler } = this.#world;
    this.#resumesAt = scheduler.elapsed + milliseconds;
    this.#world.startApplyElsewhere(this.#machine);
    // After it goes on, it notices that its lock was taken at the next refresh.
    scheduler.after(milliseconds + scheduler.delay(0, refreshMs), () => {
      if (!this.hasEnded && this.#machine.holder !== this) this.#onLost();
    });
  }

  /** Does something that takes time. The promise never resolves if the process dies. */
  #operate<Value>(milliseconds: number, effect: () => Value | Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#pending += 1;
      this.#afterwards(milliseconds, async () => {
        try {
          const value = await effect();
          this.#afterwards(0, () => {
            this.#pending -= 1;
            resolve(value);
          });
        } catch (error) {
          if (this.hasEnded) return;
          this.#pending -= 1;
          reject(error);
        }
      });
    });
  }

  /** Calls back after some milliseconds, unless the process is dead, and not before it goes on. */
  #afterwards(milliseconds: number, run: () => void | Promise<void>): () => void {
    const { scheduler } = this.#world;
    const attempt = (): void | Promise<void> => {
      if (this.hasEnded) return;
      const rest = this.#resumesAt - scheduler.elapsed;
      if (rest <= 0) return run();
      cancel = scheduler.after(rest, attempt);
    };
    let cancel = () => {};
    if (milliseconds <= 0 && this.#resumesAt <= scheduler.elapsed) {
      void run();
      return cancel;
    }
    cancel = scheduler.after(milliseconds, attempt);
    return () => cancel();
  }

  /** Sends a request through the world's network, with the timeouts of the real client. */
  readonly #send: SendRequest = (request, timeouts, clock, abandon) =>
    new Promise<HttpResult>(resolve => {
      const { scheduler } = this.#world;
      this.#pending += 1;
      const finish = (result: HttpResult) => {
        cancelTimeout();
        abandon?.removeEventListener("abort", stopWaiting);
        if (isFinished) return;
        isFinished = true;
        this.#pending -= 1;
        resolve(result);
      };
      let isFinished = false;
      const stopWaiting = () =>
        finish({ kind: "no-response", problem: "stopped before the response arrived" });
      const cancelTimeout = clock.after(timeouts.headers, () =>
        finish({ kind: "no-response", problem: `no response within ${timeouts.headers / 1000} seconds` }),
      );
      abandon?.addEventListener("abort", stopWaiting);
      // Both are drawn now: how long real sockets take must not change the order in which delays are drawn.
      const [there, back] = [scheduler.delay(5, 40), scheduler.delay(5, 40)];
      scheduler.after(there, () => {
        void this.#world.deliver(this, request).then(result => {
          if (result !== "hang") this.#afterwards(back, () => finish(result));
        });
      });
    });

  #io(incident: WriteIncident | undefined): Io {
    const world = this.#world;
    const { scheduler } = world;
    const write = (text: string) => void (this.isAlive && this.output.push(text));
    return {
      cwd: this.#machine.disk.folder,
      env: world.env,
      stdout: { isTerminal: false, width: 80, write },
      stderr: { isTerminal: false, width: 80, write },
      random: scheduler.random,
      isInputTerminal: () => false,
      clock: this.#clock(),
      files: this.#files(incident),
      newId: kind => world.newId(kind),
      onInterrupt: callback => {
        this.#interrupts.add(callback);
        return () => this.#interrupts.delete(callback);
      },
      confirm: async () => false,
      ask: async () => undefined,
      openCommit: async () => ({ ok: false, problem: "there is no repository" }),
      findRepository: async () => undefined,
      findSource: async () => undefined,
      openHistory: async () => undefined,
      openStateBranch: async (branch, path) => this.#openStateBranch(branch, path, incident),
    };
  }

  #clock(): Clock {
    const { scheduler } = this.#world;
    return {
      now: () => Math.floor(this.#world.wallTime()) + this.#machine.skew,
      elapsed: () => scheduler.elapsed,
      sleep: (milliseconds, signal) => this.#sleep(milliseconds, signal),
      after: (milliseconds, callback) => this.#afterwards(Math.max(milliseconds, 1), callback),
    };
  }

  #sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    const world = this.#world;
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      this.#pending += 1;
      const abort = () => {
        cancel();
        this.#pending -= 1;
        reject(signal.reason);
      };
      signal.addEventListener("abort", abort, { once: true });
      world.sleeping(this, milliseconds);
      const cancel = this.#afterwards(Math.max(milliseconds, 1), async () => {
        signal.removeEventListener("abort", abort);
        await world.slept();
        this.#pending -= 1;
        resolve();
      });
    });
  }

  #onHit = (what: WriteIncident["what"]): void => {
    if (!losesNothing.has(what)) this.couldRecord = false;
    this.#world.trace.meet(what, this.#step);
  };

  /** Does a write that takes time, and what happens at its end. */
  #operateWrite<Value>(
    step: string,
    milliseconds: number,
    write: () => Promise<WriteEnd<Value>> | WriteEnd<Value>,
  ): Promise<Value> {
    return this.#operate(milliseconds, async () => {
      this.#world.atOperation(step);
      this.#world.atWrite(this, step);
      this.#step = step;
      const end = await write();
      if (end.kind === "suspended") this.suspend(suspensionMs);
      if (end.kind !== "dead") return end.value;
      this.die();
      throw new Error("a dead process goes on");
    });
  }

  /** Opens the state branch as the Action does, through the API of GitHub. */
  #openStateBranch(branch: string, path: string, incident: WriteIncident | undefined): StateBranch {
    const { scheduler, repository, trace } = this.#world;
    const failing = new FailingRepository(repository, incident, this.#onHit);
    const clock = {
      ...this.#clock(),
      sleep: (milliseconds: number) => this.#operate(milliseconds, () => {}),
    };
    const github = openSimulatedGitHub({ clock, onWait: () => {} }, request => {
      const step = stepOf(request);
      const milliseconds = scheduler.delay(50, 500);
      if (!step.startsWith("GET"))
        return this.#operateWrite(step, milliseconds, () => failing.write(request));
      return this.#operate(milliseconds, () => {
        this.#world.atOperation(step);
        const response = failing.read(request);
        if (repository.isStale) trace.count("stale read of a ref");
        return response;
      });
    });
    const location = { branch, path, base: "main", isOwnBranch: true };
    const baseHead = new BranchHead(github, location.base, clock, undefined);
    return new GitHubBranch({ github, location, baseHead, warn: problem => void this.output.push(problem) });
  }

  #files(incident: WriteIncident | undefined): Files {
    const { scheduler } = this.#world;
    const { files } = this.#machine.disk;
    const disk = new FailingDisk(this.#machine.disk, incident, this.#onHit);
    const read = <Value>(step: string, effect: () => Promise<Value>) =>
      this.#operate(scheduler.delay(0, 2), () => {
        this.#world.atOperation(step);
        return effect();
      });
    const write = <Value>(step: string, effect: () => Promise<WriteEnd<Value>>) =>
      this.#operateWrite(step, scheduler.delay(1, 20), effect);
    return {
      ...files,
      read: path => read(`read ${path}`, () => files.read(path)),
      stampOf: path => read(`inspect ${path}`, () => files.stampOf(path)),
      replace: (path, text) => write(`replace ${lastEventIn(text)}`, () => disk.replace(path, text)),
      create: (path, text) => write(`create ${lastEventIn(text)}`, () => disk.create(path, text)),
      append: (path, text, from) => write(`append ${lastEventIn(text)}`, () => disk.append(path, text, from)),
      cut: (path, size, from) => write("cut", () => disk.cut(path, size, from)),
      lock: (path, options) => this.#lock(`${path}.lock`, options),
    };
  }

  /** Takes the lock of its machine, by the rules of file-lock.ts. */
  async #lock(path: string, { onWait, onLost }: LockOptions): Promise<Result<Lock, LockProblem>> {
    const machine = this.#machine;
    this.#onLost = onLost;
    let unrefreshedMs = 0;
    for (let waitedMs = 0; ; waitedMs += pollMs) {
      const { holder } = machine;
      if (holder?.hasEnded && !holder.isAlive) this.#world.trace.count("lock of a dead process");
      if (holder?.isSuspended) unrefreshedMs += pollMs;
      else unrefreshedMs = 0;
      if (!holder || holder.hasEnded || unrefreshedMs >= staleMs) {
        machine.holder = this;
        const release = async () => {
          if (machine.holder === this) machine.holder = undefined;
        };
        return { ok: true, value: { waited: waitedMs > 0, release } };
      }
      if (waitedMs >= lockWaitSeconds * 1000) {
        this.#world.trace.count("lock not released in time");
        return { ok: false, problem: { path, holder: undefined } };
      }
      if (waitedMs === 0) onWait(path);
      await this.#operate(pollMs, () => {});
    }
  }
}

/** Returns the last event in a state file, with its result if it has one. */
function lastEventIn(text: string): string {
  const line = text.slice(text.lastIndexOf("\n", text.length - 2) + 1);
  const [, event = "header", result] = /"event":"(\w+)"(?:.*"result":"([\w-]+)")?/.exec(line) ?? [];
  return result === undefined ? event : `${event} ${result}`;
}
