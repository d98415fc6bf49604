import type { Resolution } from "../../core/plan/model.ts";
import { isInFlight } from "../../core/plan/resolve.ts";
import type { SnapshotEvent, StateEvent } from "../../core/state/events.ts";
import type { Provenance } from "../../core/state/provenance.ts";
import type { Recorded, RecordedPerson, UnconfirmedCall } from "../../core/state/recorded.ts";
import type { State } from "../../core/state/state.ts";
import { compareText } from "../../core/text/compare.ts";
import { type Email, emailOf } from "../../core/values/address.ts";
import { plainWorkspaces } from "../document/plain.ts";
import { writeTerminal } from "../document/terminal.ts";
import { inFlightUntil, unconfirmedBlocks } from "../plan/unconfirmed.ts";
import { escapeTerminal } from "../text/escape.ts";
import { type Layout, timeText } from "../text/layout.ts";
import type { DisplayNames } from "../text/names.ts";
import { pluralize } from "../text/plural.ts";

/** Lists the people in the state file, one per line. */
export function renderRecorded(recorded: Recorded, names: DisplayNames, layout: Layout): string {
  const people = byEmail(recorded);
  const rows = people.map(({ email, grants }) => {
    const [since] = [...grants.values()].map(grant => grant.since).sort();
    return `${escapeTerminal(email)}  ${plainWorkspaces([...grants.keys()].sort(), names)}  since ${timeText(since ?? "")}\n`;
  });
  const grants = people.reduce((sum, person) => sum + person.grants.size, 0);
  const total = `${pluralize(people.length, "person")}, ${pluralize(grants, "grant")}.\n`;
  const unconfirmed = writeTerminal(
    { blocks: unconfirmedBlocks(recorded.unconfirmed, undefined, names) },
    layout,
  );
  const rejected = [...recorded.rejected.values()].sort((a, b) => compareText(a.address, b.address));
  const failures = rejected.map(
    ({ address, at }) => `${escapeTerminal(address)}  rejected by Tally at ${timeText(at)}\n`,
  );
  return [rows.join(""), total, failures.join(""), unconfirmed].filter(part => part !== "").join("\n");
}

/** Formats the people in the state file as JSON. */
export function formatRecorded(recorded: Recorded): string {
  const people = byEmail(recorded).map(({ email, grants }) => ({
    email,
    grants: [...grants]
      .sort(([a], [b]) => compareText(a, b))
      .map(([workspaceId, grant]) => ({ workspaceId, ...grant })),
  }));
  const unconfirmed = recorded.unconfirmed.map(({ provenance: _, forgotten: __, ...call }) => call);
  const rejected = [...recorded.rejected.values()].sort((a, b) => compareText(a.address, b.address));
  return `${JSON.stringify({ formatVersion: 1, people, rejected, unconfirmed }, null, 2)}\n`;
}

/** Lists the recorded events of one person, in the order of the file. */
export function renderHistory(email: Email, { events, recorded }: State, names: DisplayNames): string {
  const isNamed = (one: string) => emailOf(one) === email;
  const calls = new Set(
    events.flatMap(one => (one.event === "intent" && one.emails.some(isNamed) ? one.call : [])),
  );
  const isAbout = (event: StateEvent) => {
    if (event.event === "outcome") return calls.has(event.call);
    return "emails" in event ? event.emails.some(isNamed) : isNamed(event.email);
  };
  const lines = events
    .filter(isAbout)
    .flatMap(event =>
      event.event === "snapshot"
        ? snapshotLines(event, names)
        : historyLine(event.at, historyText(event, names)),
    );
  const grants = recorded.people.get(email)?.grants;
  const now = grants ? plainWorkspaces([...grants.keys()].sort(), names) : "no grants";
  const rejection = recorded.rejected.get(email);
  const failure = rejection ? `; rejected by Tally at ${timeText(rejection.at)}` : "";
  return `${escapeTerminal(email)}: ${now}${failure}\n${lines.join("")}`;
}

function historyLine(at: string, text: string): string {
  return `  ${timeText(at)}  ${text}\n`;
}

/** Returns a line for each part of a snapshot, with its own time. */
function snapshotLines(
  { grants, attempts, rejected }: SnapshotEvent,
  names: DisplayNames,
): readonly string[] {
  const tried = `sent ${pluralize(attempts?.count ?? 0, "time")} without a usable response; never shown in Tally`;
  return [
    attempts && historyLine(attempts.last, tried),
    rejected && historyLine(rejected.at, "email address rejected by Tally"),
    ...grants.map(grant => {
      const what = `${grant.adopted ? "adopted" : "last sent"}: ${plainWorkspaces(grant.workspaceIds, names)}`;
      return historyLine(grant.lastSent, `${what}, first ${timeText(grant.since)}${sourceText(grant)}`);
    }),
  ].filter(line => line !== undefined);
}

function historyText(event: Exclude<StateEvent, SnapshotEvent>, names: DisplayNames): string {
  switch (event.event) {
    case "intent":
      return `call ${event.call}: ${intentWords[event.action]} ${plainWorkspaces(event.workspaceIds, names)}${sourceText(event)}`;
    case "outcome": {
      const status = event.status === undefined ? "" : ` (${event.status})`;
      const problem = event.problem ? `: ${escapeTerminal(event.problem)}` : "";
      const by = event.resolvedBy === undefined ? "" : resolvedWords[event.resolvedBy];
      return `call ${event.call}: ${event.result}${status}${by}${problem}`;
    }
    case "adopted":
    case "lapsed":
      return `${grantWords[event.event]}: ${plainWorkspaces(event.workspaceIds, names)}${sourceText(event)}`;
    case "forgotten":
      return `forgotten${event.workspaceIds ? `: ${plainWorkspaces(event.workspaceIds, names)}` : ""}${sourceText(event)}`;
  }
}

const grantWords = { adopted: "adopted (already in Tally)", lapsed: "no longer in Tally" } as const;
const intentWords = {
  invite: "invite to",
  cancel: "cancel the invite to",
  remove: "remove from the organization, including",
} as const;
const resolvedWords = {
  person: ", set by a person",
  "live-data": ", according to Tally",
} as const;

function sourceText({ commit, pullRequest, run }: Provenance): string {
  const parts = [
    commit && `commit ${commit.slice(0, 12)}`,
    pullRequest !== undefined && `#${pullRequest}`,
    run,
  ];
  const shown = parts.filter(Boolean).map(part => escapeTerminal(String(part)));
  return shown.length > 0 ? ` (${shown.join(", ")})` : "";
}

function byEmail({ people }: Recorded): readonly RecordedPerson[] {
  return [...people.values()].sort((a, b) => compareText(a.email, b.email));
}

/** Describes the calls that a person resolved, and those that might still be delivered. */
export function renderResolvedByPerson(
  as: "sent" | "not-sent",
  resolved: number,
  inFlight: readonly UnconfirmedCall[],
): string {
  const them = resolved === 1 ? "it" : "them";
  const next = as === "sent" ? `Rollcall won't send ${them} again.` : `The next apply sends ${them} again.`;
  const done = resolved > 0 ? `Resolved ${pluralize(resolved, "call")} as ${as}. ${next}\n` : "";
  return `${done}${inFlightText(inFlight)}`;
}

/** Returns when the calls that might still be delivered can be resolved. Empty if there are none. */
function inFlightText(calls: readonly UnconfirmedCall[]): string {
  if (calls.length === 0) return "";
  return `${pluralize(calls.length, "call")} might still be delivered, so ${calls.length === 1 ? "it was" : "they were"} not resolved. Run the command again after ${inFlightUntil(calls)}.\n`;
}

/** Lists the results of unconfirmed calls according to Tally, one per line, and what happens next. */
export function renderResolvedByObservation(
  calls: readonly UnconfirmedCall[],
  resolutions: readonly Resolution[],
  now: string,
): string {
  const resolved = new Map(resolutions.map(one => [one.call, one]));
  const lines = calls.map(({ call, emails }) => {
    return `  call ${call}: ${verdictText(resolved.get(call), emails)}\n`;
  });
  const left = calls.filter(({ call }) => !resolved.has(call));
  if (left.length === 0) return `${lines.join("")}The next apply sends the missing invites.\n`;
  const inFlight = left.filter(one => isInFlight(one, now));
  const unknown = left.length - inFlight.length;
  const rest =
    unknown > 0
      ? `${pluralize(unknown, "call is", "calls are")} still unconfirmed, because Tally doesn't show enough. Check in Tally, and then use --as sent or --as not-sent.\n`
      : "";
  return `${lines.join("")}${inFlightText(inFlight)}${rest}`;
}

function verdictText(resolution: Resolution | undefined, emails: readonly string[]): string {
  if (!resolution) return "still unconfirmed";
  if (resolution.result === "not-sent") return "not sent (Tally doesn't show it)";
  const done = resolution.emails;
  if (!done) return `sent (Tally shows ${pluralize(emails.length, "person")})`;
  return `sent to ${done.map(escapeTerminal).join(", ")} (Tally doesn't show the other${emails.length - done.length > 1 ? "s" : ""})`;
}
