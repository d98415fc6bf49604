import type { Incident, Schedule } from "./schedule.ts";

/** A step of the program, such as a request, and a fault that it met. */
export interface Pair {
  readonly step: string;
  readonly fault: string;
}

/** A place in a run where a schedule can put a fault, and the step that the program does there. */
export interface Place {
  readonly position: string;
  readonly step: string;
}

type Counter = "request" | "post" | "write" | "operation" | "pause";

/** Returns the position of the nth request, write, and so on of a run. Both count from 1. */
export function positionOf(run: number, counter: Counter, nth: number): string {
  return `${run} ${counter} ${nth}`;
}

/** Returns the name of the fault of an incident. */
export function faultOf(incident: Incident): string {
  switch (incident.type) {
    case "wire":
      return incident.name;
    case "user action":
      return `a person ${incident.action} during a run`;
    case "clock":
      return incident.by < 0 ? "clock goes back" : "clock goes forward";
    default:
      return incident.type;
  }
}

/** Returns the faults in a schedule with their positions. */
export function faultsIn({
  runs,
}: Schedule): readonly { readonly position: string; readonly fault: string }[] {
  return runs.flatMap(({ incidents, write }, index) => {
    const faults = incidents.map(one => ({
      position: positionOf(index + 1, counterOf(one), one.nth),
      fault: faultOf(one),
    }));
    if (!write) return faults;
    return [...faults, { position: positionOf(index + 1, "write", write.nth), fault: write.what }];
  });
}

function counterOf({ type, onPost }: Incident): Counter {
  if (type === "SIGTERM in a pause") return "pause";
  if (type === "foreign write") return "operation";
  return onPost ? "post" : "request";
}

/** What happened in a world. */
export class Trace {
  readonly counts = new Map<string, number>();
  readonly pairs: Pair[] = [];
  readonly places: Place[] = [];

  /** Counts something. */
  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** Notes that a fault met a step. */
  meet(fault: string, step: string): void {
    this.count(fault);
    this.pairs.push({ step, fault });
  }

  /** Notes the step at the nth request, write, and so on of a run. */
  reach(run: number, counter: Counter, nth: number, step: string): void {
    this.places.push({ position: positionOf(run, counter, nth), step });
  }
}
