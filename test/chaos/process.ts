import { setImmediate, setTimeout } from "node:timers/promises";
import { runProgram } from "../../src/cli/program.ts";
import type { Result } from "../../src/core/values/result.ts";
import { nodeFiles } from "../../src/io/files/node-files.ts";
import type { Files, Io, Lock, LockProblem } from "../../src/io/io.ts";
import { failingBranch } from "./branch.ts";
import { failingFiles } from "./disk.ts";
import type { Environment, LockHolder, Machine } from "./environment.ts";
import { pushFaults, suspended, type WriteIncident } from "./schedule.ts";

/** How long a process is suspended, in milliseconds: longer than a call can still be delivered. */
const suspensionMs = 11 * 60_000;

/** The incidents at a write after which the process can still record what it knows. */
const losesNothing: ReadonlySet<WriteIncident["what"]> = new Set([
  suspended,
  ...pushFaults.filter(one => one !== "no push arrives from then on"),
]);

/** Thrown by every operation of a dead process. */
class Dead extends Error {}

/** One run of the real program in this process. It can be interrupted, and it can die, after which it does nothing more. */
export class SimulatedProcess implements LockHolder {
  readonly output: string[] = [];
  readonly #world: Environment;
  readonly #machine: Machine;
  readonly #interrupts = new Set<() => void>();
  readonly #died: Promise<undefined>;
  #onDeath: () => void = () => {};
  #onLost: () => void = () => {};
  isAlive = true;
  /** Whether it could record everything that it learned. */
  couldRecord = true;

  constructor(world: Environment, machine: Machine) {
    this.#world = world;
    this.#machine = machine;
    this.#died = new Promise(resolve => {
      this.#onDeath = () => resolve(undefined);
    });
  }

  /** Runs a command line. Returns its exit code, or undefined if the process died. */
  async run(line: string, incident: WriteIncident | undefined): Promise<number | undefined> {
    const done = runProgram(line.split(" "), this.#io(incident));
    // The error that a dead process ends with is expected.
    done.catch(() => {});
    return Promise.race([done, this.#died]);
  }

  interrupt(): void {
    for (const callback of this.#interrupts) callback();
  }

  die(): void {
    this.isAlive = false;
    this.couldRecord = false;
    this.#onDeath();
  }

  async suspend(milliseconds: number): Promise<void> {
    const world = this.#world;
    world.pass(milliseconds);
    if (world.holder === this) world.holder = undefined;
    await world.applyElsewhere(this.#machine);
    this.#guard();
    this.#onLost();
  }

  #guard(): void {
    if (!this.isAlive) throw new Dead("dead");
  }

  #io(incident: WriteIncident | undefined): Io {
    const world = this.#world;
    const guard = () => this.#guard();
    const write = (text: string) => void (this.isAlive && this.output.push(text));
    return {
      cwd: this.#machine.folder,
      env: world.env,
      stdout: { isTerminal: false, width: 80, write },
      stderr: { isTerminal: false, width: 80, write },
      random: () => 0.5,
      isInputTerminal: () => false,
      clock: {
        now: () => {
          guard();
          return world.wallTime() + this.#machine.skew;
        },
        elapsed: () => {
          guard();
          return world.elapsed;
        },
        sleep: async (milliseconds, signal) => {
          guard();
          signal.throwIfAborted();
          world.pass(milliseconds);
          await world.slept();
          guard();
          signal.throwIfAborted();
        },
        after: (milliseconds, callback) =>
          world.setAlarm(milliseconds, () => {
            if (this.isAlive) callback();
          }),
      },
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
      openStateBranch: async () =>
        failingBranch({
          remote: world.remote,
          pass: milliseconds => world.pass(milliseconds),
          begin: () => this.#begin(),
          onStaleRead: () => world.count("stale read of the branch"),
          ...this.#partsFor(incident),
        }),
    };
  }

  /** Returns the callbacks for an incident at a write. */
  #partsFor(incident: WriteIncident | undefined) {
    return {
      incident,
      die: () => {
        this.die();
        return new Promise<never>(() => {});
      },
      onHit: (what: WriteIncident["what"]) => {
        if (!losesNothing.has(what)) this.couldRecord = false;
        this.#world.count(what);
      },
      suspend: () => this.suspend(suspensionMs),
    };
  }

  /** Begins an operation of the process. Throws if it is dead. */
  #begin(): void {
    this.#guard();
    this.#world.atOperation();
  }

  #files(incident: WriteIncident | undefined): Files {
    const { folder } = this.#machine;
    const begin = () => this.#begin();
    const files = failingFiles(nodeFiles(folder, {}), { folder, begin, ...this.#partsFor(incident) });
    return {
      ...files,
      read: path => {
        begin();
        return files.read(path);
      },
      stampOf: path => {
        begin();
        return files.stampOf(path);
      },
      lock: (path, options) => {
        begin();
        this.#onLost = options.onLost;
        return this.#lock(`${path}.lock`, options.onWait);
      },
    };
  }

  /** Takes a lock like the real one: a dead holder loses it after 8 seconds, and other processes wait for 12 seconds at most. */
  async #lock(path: string, onWait: (lock: string) => void): Promise<Result<Lock, LockProblem>> {
    const world = this.#world;
    const take = (waited: boolean): Result<Lock, LockProblem> => {
      world.holder = this;
      const release = async () => {
        if (world.holder === this) world.holder = undefined;
      };
      return { ok: true, value: { waited, release } };
    };
    this.#guard();
    if (!world.holder) return take(false);
    onWait(path);
    const begun = world.elapsed;
    while (world.holder) {
      await (world.holder.isAlive ? setTimeout(1) : setImmediate());
      this.#guard();
      if (world.holder && !world.holder.isAlive) {
        world.count("lock of a dead process");
        world.pass(8000);
        world.holder = undefined;
      }
      if (world.holder && world.elapsed - begun > 12_000) {
        world.count("lock not released in time");
        return { ok: false, problem: { path, holder: undefined } };
      }
    }
    return take(true);
  }
}
