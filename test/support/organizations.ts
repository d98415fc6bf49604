import fc from "fast-check";
import { desiredOn } from "../../src/core/config/desired.ts";
import type { Config } from "../../src/core/config/model.ts";
import { readConfig } from "../../src/core/config/read-config.ts";
import type { Plan } from "../../src/core/plan/model.ts";
import { formatBasis, planChanges } from "../../src/core/plan/plan.ts";
import type { StateEvent } from "../../src/core/state/events.ts";
import { RecordedFold } from "../../src/core/state/fold-events.ts";
import type { Recorded } from "../../src/core/state/recorded.ts";
import type { Email } from "../../src/core/values/address.ts";
import type { Day } from "../../src/core/values/day.ts";
import { toAsciiDomain } from "../../src/core/values/idna.ts";
import type { WorkspaceId } from "../../src/core/values/workspace-id.ts";
import { readNow } from "./sources.ts";

/** The date for which generated organizations are planned. */
export const today = "2026-11-23" as Day;

const workspaceNames = ["marketing", "research", "support", "sales", "legal"];

/** A generated member, as in members.yaml. */
interface MemberText {
  readonly email: string;
  readonly workspaces: readonly string[];
  readonly groups: readonly string[];
  readonly expires: string | undefined;
  readonly resend: string | undefined;
}

/** A generated members.yaml, before it is written as YAML. */
export interface OrganizationText {
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly members: readonly MemberText[];
  readonly maxEmailsPerCall: number;
}

const someWorkspaces = fc.uniqueArray(fc.constantFrom(...workspaceNames), { minLength: 1, maxLength: 4 });
const someDay = fc.option(
  fc.constantFrom("2026-10-01", "2026-11-22", "2026-11-23", "2026-11-24", "2027-01-31"),
  {
    nil: undefined,
    freq: 2,
  },
);
const member = fc.record({
  email: fc
    .constantFrom("", "A")
    .chain(prefix => fc.nat({ max: 25 }).map(index => `${prefix}person${index}@Example.com`)),
  workspaces: someWorkspaces,
  groups: fc.subarray(["design", "all"]),
  expires: someDay,
  resend: someDay,
});

/** Small organizations with five workspaces, two groups, and up to twenty people, each address once. */
export const organizations: fc.Arbitrary<OrganizationText> = fc.record({
  groups: fc.record({ design: someWorkspaces, all: someWorkspaces }),
  members: fc.uniqueArray(member, { maxLength: 20, selector: one => one.email.toLowerCase() }),
  maxEmailsPerCall: fc.constantFrom(1, 2, 3, 50),
});

/** Returns the members.yaml of an organization. `turn` changes the order of every list, which doesn't change the meaning. */
export function textOf(
  organization: OrganizationText,
  turn: <Item>(items: readonly Item[]) => readonly Item[] = items => items,
): string {
  const list = (items: readonly string[]) => `[${turn(items).join(", ")}]`;
  const members = turn(organization.members).map(one => {
    const lines = [
      `email: ${one.email}`,
      `workspaces: ${list(one.workspaces)}`,
      ...(one.groups.length > 0 ? [`groups: ${list(one.groups)}`] : []),
      ...(one.expires ? [`expires: ${one.expires}`] : []),
      ...(one.resend ? [`resend: ${one.resend}`] : []),
    ];
    return `  - ${turn(lines).join("\n    ")}\n`;
  });
  const parts = [
    "organization: kwob3J\n",
    `workspaces:\n${turn(workspaceNames)
      .map(name => `  ${name}: id-${name}\n`)
      .join("")}`,
    `groups:\n${turn(Object.entries(organization.groups))
      .map(([name, names]) => `  ${name}: ${list(names)}\n`)
      .join("")}`,
    `settings: { maxEmailsPerCall: ${organization.maxEmailsPerCall} }\n`,
    members.length > 0 ? `members:\n${members.join("")}` : "members: []\n",
  ];
  return turn(parts).join("");
}

/** Reads the configuration in a members.yaml. Throws if it has errors. */
export function configOf(text: string): Config {
  const main = readNow("members.yaml", new TextEncoder().encode(text));
  const reading = readConfig({ main, included: [], diagnostics: [] }, toAsciiDomain);
  if (!reading.ok) throw new Error(`${text}\n${JSON.stringify(reading.problem)}`);
  return reading.value;
}

/** Returns the plan for a configuration and a recorded state. Its basis is the undigested text. */
export function planOf(config: Config, recorded: Recorded, day: Day = today): Plan {
  const desired = desiredOn(day, config);
  return planChanges({
    desired,
    recorded,
    settings: config.settings,
    basis: { config: [...formatBasis(config, desired)].join(""), state: "" },
  });
}

/** Folds events into the recorded state. */
export function fold(events: readonly StateEvent[]): Recorded {
  const recorded = new RecordedFold();
  for (const event of events) recorded.add(event);
  return recorded.result();
}

/** Returns the events of an apply that completed a plan. */
export function eventsOfApply(plan: Plan, at = "2026-11-23T12:00:00.000Z"): StateEvent[] {
  return plan.calls.flatMap((call, index): StateEvent[] => [
    { event: "intent", at, call: `now-${index}`, action: "invite", ...call },
    { event: "outcome", at, call: `now-${index}`, result: "done" },
  ]);
}

/** Returns a key for the pair of a person and a workspace. */
export function pair(email: string, workspaceId: string): string {
  return `${email.toLowerCase()} ${workspaceId}`;
}

const people = Array.from({ length: 26 }, (_, index) => `person${index}@example.com` as Email);
const ids = workspaceNames.map(name => `id-${name}` as WorkspaceId);

/** Valid histories: calls with every kind of outcome or none, some resolved later, and people forgotten in between. */
export const histories: fc.Arbitrary<readonly StateEvent[]> = fc
  .array(
    fc.record({
      at: fc.constantFrom("2026-09-01T08:00:00.000Z", "2026-11-22T23:59:59.000Z", "2026-11-23T00:00:00.000Z"),
      workspaceIds: fc.subarray(ids, { minLength: 1 }),
      emails: fc.subarray(people.slice(0, 12), { minLength: 1, maxLength: 4 }),
      results: fc.constantFrom(
        ["done"],
        ["done"],
        ["rejected"],
        ["not-sent"],
        ["unconfirmed"],
        [],
        ["unconfirmed", "done"],
      ),
      forgotten: fc.option(fc.constantFrom(...people.slice(0, 8))),
      early: fc.boolean(),
      only: fc.option(fc.subarray(ids, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    }),
    { maxLength: 8 },
  )
  .map(calls =>
    calls.flatMap(({ at, workspaceIds, emails, results, forgotten, early, only }, index): StateEvent[] => {
      const call = `call-${index}`;
      const outcomes = results.map(result => ({ event: "outcome", at, call, result }) as StateEvent);
      const dropped: StateEvent[] = forgotten
        ? [{ event: "forgotten", at, email: forgotten, ...(only && { workspaceIds: only }) }]
        : [];
      const intent: StateEvent = { event: "intent", at, call, action: "invite", workspaceIds, emails };
      return early ? [intent, ...dropped, ...outcomes] : [intent, ...outcomes, ...dropped];
    }),
  );
