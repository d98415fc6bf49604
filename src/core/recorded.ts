import { type Email, emailOf } from "./address.ts";
import type { WorkspaceId } from "./config.ts";
import type { StateLineProblem } from "./diagnostic.ts";
import type { Provenance, StateEvent } from "./state.ts";

/** The grants that the state file says were sent, and the calls of which nobody knows what became. */
export interface Recorded {
  readonly people: ReadonlyMap<Email, RecordedPerson>;
  /** In the order in which they were sent. */
  readonly unconfirmed: readonly UnconfirmedCall[];
}

/** What was sent to one person. */
export interface RecordedPerson {
  readonly email: Email;
  readonly grants: ReadonlyMap<WorkspaceId, RecordedGrant>;
}

/** One grant that Tally accepted. Times are ISO 8601 in UTC. */
export interface RecordedGrant extends Provenance {
  /** When it was first sent. */
  readonly since: string;
  /** When it was last sent. */
  readonly lastSent: string;
}

/** A call that was about to be sent, or was sent, and of which no usable answer is recorded. */
export interface UnconfirmedCall {
  readonly call: string;
  readonly at: string;
  readonly workspaceIds: readonly WorkspaceId[];
  /** Spellings, those that were forgotten since left out. */
  readonly emails: readonly string[];
  readonly problem: string | undefined;
}

type Intent = Extract<StateEvent, { event: "intent" }>;
type OutcomeEvent = Extract<StateEvent, { event: "outcome" }>;
type Forgotten = Extract<StateEvent, { event: "forgotten" }>;
interface OpenCall {
  readonly intent: Intent;
  problem: string | undefined;
  /** The pairs that were forgotten since: all workspaces of a person, or some. */
  readonly forgotten: Map<Email, ReadonlySet<WorkspaceId> | "all">;
}

/** An event that does not follow from those before it. */
export class FoldError extends Error {
  readonly problem: StateLineProblem;
  constructor(problem: StateLineProblem) {
    super(problem);
    this.problem = problem;
  }
}

/** Folds events, one at a time, into what is recorded. */
export class RecordedFold {
  readonly #people = new Map<Email, Map<WorkspaceId, RecordedGrant>>();
  readonly #open = new Map<string, OpenCall>();
  readonly #known = new Set<string>();

  /** Throws a `FoldError` where the event contradicts the earlier ones. */
  add(event: StateEvent): void {
    switch (event.event) {
      case "intent":
        this.#intend(event);
        break;
      case "outcome":
        this.#conclude(event);
        break;
      case "forgotten":
        this.#forget(event);
        break;
    }
  }

  /** What is recorded after all events so far. */
  result(): Recorded {
    const people = [...this.#people].map(([email, grants]) => [email, { email, grants }] as const);
    return { people: new Map(people), unconfirmed: [...this.#open.values()].flatMap(unconfirmedOf) };
  }

  #intend(intent: Intent): void {
    if (this.#known.has(intent.call)) throw new FoldError("call-repeated");
    this.#known.add(intent.call);
    this.#open.set(intent.call, { intent, problem: undefined, forgotten: new Map() });
  }

  #conclude(outcome: OutcomeEvent): void {
    const open = this.#open.get(outcome.call);
    if (!open) throw new FoldError(this.#known.has(outcome.call) ? "call-already-settled" : "call-unknown");
    if (outcome.result === "unconfirmed") {
      open.problem = outcome.problem;
      return;
    }
    this.#open.delete(outcome.call);
    if (outcome.result === "done") this.#grant(open);
  }

  #grant({ intent, forgotten }: OpenCall): void {
    const { at, commit, pullRequest, run } = intent;
    for (const spelling of intent.emails) {
      const email = emailOf(spelling);
      const dropped = forgotten.get(email);
      if (dropped === "all") continue;
      const grants = this.#people.get(email) ?? new Map<WorkspaceId, RecordedGrant>();
      for (const id of intent.workspaceIds) {
        if (dropped?.has(id)) continue;
        const before = grants.get(id);
        grants.set(
          id,
          before ? { ...before, lastSent: at } : { since: at, lastSent: at, commit, pullRequest, run },
        );
      }
      if (grants.size > 0) this.#people.set(email, grants);
    }
  }

  #forget({ email: spelling, workspaceIds }: Forgotten): void {
    const email = emailOf(spelling);
    const grants = this.#people.get(email);
    for (const id of workspaceIds ?? [...(grants?.keys() ?? [])]) grants?.delete(id);
    if (grants?.size === 0) this.#people.delete(email);
    for (const open of this.#open.values()) {
      const before = open.forgotten.get(email);
      const dropped =
        before === "all" || !workspaceIds ? "all" : new Set([...(before ?? []), ...workspaceIds]);
      if (open.intent.emails.some(one => emailOf(one) === email)) open.forgotten.set(email, dropped);
    }
  }
}

function unconfirmedOf({ intent, problem, forgotten }: OpenCall): UnconfirmedCall[] {
  const emails = intent.emails.filter(spelling => {
    const dropped = forgotten.get(emailOf(spelling));
    return dropped !== "all" && !intent.workspaceIds.every(id => dropped?.has(id));
  });
  if (emails.length === 0) return [];
  return [{ call: intent.call, at: intent.at, workspaceIds: intent.workspaceIds, emails, problem }];
}
