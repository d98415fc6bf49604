import { workspaceKeys } from "../../core/plan/group-calls.ts";
import type { Effect, Plan, PlannedPerson } from "../../core/plan/model.ts";
import { hasCalls, hasChanges } from "../../core/plan/plan.ts";
import type { PolicyChange } from "../../core/plan/policy-change.ts";
import { compareText } from "../../core/text/compare.ts";
import { groupBy } from "../../core/text/group-by.ts";
import {
  type Block,
  type Document,
  paragraph,
  type Row,
  type Section,
  sectionsBlock,
  workspacesText,
} from "../document/model.ts";
import { gapsBlock } from "../findings/gaps.ts";
import { unknownWorkspaceText } from "../findings/messages.ts";
import type { DisplayNames } from "../text/names.ts";
import { formatNumber, pluralize } from "../text/plural.ts";
import { guardText } from "./limits.ts";
import { policyBlocks } from "./policy.ts";
import { actionSections, resolvedSentence } from "./sections.ts";
import { isRemovable, skippedSections } from "./skipped.ts";
import { unconfirmedBlocks } from "./unconfirmed.ts";

/** A plan: what will happen first, then what will not and why. */
export function planDocument(
  plan: Plan,
  names: DisplayNames,
  policyChanges: readonly PolicyChange[] = [],
): Document {
  const policy = policyBlocks(policyChanges, names);
  if (isEmpty(plan)) return { blocks: [...policy, ...paragraph(emptyPlanSentence(plan))] };
  const resolved = resolvedSentence(plan);
  return {
    title: ["Plan for organization ", { value: plan.organization }],
    alerts: plan.blockedBy.map(guardText),
    blocks: [
      ...policy,
      ...replacedIdsBlocks(plan, names),
      ...(plan.calls.length > 0
        ? [
            ...paragraph(headlineOf(plan)),
            ...peopleBlocks(plan.people, person => personRow(person, names), names),
          ]
        : paragraph(hasCalls(plan) ? undefined : "Nobody is invited.")),
      ...sectionsBlock(actionSections(plan, names)),
      ...paragraph(resolved === undefined ? undefined : [{ strong: "Resolved" }, `: ${resolved}`]),
      ...gapsBlock(plan.missing),
      ...unknownWorkspacesBlock(plan, names),
      ...sectionsBlock(skippedSections(plan.skipped, names)),
      ...unconfirmedBlocks(plan.unconfirmed, undefined, names),
    ],
    summary: [summaryText(plan)],
  };
}

/** IDs of workspaces that may be typing mistakes. */
export function replacedIdsBlocks({ replacedIds }: Plan, names: DisplayNames): readonly Block[] {
  return replacedIds.map(({ workspaceId, recorded, people }) => ({
    kind: "paragraph",
    sentences: [
      ["The recorded ID of ", workspacesText([workspaceId], names), " is ", { value: recorded }, "."],
      `${pluralize(people, "person is", "people are")} recorded there, and members.yaml no longer names it.`,
      [
        "If the ID is a typing mistake, correct it under ",
        { code: "workspaces" },
        " before anybody is invited.",
      ],
    ],
    isWarning: true,
  }));
}

/** Workspaces that members.yaml asks for and Tally does not show, but for those that block the plan. */
export function unknownWorkspacesBlock(
  { unknownWorkspaces, blockedBy }: Plan,
  names: DisplayNames,
): readonly Block[] {
  const blocking = blockedBy.flatMap(one => (one.guard === "unknownWorkspaces" ? one.workspaceIds : []));
  const ids = unknownWorkspaces.filter(id => !blocking.includes(id));
  const { head, meaning } = unknownWorkspaceText;
  return sectionsBlock([
    {
      head: [{ strong: head }, `: ${formatNumber(ids.length)}`],
      sentence: [meaning],
      rows: ids.map(id => ({ sign: "?", subject: workspacesText([id], names) })),
      unit: "workspace",
      isWarning: true,
    },
  ]);
}

/** People by workspace set, those with an unusual one first, and what an invite means to them. */
export function peopleBlocks(
  people: readonly PlannedPerson[],
  rowOf: (person: PlannedPerson) => Row,
  names: DisplayNames,
): readonly Block[] {
  const keyOf = workspaceKeys();
  const groups = [...groupBy(people, one => keyOf(one.workspaceIds))].sort(
    ([a, own], [b, others]) => own.length - others.length || compareText(a, b),
  );
  const sections = groups.map(
    ([, own]): Section => ({
      head: [{ strong: pluralize(own.length, "person") }, " to ", workspacesText(own[0].workspaceIds, names)],
      rows: own.map(rowOf),
      unit: "person",
    }),
  );
  return [...sectionsBlock(sections), ...paragraph(...effectSentences(people))];
}

/** One person whom the plan invites. */
export function personRow({ email, effect, recorded }: PlannedPerson, names: DisplayNames): Row {
  const { sign, note } = effectText(effect, recorded);
  return { sign, subject: { value: email }, name: names.people.get(email), note };
}

/** What a sign before a person means. One value for all people. */
type SignText = Pick<Row, "sign" | "note">;
const inviteText: SignText = { sign: "+" };
const againText: SignText = { sign: "*", note: "sent something before" };
const accessText: SignText = { sign: ">", note: "gets access at once" };
const secondText: SignText = { sign: "?", note: "is pending: this may be a second email" };

function effectText(effect: Effect, recorded: boolean): SignText {
  switch (effect) {
    case "unknown":
      return recorded ? againText : inviteText;
    case "email":
      return inviteText;
    case "access":
      return accessText;
    case "second-email":
      return secondText;
  }
}

const unknownEffect =
  "an email, or access at once if already in the organization; only a look at Tally tells.";
const acceptingSentence = "Whoever accepts has all their forms moved into the organization, for good.";

/** What the plan does to the people whom it sends something, and what accepting means. */
function effectSentences(people: readonly PlannedPerson[]): readonly string[] {
  const byEffect = groupBy(people, person => person.effect);
  const numberOf = (effect: Effect) => byEffect.get(effect)?.length ?? 0;
  const [unknown, email] = [numberOf("unknown"), numberOf("email")];
  const [second, access] = [numberOf("second-email"), numberOf("access")];
  const sentences = [
    unknown > 0 && `${people.length === 1 ? "They get" : "Each gets"} ${unknownEffect}`,
    email > 0 && `${pluralize(email, "person gets", "people get")} an email.`,
    second > 0 &&
      `${pluralize(second, "person has", "people have")} a pending invite: this may be a second email.`,
    access > 0 &&
      `${pluralize(access, "person is", "people are")} in the organization already and ${access === 1 ? "gets" : "get"} access at once.`,
    unknown + email + second > 0 && acceptingSentence,
  ];
  return sentences.filter(sentence => sentence !== false);
}

/** What the plan comes to, in one sentence. */
function headlineOf(plan: Plan): string {
  const { people, calls } = plan.summary;
  const isAccess = plan.people.every(person => person.effect === "access");
  const [one, many] = isAccess ? ["gets access", "get access"] : ["is sent an invite", "are sent an invite"];
  const minimum = calls > 1 ? ", the fewest that name nobody twice" : "";
  return `${pluralize(people, "person")} ${people === 1 ? one : many} in ${pluralize(calls, "call")}${minimum}.`;
}

/** `2 people, 3 grants, 1 call; 7 grants unchanged.` */
export function summaryText({ summary, skipped }: Plan): string {
  const { people, grants, calls, unchanged, adopted, removed } = summary;
  const toRemove = skipped.filter(isRemovable).length;
  const beside = [
    ...(toRemove > 0 ? [`${pluralize(toRemove, "person")} to cancel or remove`] : []),
    ...(adopted > 0 ? [`${pluralize(adopted, "grant")} adopted`] : []),
    ...(removed > 0 ? [`${pluralize(removed, "person")} removed or cancelled`] : []),
    `${pluralize(unchanged, "grant")} unchanged`,
  ];
  const sent =
    calls === 0
      ? "no invites"
      : `${pluralize(people, "person")}, ${pluralize(grants, "grant")}, ${pluralize(calls, "call")}`;
  return `${sent}; ${beside.join(", ")}.`;
}

/** The one sentence of a plan with nothing to send, to skip or to resolve. */
export function emptyPlanSentence(plan: Plan): string {
  const { unchanged } = plan.summary;
  if (unchanged === 0) return "Nothing to do: members.yaml asks for no access.";
  return plan.live
    ? `Nothing to do: Tally shows all that members.yaml asks for (${pluralize(unchanged, "grant")}).`
    : `Nothing to do: all that members.yaml asks for was sent before (${pluralize(unchanged, "grant")}).`;
}

/** Whether the plan has nothing to show beside `emptyPlanSentence`. */
export function isEmpty(plan: Plan): boolean {
  return !hasChanges(plan) && plan.skipped.length + plan.missing.length + plan.unknownWorkspaces.length === 0;
}
