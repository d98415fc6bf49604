import type { StateEvent } from "../state/events.ts";
import { RecordedFold } from "../state/fold-events.ts";
import { type Email, emailOf } from "../values/address.ts";
import { compareTimes } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { CountStep } from "./model.ts";

/** Counts the people with a recorded grant of each workspace over time. Cost: proportional to the grants in events. */
export function memberCountsOf(
  events: readonly StateEvent[],
): ReadonlyMap<WorkspaceId, readonly CountStep[]> {
  const growth = new MemberCounter();
  for (const event of events) growth.add(event);
  return growth.result();
}

/** The people and workspaces whose grants an event might record or drop. */
interface AffectedGrants {
  readonly emails: readonly Email[];
  readonly workspaceIds: readonly WorkspaceId[];
}

/** Counts grants by comparing the recorded state before and after each event. */
class MemberCounter {
  readonly #fold = new RecordedFold();
  /** The grants of each call. They are kept, because another outcome of the call might follow, from a paused run. */
  readonly #calls = new Map<string, AffectedGrants>();
  readonly #changes = new Map<WorkspaceId, Map<string, number>>();
  /**
   * When each pair of person and workspace was last dropped. A call sent before that might later turn out to be done.
   */
  readonly #dropped = new Map<string, string>();

  add(event: StateEvent): void {
    const { emails, workspaceIds } = this.#affectedBy(event);
    const before = emails.map(email => this.#sinceOf(email, workspaceIds));
    this.#fold.add(event);
    for (const [index, email] of emails.entries()) {
      const after = this.#sinceOf(email, workspaceIds);
      for (const [at, id] of workspaceIds.entries())
        this.#compare(email, id, before[index]?.[at], after[at], event.at);
    }
  }

  result(): ReadonlyMap<WorkspaceId, readonly CountStep[]> {
    return new Map([...this.#changes].map(([id, changes]) => [id, stepsOf(changes)]));
  }

  #affectedBy(event: StateEvent): AffectedGrants {
    switch (event.event) {
      case "intent":
        this.#calls.set(event.call, { emails: event.emails.map(emailOf), workspaceIds: event.workspaceIds });
        return nothing;
      case "outcome":
        return this.#calls.get(event.call) ?? nothing;
      case "adopted":
        return { emails: [emailOf(event.email)], workspaceIds: event.workspaceIds };
      case "forgotten": {
        const email = emailOf(event.email);
        const all = this.#fold.grantsOf(email)?.keys() ?? [];
        return { emails: [email], workspaceIds: event.workspaceIds ?? [...all] };
      }
      case "snapshot": {
        const workspaceIds = event.grants.flatMap(grant => grant.workspaceIds);
        return { emails: event.emails.map(emailOf), workspaceIds };
      }
      case "lapsed":
        return nothing;
    }
  }

  #sinceOf(email: Email, workspaceIds: readonly WorkspaceId[]): readonly (string | undefined)[] {
    const grants = this.#fold.grantsOf(email);
    return grants ? workspaceIds.map(id => grants.get(id)?.since) : [];
  }

  #compare(
    email: Email,
    id: WorkspaceId,
    before: string | undefined,
    after: string | undefined,
    at: string,
  ): void {
    if ((before === undefined) === (after === undefined)) return;
    const pair = `${email} ${id}`;
    if (after !== undefined) {
      this.#change(id, later(after, this.#dropped.get(pair)), 1);
      return;
    }
    // After a merge of branches, the events might not be in order of time.
    const until = later(at, later(before, this.#dropped.get(pair)));
    this.#dropped.set(pair, until);
    this.#change(id, until, -1);
  }

  #change(id: WorkspaceId, at: string, by: 1 | -1): void {
    const changes = this.#changes.get(id) ?? new Map<string, number>();
    changes.set(at, (changes.get(at) ?? 0) + by);
    this.#changes.set(id, changes);
  }
}

const nothing: AffectedGrants = { emails: [], workspaceIds: [] };

function later(one: string | undefined, other: string | undefined): string {
  const [a, b] = [one ?? other ?? "", other ?? one ?? ""];
  return compareTimes(a, b) < 0 ? b : a;
}

function stepsOf(changes: ReadonlyMap<string, number>): readonly CountStep[] {
  let people = 0;
  return [...changes]
    .sort(([a], [b]) => compareTimes(a, b))
    .flatMap(([at, by]) => {
      people += by;
      return by === 0 ? [] : [{ at, people }];
    });
}
