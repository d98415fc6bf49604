import type { StateLineProblem } from "../diagnostics/details.ts";
import { type Email, emailOf } from "../values/address.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { EventOf, StateEvent } from "./events.ts";
import { ForgottenGrants, type ForgottenIds } from "./forgotten.ts";
import { freshGrants, type Grants, sentAgain } from "./grants.ts";
import { forgottenIn, newOpenCall, type OpenCall, reopenCall, unconfirmedOf } from "./open-call.ts";
import { isFinal, overrides } from "./outcome-order.ts";
import type { FailedAttempts, Recorded, RecordedGrant, RecordedPerson, RejectedAddress } from "./recorded.ts";

/** Thrown for an event that contradicts the events before it. */
export class FoldError extends Error {
  readonly problem: StateLineProblem;
  constructor(problem: StateLineProblem) {
    super(problem);
    this.problem = problem;
  }
}

/** Folds events, one at a time, into the recorded state. */
export class RecordedFold {
  readonly #people: Map<Email, Grants>;
  /** The maps of grants that belong to one person only, so they can be changed in place. */
  readonly #editable = new WeakSet<Grants>();
  readonly #open: Map<string, OpenCall>;
  /** Finished calls that a later outcome can still change. */
  readonly #changeable = new Map<string, OpenCall>();
  /** The IDs of finished calls that no later outcome can change. */
  readonly #ended = new Set<string>();
  readonly #forgotten = new ForgottenGrants();
  readonly #failedAttempts: Map<Email, FailedAttempts>;
  readonly #rejected: Map<Email, RejectedAddress>;

  /** Starts with a recorded state, or with an empty one at the beginning of a file. */
  constructor(before?: Recorded) {
    this.#people = new Map();
    for (const { email, grants } of before?.people.values() ?? []) this.#people.set(email, grants);
    this.#open = new Map((before?.unconfirmed ?? []).map(call => [call.call, reopenCall(call)]));
    this.#failedAttempts = new Map(before?.failedAttempts);
    this.#rejected = new Map(before?.rejected);
  }

  /** Adds one event. Throws a `FoldError` if it contradicts the earlier ones. */
  add(event: StateEvent): void {
    switch (event.event) {
      case "intent":
        this.#addIntent(event);
        break;
      case "outcome":
        this.#addOutcome(event);
        break;
      case "adopted":
        this.#adopt(event);
        break;
      case "lapsed":
        this.#lapse(event);
        break;
      case "forgotten":
        this.#forget(event);
        break;
      case "snapshot":
        for (const spelling of event.emails) this.#restore(spelling, event);
        break;
    }
  }

  /** Returns the grants of a person after all events so far. The next event might change the map in place. */
  grantsOf(email: Email): ReadonlyMap<WorkspaceId, RecordedGrant> | undefined {
    return this.#people.get(email);
  }

  /** Returns the recorded state after all events so far. */
  result(): Recorded {
    const people = new Map<Email, RecordedPerson>();
    for (const [email, grants] of this.#people) people.set(email, { email, grants });
    return {
      people,
      unconfirmed: [...this.#open.values()].flatMap(call => unconfirmedOf(call, this.#forgotten)),
      failedAttempts: new Map(this.#failedAttempts),
      rejected: new Map(this.#rejected),
    };
  }

  #addIntent(intent: EventOf<"intent">): void {
    const isKnown = [this.#open, this.#changeable, this.#ended].some(calls => calls.has(intent.call));
    if (isKnown) throw new FoldError("call-repeated");
    this.#open.set(intent.call, newOpenCall(intent, this.#forgotten.count));
  }

  #addOutcome(outcome: EventOf<"outcome">): void {
    const { call, result } = outcome;
    if (this.#ended.has(call)) return;
    const open = this.#open.get(call) ?? this.#changeable.get(call);
    if (!open) throw new FoldError("call-unknown");
    if (!overrides(outcome, open.outcome)) return;
    const before = open.outcome && appliedIn(open.outcome);
    open.outcome = outcome;
    this.#changeable.delete(call);
    if (result === "unconfirmed") {
      open.problem = outcome.problem;
      this.#open.set(call, open);
      return;
    }
    this.#open.delete(call);
    if (isFinal(outcome)) this.#ended.add(call);
    else this.#changeable.set(call, open);
    if (outcome.fault === "email")
      for (const spelling of open.intent.emails) this.#reject(spelling, open.intent);
    const appliedTo = appliedIn(outcome);
    const fresh = freshGrants(open.intent);
    for (const email of open.intent.emails.map(emailOf)) {
      const wasDone = before !== undefined && isIn(before, email);
      if (wasDone) continue;
      if (isIn(appliedTo, email)) this.#applyTo(open, email, fresh);
      else if (
        open.intent.action === "invite" &&
        outcome.resolvedBy === "live-data" &&
        forgottenIn(open, email, this.#forgotten) !== "all"
      )
        this.#recordFailedAttempt(open, email);
    }
    open.isCounted ||= outcome.resolvedBy === "live-data";
  }

  #reject(address: string, { workspaceIds, at }: Omit<RejectedAddress, "address">): void {
    this.#rejected.set(emailOf(address), { address, workspaceIds, at });
  }

  #applyTo(open: OpenCall, email: Email, fresh: Grants): void {
    this.#failedAttempts.delete(email);
    this.#rejected.delete(email);
    if (open.intent.action === "invite") this.#grant(fresh, email, forgottenIn(open, email, this.#forgotten));
    else this.#drop(email, open.intent.workspaceIds);
  }

  #grant(fresh: Grants, email: Email, dropped: ForgottenIds | undefined): void {
    if (dropped === "all") return;
    const grants = this.#people.get(email);
    if (!grants && !dropped) {
      this.#people.set(email, fresh);
      return;
    }
    for (const [id, grant] of fresh) {
      if (dropped?.has(id)) continue;
      const before = grants?.get(id);
      this.#set(email, id, before ? sentAgain(before, grant.lastSent) : grant);
    }
  }

  #recordFailedAttempt({ intent, isCounted }: OpenCall, email: Email): void {
    if (isCounted) return;
    const count = (this.#failedAttempts.get(email)?.count ?? 0) + 1;
    this.#failedAttempts.set(email, { count, last: intent.at });
  }

  #adopt({ email: spelling, workspaceIds, at, commit, pullRequest, run }: EventOf<"adopted">): void {
    const email = emailOf(spelling);
    this.#failedAttempts.delete(email);
    for (const id of workspaceIds) {
      const before = this.#people.get(email)?.get(id);
      const { lapsed: _, ...kept } = before ?? {
        since: at,
        lastSent: at,
        adopted: true as const,
        commit,
        pullRequest,
        run,
      };
      this.#set(email, id, kept);
    }
    this.#forgetFailure(email);
  }

  /** Drops the rejection of an address once the person has all the grants that it was for. */
  #forgetFailure(email: Email): void {
    const grants = this.#people.get(email);
    if (this.#rejected.get(email)?.workspaceIds.every(id => grants?.has(id))) this.#rejected.delete(email);
  }

  #lapse({ email: spelling, workspaceIds, at }: EventOf<"lapsed">): void {
    const email = emailOf(spelling);
    for (const id of workspaceIds) {
      const before = this.#people.get(email)?.get(id);
      if (before) this.#set(email, id, { ...before, lapsed: at });
    }
  }

  #forget({ email: spelling, workspaceIds }: EventOf<"forgotten">): void {
    const email = emailOf(spelling);
    this.#drop(email, workspaceIds);
    if (!workspaceIds) this.#failedAttempts.delete(email);
    this.#forgotten.add(email, workspaceIds);
    const ids = new Set(workspaceIds);
    if (!workspaceIds || this.#rejected.get(email)?.workspaceIds.some(id => ids.has(id)))
      this.#rejected.delete(email);
  }

  #restore(spelling: string, { grants, attempts, rejected }: EventOf<"snapshot">): void {
    const email = emailOf(spelling);
    for (const { workspaceIds, ...grant } of grants)
      for (const id of workspaceIds) this.#set(email, id, grant);
    if (attempts) this.#failedAttempts.set(email, attempts);
    else this.#failedAttempts.delete(email);
    if (rejected) this.#reject(spelling, rejected);
  }

  #set(email: Email, id: WorkspaceId, grant: RecordedGrant): void {
    this.#editableGrantsOf(email).set(id, grant);
  }

  /**
   * Returns a map of a person's grants that can be changed in place. Until then, the people of one call share a map.
   */
  #editableGrantsOf(email: Email): Map<WorkspaceId, RecordedGrant> {
    const grants = this.#people.get(email);
    if (grants && this.#editable.has(grants)) return grants as Map<WorkspaceId, RecordedGrant>;
    const own = new Map(grants);
    this.#editable.add(own);
    this.#people.set(email, own);
    return own;
  }

  /** Drops grants of a person: those in the given workspaces, or all if undefined. */
  #drop(email: Email, workspaceIds: readonly WorkspaceId[] | undefined): void {
    const grants = this.#editableGrantsOf(email);
    for (const id of workspaceIds ?? []) grants.delete(id);
    if (!workspaceIds || grants.size === 0) this.#people.delete(email);
  }
}

/** Returns the people that a call took effect on. */
function appliedIn({ result, emails }: EventOf<"outcome">): ReadonlySet<Email> | "all" {
  if (result === "done" && !emails) return "all";
  return new Set(result === "done" || result === "split" ? emails?.map(emailOf) : []);
}

function isIn(people: ReadonlySet<Email> | "all", email: Email): boolean {
  return people === "all" || people.has(email);
}
