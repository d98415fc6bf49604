import type { Schedule } from "./schedule.ts";
import { faultsIn, type Trace } from "./trace.ts";

/** Which faults the steps of the program have met, in all schedules of a campaign. */
export class Coverage {
  /** How often each step met each fault. */
  readonly #pairs = new Map<string, number>();
  /** How often each step was at each position. */
  readonly #steps = new Map<string, Map<string, number>>();

  get pairs(): number {
    return this.#pairs.size;
  }

  /** Adds what happened in a world. Returns whether a step met a fault for the first time. */
  add({ pairs, places }: Trace): boolean {
    const before = this.#pairs.size;
    for (const { step, fault } of pairs) increase(this.#pairs, pairOf(step, fault));
    for (const { position, step } of places) {
      const steps = this.#steps.get(position) ?? new Map<string, number>();
      this.#steps.set(position, steps);
      increase(steps, step);
    }
    return this.#pairs.size > before;
  }

  /** Returns the schedule that will most likely have the rarest pair, going by the steps that were at its positions before. */
  rarest<Candidate extends { readonly schedule: Schedule }>(
    candidates: readonly [Candidate, ...Candidate[]],
  ) {
    const rarities = candidates.map(({ schedule }) => this.#rarityOf(schedule));
    return candidates[rarities.indexOf(Math.max(...rarities))] ?? candidates[0];
  }

  /** Returns 1 if a schedule will certainly have a pair that wasn't seen, and less the more often its pairs were. */
  #rarityOf(schedule: Schedule): number {
    return Math.max(0, ...faultsIn(schedule).map(({ position, fault }) => this.#rarityAt(position, fault)));
  }

  #rarityAt(position: string, fault: string): number {
    const steps = [...(this.#steps.get(position) ?? [])];
    const total = steps.reduce((sum, [, times]) => sum + times, 0);
    const shares = steps.map(
      ([step, times]) => times / total / (1 + (this.#pairs.get(pairOf(step, fault)) ?? 0)),
    );
    return shares.reduce((sum, share) => sum + share, 0);
  }
}

function pairOf(step: string, fault: string): string {
  return `${step}: ${fault}`;
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
