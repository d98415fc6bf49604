/** Returns a function that returns pseudorandom numbers from 0 to 1, excluding 1. The same seed gives the same numbers. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  // mulberry32 by Tommy Ettinger, public domain.
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Event {
  readonly at: number;
  readonly run: () => void | Promise<void>;
}

/**
 * The only source of time and order in a simulation. Everything that takes time is an event, and the next event runs only when all
 * processes wait for one. Delays come from a seed, so the same seed gives the same order.
 */
export class Scheduler {
  /** The time since the start, in milliseconds. */
  elapsed = 0;
  readonly random: () => number;
  readonly #isBusy: () => boolean;
  /** Sorted by time, latest first. Events at the same time run in the order in which they were added. */
  readonly #events: Event[] = [];

  /** `isBusy`: whether a process is doing something that isn't an event, such as loading a module. */
  constructor(seed: number, isBusy: () => boolean) {
    this.random = randomFrom(seed);
    this.#isBusy = isBusy;
  }

  /** Returns a random delay in milliseconds. */
  delay(min: number, max: number): number {
    return min + this.random() * (max - min);
  }

  /** Runs a function after some milliseconds. Returns a function that cancels it. */
  after(milliseconds: number, run: Event["run"]): () => void {
    const event = { at: this.elapsed + Math.max(milliseconds, 0), run };
    let index = this.#events.length;
    while (index > 0 && (this.#events[index - 1] as Event).at <= event.at) index -= 1;
    this.#events.splice(index, 0, event);
    return () => {
      const found = this.#events.indexOf(event);
      if (found >= 0) this.#events.splice(found, 1);
    };
  }

  /** Resolves after some milliseconds. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      this.after(milliseconds, resolve);
    });
  }

  /** Runs events until `isDone` returns true. */
  async runUntil(isDone: () => boolean): Promise<void> {
    for (;;) {
      await settled();
      while (this.#isBusy()) await idle();
      if (isDone()) return;
      const event = this.#events.pop();
      if (!event) throw new Error("every process waits, but no event is left");
      this.elapsed = event.at;
      await event.run();
    }
  }

  /** Lets some milliseconds pass, and runs the events that are due. */
  async advance(milliseconds: number): Promise<void> {
    let isOver = false;
    this.after(milliseconds, () => {
      isOver = true;
    });
    await this.runUntil(() => isOver);
  }
}

/** Resolves when every promise that can be resolved has been: Node.js runs a tick only after all of them. */
function settled(): Promise<void> {
  return new Promise(resolve => {
    process.nextTick(resolve);
  });
}

/** Resolves after Node.js has handled its own input and output. */
function idle(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}
