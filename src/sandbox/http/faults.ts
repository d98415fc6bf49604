/**
 * How much of a request takes effect although its response fails: nothing, everything (before the response), or, for
 * `POST …/invites` only, the part for the first address.
 */
export type FaultEffect = "none" | "before" | "first-address";

/** What goes wrong with a request. */
export type Fault =
  /** Returns exactly this response instead of Tally's. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly effect: FaultEffect;
    }
  /** Resets the connection. */
  | { readonly kind: "reset"; readonly effect: FaultEffect }
  /** Never responds. The connection stays open until the client or `close` ends it. */
  | { readonly kind: "hang"; readonly effect: FaultEffect }
  /** Waits this many milliseconds, and then handles the request as usual. */
  | { readonly kind: "delay"; readonly ms: number }
  /** Returns this status at once, and handles the request this many milliseconds later, as a gateway that timed out may. */
  | { readonly kind: "late"; readonly status: number; readonly ms: number }
  /** Sends exactly these bytes, even if they aren't valid HTTP, and ends the connection. */
  | { readonly kind: "raw"; readonly bytes: string; readonly effect: FaultEffect }
  /** Handles the request, and breaks the connection halfway through the head or the body of the response. */
  | { readonly kind: "partial"; readonly cut: "head" | "body" };

/** A fault, and the requests that it affects. Can be JSON, because `path` may be the source of a regular expression. */
export interface FaultOrder {
  /** Default: any method. */
  readonly method?: string;
  /** Searched for in the path without the query. Default: any path. */
  readonly path?: RegExp | string;
  /** The first matching request to affect, counted from 1, starting when the fault was scheduled. Default: 1. */
  readonly nth?: number;
  /** Number of consecutive matching requests to affect. Default: 1. */
  readonly times?: number;
  readonly fault: Fault;
}

/** The scheduled faults. Each one counts every request that it matches. If two are due for a request, the older one applies. */
export class Faults {
  readonly #counted: { readonly order: FaultOrder; seen: number }[] = [];

  order(order: FaultOrder): void {
    this.#counted.push({ order, seen: 0 });
  }

  /** Counts a request, and returns the fault that affects it, if there is one. */
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
