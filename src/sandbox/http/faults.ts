/**
 * How much of a request happens although its answer goes wrong: nothing, everything, or, for `POST …/invites` only, the
 * part about the first address.
 */
export type FaultEffect = "none" | "before" | "first-address";

/** What goes wrong. */
export type Fault =
  /** Answers with exactly this, instead of what Tally would say. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly effect: FaultEffect;
    }
  /** Resets the connection. */
  | { readonly kind: "reset"; readonly effect: FaultEffect }
  /** Never answers; the connection stays open until the client or `close` ends it. */
  | { readonly kind: "hang"; readonly effect: FaultEffect }
  /** Waits this many milliseconds before anything happens, then goes on as usual. */
  | { readonly kind: "delay"; readonly ms: number }
  /** Answers with this status at once, and does what was asked so many milliseconds later, as a gateway that gave up may. */
  | { readonly kind: "late"; readonly status: number; readonly ms: number }
  /** Sends exactly these bytes, whatever HTTP thinks of them, and ends the connection. */
  | { readonly kind: "raw"; readonly bytes: string; readonly effect: FaultEffect }
  /** Does what was asked, and breaks the connection inside the head of the answer, or halfway through its body. */
  | { readonly kind: "partial"; readonly cut: "head" | "body" };

/** Which requests a fault is for. It is plain data but for `path`, which may also be the source of a regular expression. */
export interface FaultOrder {
  /** Any method where it is absent. */
  readonly method?: string;
  /** Looked for in the path without its query; any path where it is absent. */
  readonly path?: RegExp | string;
  /** The first matching request to be hit, counted from 1 and from when the fault was ordered; 1 where it is absent. */
  readonly nth?: number;
  /** How many matching requests in a row are hit; 1 where it is absent. */
  readonly times?: number;
  readonly fault: Fault;
}

/** The faults that were ordered. Every order counts every request that it matches; of two that are due, the older one hits. */
export class Faults {
  readonly #counted: { readonly order: FaultOrder; seen: number }[] = [];

  order(order: FaultOrder): void {
    this.#counted.push({ order, seen: 0 });
  }

  /** Counts a request and gives back the fault that hits it, if one does. */
  next(method: string, path: string): Fault | undefined {
    const matching = this.#counted.filter(({ order }) => matches(order, method, path));
    for (const counted of matching) counted.seen += 1;
    return matching.find(({ order, seen }) => isDue(order, seen))?.order.fault;
  }
}

function matches(order: FaultOrder, method: string, path: string): boolean {
  if (order.method !== undefined && order.method !== method) return false;
  return order.path === undefined || path.search(order.path) >= 0;
}

function isDue({ nth = 1, times = 1 }: FaultOrder, seen: number): boolean {
  return seen >= nth && seen < nth + times;
}
