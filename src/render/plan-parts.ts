import type { Email } from "../core/address.ts";
import type { Config, WorkspaceId } from "../core/config.ts";
import { compareText } from "../core/diagnostic.ts";
import type { Plan, PlannedPerson, Withheld } from "../core/plan.ts";
import { count } from "./numbers.ts";

/** The names behind the ids and addresses of a plan. */
export interface Legend {
  readonly workspaces: ReadonlyMap<WorkspaceId, string>;
  readonly people: ReadonlyMap<Email, string>;
}

/** The names that a configuration gives. */
export function legendOf(config: Config): Legend {
  const people = config.members.flatMap(member =>
    member.name === undefined ? [] : [[member.email, member.name] as const],
  );
  return { workspaces: config.workspaces, people: new Map(people) };
}

/** The people who get the same workspaces, in the order in which they are sent. */
export interface PeopleBlock {
  readonly workspaceIds: readonly WorkspaceId[];
  readonly people: readonly PlannedPerson[];
}

/** People by workspace set, the sets in the order of the calls. */
export function blocksOf({ people }: { readonly people: readonly PlannedPerson[] }): readonly PeopleBlock[] {
  const blocks = new Map<string, { workspaceIds: readonly WorkspaceId[]; people: PlannedPerson[] }>();
  for (const person of people) {
    const key = person.workspaceIds.join(" ");
    const block = blocks.get(key) ?? { workspaceIds: person.workspaceIds, people: [] };
    block.people.push(person);
    blocks.set(key, block);
  }
  return [...blocks].sort(([a], [b]) => compareText(a, b)).map(([, block]) => block);
}

/** How many calls send each set of workspaces, by the ids with spaces between. */
export function callCounts({ calls }: Plan): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { workspaceIds } of calls) {
    const key = workspaceIds.join(" ");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Ids with their names where known, sorted by what is read first. */
export function namedWorkspaces(
  ids: readonly WorkspaceId[],
  legend: Legend,
): readonly { readonly id: WorkspaceId; readonly name: string | undefined }[] {
  const named = ids.map(id => ({ id, name: legend.workspaces.get(id) }));
  return named.sort((a, b) => compareText(a.name ?? a.id, b.name ?? b.id));
}

/** What accepting means, in words that stand in every plan that sends. */
export function effectSentences(people: number): readonly [string, string] {
  const whom = people === 1 ? "this is" : "for each this is";
  return [
    `Tally was not asked: ${whom} an email, or access at once for a member.`,
    "Whoever accepts has all their forms moved into the organization, for good.",
  ];
}

/** What the plan comes to, in one sentence. */
export function headlineOf(plan: Plan): string {
  const { people, calls } = plan.summary;
  const verb = people === 1 ? "is sent an invite" : "are sent an invite";
  const fewest = calls > 1 ? ", the fewest that name nobody twice" : "";
  return `${count(people, "person", "people")} ${verb} in ${count(calls, "call")}${fewest}.`;
}

/** The one sentence of a plan with nothing to send, to withhold or to settle. */
export function emptyPlanSentence(plan: Plan): string {
  const { unchanged } = plan.summary;
  return unchanged === 0
    ? "Nothing to do: members.yaml asks for no access."
    : `Nothing to do: all that members.yaml asks for was sent before (${count(unchanged, "grant")}).`;
}

/** Whether the plan has nothing to show beside `emptyPlanSentence`. */
export function isEmpty(plan: Plan): boolean {
  return plan.calls.length + plan.withheld.length + plan.unconfirmed.length === 0;
}

/** Why an action is withheld, and the way out. */
export function withheldReason({ reason, day, action }: Withheld): string {
  switch (reason) {
    case "unconfirmed":
      return "waits until an earlier call to this person is settled";
    case "expired":
      return `not sent: access ended with ${day}`;
    case "resend-later":
      return `is sent again from ${day} on`;
    case "removals-report":
      return `${goneSince(day)}; Rollcall only reports it while settings.removals is report`;
    case "protected":
      return `${goneSince(day)}, and kept: the address is in settings.protected`;
    case "manual-step":
      return `${goneSince(day)}; Tally's API cannot take a person out of one workspace, so do it in Tally: workspace settings, members`;
    case "needs-look":
      return `${goneSince(day)}; whether to cancel or to ${action} shows only when Tally is looked at`;
  }
}

function goneSince(day: string | undefined): string {
  return day === undefined ? "no longer in members.yaml" : `access ended with ${day}`;
}
