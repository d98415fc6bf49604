import { desiredOn } from "../config/desired.ts";
import type { Config } from "../config/model.ts";
import { readConfig } from "../config/read-config.ts";
import type { Plan } from "../plan/model.ts";
import { hasCalls, planChanges } from "../plan/plan.ts";
import { recordOnlyEvents } from "../plan/plan-calls.ts";
import type { StateEvent } from "../state/events.ts";
import { RecordedFold } from "../state/fold-events.ts";
import type { Provenance } from "../state/provenance.ts";
import type { Recorded } from "../state/recorded.ts";
import type { State } from "../state/state.ts";
import type { Observed } from "../tally/observed.ts";
import type { ToAscii } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import { readYaml } from "../yaml/full/parse.ts";
import { readPlainSource } from "../yaml/read-yaml.ts";
import { checkPeople } from "./merge.ts";
import type { MembersDraft } from "./model.ts";

/** What the events of an import are derived from. */
export interface ImportEventsInput {
  readonly config: Config;
  readonly state: State;
  readonly observed: Observed;
  readonly today: Day;
  /** Whether the file lists everyone that Tally shows, and not only the people of a CSV file. */
  readonly isWhole: boolean;
  readonly at: string;
  readonly provenance: Provenance;
}

/** Returns the configuration of a new file. Throws if it doesn't match the draft, which would be a bug. */
export function readImported(text: string, draft: MembersDraft, toAscii: ToAscii): Config {
  const main = readPlainSource("members.yaml", text) ?? readYaml("members.yaml", text);
  const reading = readConfig({ main, included: [], diagnostics: [] }, toAscii);
  if (!reading.ok)
    throw new Error(`the imported members.yaml is invalid: ${JSON.stringify(reading.problem)}`);
  checkImported(reading.value, draft);
  return reading.value;
}

/** Throws if a configuration doesn't list exactly the people of a draft with their workspaces, which would be a bug. */
export function checkImported(config: Config, draft: MembersDraft): void {
  checkPeople(config, draft.members);
  const isAsDrafted =
    config.organization === draft.organization &&
    [...draft.workspaces].every(([id, name]) => config.workspaces.get(id) === name);
  if (!isAsDrafted) throw new Error("the imported members.yaml doesn't match what was imported");
}

/**
 * Returns the events that an import appends to the state: they record the grants of the file that Tally shows, and
 * end grants that are no longer in Tally. Throws if a plan after the import would do more than invite people of a CSV
 * file, which would be a bug.
 */
export function eventsOfImport(input: ImportEventsInput): readonly StateEvent[] {
  const record = { ...input, config: withoutDates(input.config) };
  const events: StateEvent[] = [];
  let { recorded } = record.state;
  for (let more = nextEvents(recorded, record); more.length > 0; more = nextEvents(recorded, record)) {
    events.push(...more);
    recorded = foldAll([...record.state.events, ...events]);
  }
  checkNothingLeft(recorded, record);
  return events;
}

/**
 * What Tally shows is recorded whether or not an entry has ended. A file that was there before may also have settings
 * and dates of which a plan has something left to do.
 */
function withoutDates(config: Config): Config {
  return {
    ...config,
    settings: { ...config.settings, removals: "report" },
    members: config.members.map(member => ({
      ...member,
      resend: undefined,
      entries: member.entries.map(entry => ({ ...entry, expires: undefined })),
    })),
  };
}

/**
 * Returns the events of the next step, if any. Forgetting some grants of a call may leave only people whose
 * result Tally shows, so another step can follow.
 */
function nextEvents(recorded: Recorded, record: ImportEventsInput): readonly StateEvent[] {
  const recordOnly = recordOnlyEvents(
    planWith(recorded, record, record.observed),
    record.at,
    record.provenance,
  );
  return recordOnly.length === 0 && record.isWhole ? forgetOthers(recorded, record) : recordOnly;
}

/**
 * Returns events that forget every recorded grant that the file lacks. This is correct only if the file lists the
 * whole organization.
 */
function forgetOthers(
  recorded: Recorded,
  { config, today, at, provenance }: ImportEventsInput,
): readonly StateEvent[] {
  const { people } = desiredOn(today, config);
  return [...recorded.people.values()].flatMap(({ email, grants }) => {
    const wanted = new Set(people.get(email)?.workspaceIds);
    const workspaceIds = [...grants.keys()].filter(id => !wanted.has(id)).sort();
    return workspaceIds.length > 0
      ? [{ event: "forgotten" as const, at, email, workspaceIds, ...provenance }]
      : [];
  });
}

function checkNothingLeft(recorded: Recorded, record: ImportEventsInput): void {
  const live = planWith(recorded, record, record.observed);
  const offline = planWith(recorded, record, undefined);
  for (const plan of [live, offline]) {
    const { adopt, forget, lapsed, resolved, skipped } = plan;
    const recordedOnly = [...adopt, ...forget, ...lapsed, ...resolved];
    const isDone = !record.isWhole || (!hasCalls(plan) && skipped.length === 0);
    if (recordedOnly.length > 0 || plan.cancel.length + plan.remove.length > 0 || !isDone)
      throw new Error(`the plan after the import isn't empty: ${JSON.stringify(plan)}`);
  }
}

function planWith(
  recorded: Recorded,
  { config, today }: ImportEventsInput,
  observed: Observed | undefined,
): Plan {
  const desired = desiredOn(today, config);
  const basis = { config: "", state: "" };
  return planChanges({ desired, recorded, settings: config.settings, basis, observed });
}

function foldAll(events: readonly StateEvent[]): Recorded {
  const fold = new RecordedFold();
  for (const event of events) fold.add(event);
  return fold.result();
}
