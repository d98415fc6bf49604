import type { SnapshotEvent, StateEvent } from "../state/events.ts";
import type { Provenance } from "../state/provenance.ts";
import { emailOf } from "../values/address.ts";
import { compareTimes, minutesBetween } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { ReportApply } from "./model.ts";

/** Between two events of one apply there are at most so many minutes: a call is waited for ten, and a run may push in between. */
const maxGapMinutes = { atHand: 15, inRun: 60 };

/**
 * The applies that events tell of, the oldest first. The state file does not say where one begins, so it is told by what is behind the
 * events: those of one run belong together, and without a run, those of one commit or of none, as long as no more than 15 minutes lie
 * between one and the next. A run that is run again is another apply, if an hour or more lies between. What became of a call is
 * counted where the call was sent: a later apply, or a person, only found it out.
 *
 * A compacted file holds no finished calls. Each grant of a snapshot counts at the time when it was first sent, by its commit, pull
 * request and run, so such an apply counts only what was still recorded, and nothing that was refused, cancelled, removed or forgotten.
 */
export function readApplies(events: readonly StateEvent[]): readonly ReportApply[] {
  const entries = historyOf(events).sort((a, b) => compareTimes(a.at, b.at));
  const applies: ApplyBuilder[] = [];
  const latest = new Map<string, ApplyBuilder>();
  for (const entry of entries) {
    const key = JSON.stringify([
      entry.run ?? null,
      entry.run === undefined ? entry.commit : null,
      entry.isCompacted,
    ]);
    const known = latest.get(key);
    const pause = entry.run === undefined ? maxGapMinutes.atHand : maxGapMinutes.inRun;
    const apply = known && minutesBetween(known.until, entry.at) <= pause ? known : new ApplyBuilder(entry);
    if (apply !== known) applies.push(apply);
    latest.set(key, apply);
    apply.add(entry);
  }
  return applies.filter(one => one.isAnything).map(one => one.result());
}

/** What one event, or a call with what became of it, did to how many. */
interface HistoryEntry extends Provenance {
  readonly at: string;
  /** When the last that belongs to it was recorded. */
  readonly until: string;
  readonly isCompacted: boolean;
  readonly what:
    | "sent"
    | "adopted"
    | "cancelled"
    | "removed"
    | "forgotten"
    | "lapsed"
    | "rejected"
    | "unconfirmed"
    | "nothing";
  readonly emails: readonly string[];
  readonly workspaceIds: readonly WorkspaceId[];
}

type Intent = Extract<StateEvent, { event: "intent" }>;
type Outcome = Extract<StateEvent, { event: "outcome" }>;

function historyOf(events: readonly StateEvent[]): HistoryEntry[] {
  const outcomes = new Map<string, Outcome>();
  for (const event of events) if (event.event === "outcome") outcomes.set(event.call, event);
  return events.flatMap(event =>
    event.event === "snapshot" ? compactedDeeds(event) : (entryOf(event, outcomes) ?? []),
  );
}

function compactedDeeds({ emails, grants }: SnapshotEvent): HistoryEntry[] {
  return grants.map(({ workspaceIds, adopted, ...grant }) => {
    const entry = { ...behind({ ...grant, at: grant.since }), isCompacted: true };
    return { ...entry, what: adopted ? "adopted" : "sent", emails, workspaceIds };
  });
}

function entryOf(
  event: Exclude<StateEvent, SnapshotEvent>,
  outcomes: ReadonlyMap<string, Outcome>,
): HistoryEntry | undefined {
  switch (event.event) {
    case "intent":
      return callEntry(event, outcomes.get(event.call));
    case "adopted":
    case "lapsed":
      return {
        ...behind(event),
        what: event.event,
        emails: [event.email],
        workspaceIds: event.workspaceIds,
      };
    case "forgotten":
      return { ...behind(event), what: "forgotten", emails: [event.email], workspaceIds: [] };
    case "outcome":
      return undefined;
  }
}

function behind({ at, commit, pullRequest, run }: { readonly at: string } & Provenance) {
  return { at, until: at, commit, pullRequest, run, isCompacted: false };
}

function callEntry(intent: Intent, outcome: Outcome | undefined): HistoryEntry {
  const { emails, workspaceIds } = intent;
  // What was settled later is not of the time of this apply.
  const until = outcome && outcome.resolvedBy === undefined ? outcome.at : intent.at;
  const entry = { ...behind(intent), until, emails, workspaceIds };
  switch (outcome?.result) {
    case undefined:
    case "unconfirmed":
      return { ...entry, what: "unconfirmed" };
    case "rejected":
      return { ...entry, what: "rejected" };
    case "not-sent":
      return { ...entry, what: "nothing" };
    case "done":
    case "split": {
      const done = outcome.emails ?? (outcome.result === "done" ? emails : []);
      return { ...entry, what: done.length === 0 ? "nothing" : effectOf(intent), emails: done };
    }
  }
}

/** What a call did. One that takes nothing from the record is followed by another about the same person, which says it. */
function effectOf({ action, workspaceIds }: Intent): HistoryEntry["what"] {
  if (action === "invite") return "sent";
  if (workspaceIds.length === 0) return "nothing";
  return action === "cancel" ? "cancelled" : "removed";
}

/** People and grants that are being counted. */
class Counter {
  readonly #people = new Set<string>();
  #grants = 0;

  add({ emails, workspaceIds }: HistoryEntry): void {
    for (const email of emails) this.#people.add(emailOf(email));
    this.#grants += emails.length * workspaceIds.length;
  }

  get people(): number {
    return this.#people.size;
  }

  result() {
    return { people: this.people, grants: this.#grants };
  }
}

/** An apply while its deeds are gathered. */
class ApplyBuilder {
  readonly #first: HistoryEntry;
  readonly #pullRequests = new Set<number>();
  readonly #counts = {
    sent: new Counter(),
    adopted: new Counter(),
    cancelled: new Counter(),
    removed: new Counter(),
    forgotten: new Counter(),
    lapsed: new Counter(),
  };
  #commit: string | undefined;
  #rejected = 0;
  #unconfirmed = 0;
  until: string;
  isAnything = false;

  constructor(first: HistoryEntry) {
    this.#first = first;
    this.until = first.until;
  }

  add(entry: HistoryEntry): void {
    if (compareTimes(this.until, entry.until) < 0) this.until = entry.until;
    this.#commit ??= entry.commit;
    if (entry.what === "nothing") return;
    this.isAnything = true;
    if (entry.pullRequest !== undefined) this.#pullRequests.add(entry.pullRequest);
    if (entry.what === "rejected") this.#rejected += 1;
    else if (entry.what === "unconfirmed") this.#unconfirmed += 1;
    else this.#counts[entry.what].add(entry);
  }

  result(): ReportApply {
    const { sent, adopted, cancelled, removed, forgotten, lapsed } = this.#counts;
    return {
      at: this.#first.at,
      commit: this.#commit,
      pullRequests: [...this.#pullRequests].sort((a, b) => a - b),
      run: this.#first.run,
      isCompacted: this.#first.isCompacted,
      sent: sent.result(),
      adopted: adopted.result(),
      cancelled: cancelled.people,
      removed: removed.people,
      forgotten: forgotten.people,
      lapsed: lapsed.people,
      rejected: this.#rejected,
      unconfirmed: this.#unconfirmed,
    };
  }
}
