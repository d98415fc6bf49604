import type { EventOf, SnapshotEvent, StateEvent } from "../state/events.ts";
import { overrides } from "../state/outcome-order.ts";
import type { Provenance } from "../state/provenance.ts";
import { emailOf } from "../values/address.ts";
import { compareTimes, minutesBetween } from "../values/day.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { ReportApply } from "./model.ts";

/**
 * Maximum minutes between two events of one apply, without a workflow run and within one. A run can wait ten minutes
 * for a call, and might push the state in between.
 */
const maxGapMinutes = { withoutRun: 15, inRun: 60 };

/**
 * Reconstructs the applies from the events, oldest first. The state file doesn't mark where an apply begins, so it is
 * derived from the provenance of the events. Events of one workflow run belong together. Without a run, so do events of
 * one commit, or of none, if at most 15 minutes pass between one and the next. If more than an hour passes, a rerun
 * counts as another apply. The result of a call counts for the apply that sent the call, even if a later apply or a
 * person determined it.
 *
 * A compacted file has no finished calls. Each grant of a snapshot counts at the time when it was first sent, with its
 * commit, pull request, and run. Such an apply includes only grants that were still recorded, and nothing that was
 * rejected, canceled, removed, or forgotten.
 */
export function readApplies(events: readonly StateEvent[]): readonly ReportApply[] {
  const entries = historyOf(events).sort((a, b) => compareTimes(a.at, b.at));
  const applies: Entries[] = [];
  const latest = new Map<string, { readonly entries: Entries; until: string }>();
  for (const entry of entries) {
    const { at, until, commit, run, isCompacted } = entry;
    const key = JSON.stringify([run ?? null, run === undefined ? commit : null, isCompacted]);
    const known = latest.get(key);
    const maxGap = run === undefined ? maxGapMinutes.withoutRun : maxGapMinutes.inRun;
    if (known && minutesBetween(known.until, at) <= maxGap) {
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

/** Summarizes the entries of one apply. Empty if none of them did anything. */
function summarizeApply(entries: Entries): readonly ReportApply[] {
  const done = entries.filter(({ effect }) => effect !== "nothing");
  if (done.length === 0) return [];
  const doneAs = (effect: HistoryEntry["effect"]) => done.filter(entry => entry.effect === effect);
  const count = (effect: HistoryEntry["effect"]) => ({
    people: new Set(doneAs(effect).flatMap(({ emails }) => emails.map(emailOf))).size,
    grants: doneAs(effect).reduce((sum, one) => sum + one.emails.length * one.workspaceIds.length, 0),
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
      canceled: count("canceled").people,
      removed: count("removed").people,
      forgotten: count("forgotten").people,
      lapsed: count("lapsed").people,
      rejected: doneAs("rejected").length,
      unconfirmed: doneAs("unconfirmed").length,
    },
  ];
}

/** One step of an apply: an event, or a call with its result. */
interface HistoryEntry extends Provenance {
  readonly at: string;
  /** The time of the last event that belongs to the step. */
  readonly until: string;
  readonly isCompacted: boolean;
  readonly effect:
    | "sent"
    | "adopted"
    | "canceled"
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
    event.event === "snapshot" ? snapshotEntries(event) : (entryOf(event, outcomes) ?? []),
  );
}

function snapshotEntries({ emails, grants }: SnapshotEvent): HistoryEntry[] {
  return grants.map(({ workspaceIds, adopted, ...grant }) => {
    const entry = { ...baseEntry({ ...grant, at: grant.since }), isCompacted: true };
    return { ...entry, effect: adopted ? "adopted" : "sent", emails, workspaceIds };
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
        ...baseEntry(event),
        effect: event.event,
        emails: [event.email],
        workspaceIds: event.workspaceIds,
      };
    case "forgotten":
      return { ...baseEntry(event), effect: "forgotten", emails: [event.email], workspaceIds: [] };
    case "outcome":
      return undefined;
  }
}

function baseEntry({ at, commit, pullRequest, run }: { readonly at: string } & Provenance) {
  return { at, until: at, commit, pullRequest, run, isCompacted: false };
}

function callEntry(intent: EventOf<"intent">, outcome: Outcome | undefined): HistoryEntry {
  const { emails, workspaceIds } = intent;
  // An outcome that was determined later doesn't extend the apply.
  const until = outcome && outcome.resolvedBy === undefined ? outcome.at : intent.at;
  const entry = { ...baseEntry(intent), until, emails, workspaceIds };
  switch (outcome?.result) {
    case undefined:
    case "unconfirmed":
      return { ...entry, effect: "unconfirmed" };
    case "rejected":
      return { ...entry, effect: "rejected" };
    case "not-sent":
      return { ...entry, effect: "nothing" };
    case "done":
    case "split": {
      const done = outcome.emails ?? (outcome.result === "done" ? emails : []);
      return { ...entry, effect: done.length === 0 ? "nothing" : effectOf(intent), emails: done };
    }
  }
}

/** Returns the effect of a call. If it drops no recorded grants, a later call for the same person counts instead. */
function effectOf({ action, workspaceIds }: EventOf<"intent">): HistoryEntry["effect"] {
  if (action === "invite") return "sent";
  if (workspaceIds.length === 0) return "nothing";
  return action === "cancel" ? "canceled" : "removed";
}
