import { workspaceKeys } from "../../core/plan/group-calls.ts";
import type { Effect, Plan, PlannedPerson } from "../../core/plan/model.ts";
import { hasChanges } from "../../core/plan/plan.ts";
import { compareText } from "../../core/text/compare.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { count } from "../text/plural.ts";
import { isRemovedByApply } from "./skipped.ts";

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

const unknownEffect =
  "an email, or access at once if already in the organization; only a look at Tally tells.";
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
  const sentences = [
    unknown > 0 && `${people.length === 1 ? "They get" : "Each gets"} ${unknownEffect}`,
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

/** `2 people, 3 grants, 1 call; 7 grants unchanged.` */
export function summaryText({ summary, withheld }: Plan): string {
  const { people, grants, calls, unchanged, adopted, removed } = summary;
  const toRemove = withheld.filter(isRemovedByApply).length;
  const beside = [
    ...(toRemove > 0 ? [`${count(toRemove, "person", "people")} to cancel or remove`] : []),
    ...(adopted > 0 ? [`${count(adopted, "grant")} adopted`] : []),
    ...(removed > 0 ? [`${count(removed, "person", "people")} removed or cancelled`] : []),
    `${count(unchanged, "grant")} unchanged`,
  ];
  const sent =
    calls === 0
      ? "no invites"
      : `${count(people, "person", "people")}, ${count(grants, "grant")}, ${count(calls, "call")}`;
  return `${sent}; ${beside.join(", ")}.`;
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
