import type { Email } from "../core/address.ts";
import { workspaceKeys } from "../core/calls.ts";
import type { Config, WorkspaceId } from "../core/config.ts";
import { compareText } from "../core/diagnostic.ts";
import {
  type Effect,
  hasChanges,
  type Plan,
  type PlannedPerson,
  type PlanSummary,
  type Withheld,
} from "../core/plan.ts";
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
  const keyOf = workspaceKeys();
  for (const person of people) {
    const key = keyOf(person.workspaceIds);
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

const acceptingSentence = "Whoever accepts has all their forms moved into the organization, for good.";

/** What the plan does to the people whom it sends something, and what accepting means. */
export function effectSentences(people: readonly PlannedPerson[]): readonly string[] {
  const numberOf = (effect: Effect) => people.filter(person => person.effect === effect).length;
  const [unknown, email, second, access] = [
    numberOf("unknown"),
    numberOf("email"),
    numberOf("second-email"),
    numberOf("access"),
  ];
  const whom = people.length === 1 ? "this is" : "for each this is";
  const sentences = [
    unknown > 0 && `Tally was not asked: ${whom} an email, or access at once for a member.`,
    email > 0 && `${count(email, "person gets", "people get")} an email.`,
    second > 0 &&
      `${count(second, "person has", "people have")} a pending invite: this may be a second email.`,
    access > 0 &&
      `${count(access, "person is", "people are")} in the organization already and ${access === 1 ? "gets" : "get"} access at once.`,
    unknown + email + second > 0 && acceptingSentence,
  ];
  return sentences.filter(sentence => sentence !== false);
}

/** What the plan comes to, in one sentence. */
export function headlineOf(plan: Plan): string {
  const { people, calls } = plan.summary;
  const isAccess = plan.people.every(person => person.effect === "access");
  const [one, many] = isAccess ? ["gets access", "get access"] : ["is sent an invite", "are sent an invite"];
  const verb = people === 1 ? one : many;
  const fewest = calls > 1 ? ", the fewest that name nobody twice" : "";
  return `${count(people, "person", "people")} ${verb} in ${count(calls, "call")}${fewest}.`;
}

/** What a plan comes to beside its invites, for the end of its summary. */
export function countsBeside({ unchanged, adopted, removed }: PlanSummary): readonly string[] {
  return [
    ...(adopted > 0 ? [`${count(adopted, "grant")} adopted`] : []),
    ...(removed > 0 ? [`${count(removed, "person", "people")} removed or cancelled`] : []),
    `${count(unchanged, "grant")} unchanged`,
  ];
}

/** The one sentence of a plan with nothing to send, to withhold or to settle. */
export function emptyPlanSentence(plan: Plan): string {
  const { unchanged } = plan.summary;
  if (unchanged === 0) return "Nothing to do: members.yaml asks for no access.";
  return plan.live
    ? `Nothing to do: Tally shows all that members.yaml asks for (${count(unchanged, "grant")}).`
    : `Nothing to do: all that members.yaml asks for was sent before (${count(unchanged, "grant")}).`;
}

/** Whether the plan has nothing to show beside `emptyPlanSentence`. */
export function isEmpty(plan: Plan): boolean {
  return !hasChanges(plan) && plan.withheld.length + plan.gaps.length === 0;
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
    case "lapsed":
      return "was sent before, and Tally shows it no longer: declined, left or taken out. Sent again only once resend in members.yaml names a day";
    case "in-vain":
      return "was sent several times without an answer, and Tally never showed it. Sent again only once resend in members.yaml names a day";
    case "refused":
      return `Tally refused the address${day === undefined ? "" : ` on ${day}`}. Sent again once members.yaml says something else of it, resend names a later day, or rollcall state forget drops the refusal`;
    case "pending-changes":
      return "an invite is pending, and settings.pendingChanges is report: it can be sent once the person has accepted";
    case "pending-unknown":
      return "an invite is pending, and Tally does not show for which workspaces";
    case "blocked":
      return "Tally has blocked the account";
    case "owner":
      return action === "invite"
        ? "the owner of the organization is never sent anything"
        : "the owner of the organization is never removed";
    case "self":
      return action === "invite"
        ? "the key's own user is never sent anything"
        : "the key's own user is never removed";
    case "incomplete-look":
      return action === "invite"
        ? "Tally did not show everything, so the person may be there already"
        : `${goneSince(day)}; Tally did not show everything, and then nobody is removed`;
    case "others-invite":
      return action === "invite"
        ? "the pending invite was sent by somebody else, and only they can cancel it before a fresh one goes out"
        : `${goneSince(day)}; the invite was sent by somebody else, and only they can cancel it`;
    case "not-owner":
      return `${goneSince(day)}; only the owner's key can remove members, and this is not the owner's`;
    case "owner-unknown":
      return `${goneSince(day)}; Tally does not say who the owner is. Name the owner in settings.protected, so that nobody removes them`;
    case "removals-report":
      return `${goneSince(day)}; Rollcall only reports it while settings.removals is report`;
    case "protected":
      return action === "invite"
        ? "the pending invite is not cancelled for a fresh one: the address is in settings.protected"
        : `${goneSince(day)}, and kept: the address is in settings.protected`;
    case "manual-step":
      return `${goneSince(day)}; Tally's API cannot take a person out of one workspace, so do it in Tally: workspace settings, members`;
    case "needs-look":
      return `${goneSince(day)}; whether to cancel or to ${action} shows only when Tally is looked at`;
  }
}

function goneSince(day: string | undefined): string {
  return day === undefined ? "no longer in members.yaml" : `access ended with ${day}`;
}
