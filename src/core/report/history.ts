import type { EventOf, SnapshotEvent, StateEvent } from "../state/events.ts";
import { overrides } from "../state/outcome-order.ts";
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
  const applies: Entries[] = [];
  const latest = new Map<string, { readonly entries: Entries; until: string }>();
  for (const entry of entries) {
    const { at, until, commit, run, isCompacted } = entry;
    const key = JSON.stringify([run ?? null, run === undefined ? commit : null, isCompacted]);
    const known = latest.get(key);
    const pause = run === undefined ? maxGapMinutes.atHand : maxGapMinutes.inRun;
    if (known && minutesBetween(known.until, at) <= pause) {
      known.entries.push(entry);
      if (compareTimes(known.until, until) < 0) known.until = until;
    } else {
      const own: Entries = [entry];
      applies.push(own);
      latest.set(key, { entries: own, until });
    }
  }
  return applies.flatMap(summarizeApply);
}

type Entries = [HistoryEntry, ...HistoryEntry[]];

/** What the entries of one apply come to; nothing where none did anything. */
function summarizeApply(entries: Entries): readonly ReportApply[] {
  const done = entries.filter(({ what }) => what !== "nothing");
  if (done.length === 0) return [];
  const doneAs = (what: HistoryEntry["what"]) => done.filter(entry => entry.what === what);
  const count = (what: HistoryEntry["what"]) => ({
    people: new Set(doneAs(what).flatMap(({ emails }) => emails.map(emailOf))).size,
    grants: doneAs(what).reduce((sum, one) => sum + one.emails.length * one.workspaceIds.length, 0),
  });
  const [{ at, run, isCompacted }] = entries;
  const pullRequests = new Set(done.flatMap(({ pullRequest }) => pullRequest ?? []));
  return [
    {
      at,
      commit: entries.find(({ commit }) => commit !== undefined)?.commit,
      pullRequests: [...pullRequests].sort((a, b) => a - b),
      run,
      isCompacted,
      sent: count("sent"),
      adopted: count("adopted"),
      cancelled: count("cancelled").people,
      removed: count("removed").people,
      forgotten: count("forgotten").people,
      lapsed: count("lapsed").people,
      rejected: doneAs("rejected").length,
      unconfirmed: doneAs("unconfirmed").length,
    },
  ];
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

type Outcome = EventOf<"outcome">;

function historyOf(events: readonly StateEvent[]): HistoryEntry[] {
  const outcomes = new Map<string, Outcome>();
  for (const event of events) {
    if (event.event === "outcome" && overrides(event, outcomes.get(event.call)))
      outcomes.set(event.call, event);
  }
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

function callEntry(intent: EventOf<"intent">, outcome: Outcome | undefined): HistoryEntry {
  const { emails, workspaceIds } = intent;
  // What was resolved later is not of the time of this apply.
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
function effectOf({ action, workspaceIds }: EventOf<"intent">): HistoryEntry["what"] {
  if (action === "invite") return "sent";
  if (workspaceIds.length === 0) return "nothing";
  return action === "cancel" ? "cancelled" : "removed";
}
