import { workspaceKeys } from "../../core/plan/group-calls.ts";
import type { Effect, Plan, PlannedPerson } from "../../core/plan/model.ts";
import { hasCalls, hasChanges } from "../../core/plan/plan.ts";
import type { PolicyChange } from "../../core/plan/policy-change.ts";
import { compareText } from "../../core/text/compare.ts";
import { groupBy } from "../../core/text/group-by.ts";
import {
  type Block,
  type Document,
  joinNotes,
  paragraph,
  type Row,
  type Section,
  sectionsBlock,
  workspacesText,
} from "../document/model.ts";
import { previousNotes } from "../findings/addresses.ts";
import { gapsBlock } from "../findings/gaps.ts";
import { unknownWorkspaceText } from "../findings/messages.ts";
import type { DisplayNames } from "../text/names.ts";
import { formatNumber, pluralize } from "../text/plural.ts";
import { limitMessage } from "./limits.ts";
import { policyBlocks } from "./policy.ts";
import { actionSections, resolvedSentence } from "./sections.ts";
import { isRemovable, separatelySkipped, skippedSections } from "./skipped.ts";
import { unconfirmedBlocks } from "./unconfirmed.ts";

/** Builds the document of a plan: first what happens, then what doesn't happen and why. */
export function planDocument(
  plan: Plan,
  names: DisplayNames,
  policyChanges: readonly PolicyChange[] = [],
): Document {
  const policy = policyBlocks(policyChanges, names);
  if (isEmpty(plan)) return { blocks: [...policy, ...paragraph(emptyPlanSentence(plan, policyChanges))] };
  const resolved = resolvedSentence(plan);
  return {
    title: ["Plan for organization ", { value: plan.organization }],
    alerts: plan.blockedBy.map(limitMessage),
    blocks: [
      ...policy,
      ...replacedIdsBlocks(plan, names),
      ...(plan.calls.length > 0
        ? [
            ...paragraph(headlineOf(plan)),
            ...peopleBlocks(plan.people, person => personRow(person, names), names),
          ]
        : paragraph(hasCalls(plan) ? undefined : "This plan invites nobody.")),
      ...sectionsBlock(actionSections(plan, names)),
      ...paragraph(resolved === undefined ? undefined : [{ strong: "Resolved" }, `: ${resolved}`]),
      ...gapsBlock(plan.missing),
      ...unknownWorkspacesBlock(plan, names),
      ...sectionsBlock(skippedSections(separatelySkipped(plan), names)),
      ...unconfirmedBlocks(plan.unconfirmed, undefined, names),
    ],
    summary: [summaryText(plan)],
  };
}

/** Warns about new workspace IDs that might be typos. */
export function replacedIdsBlocks({ replacedIds }: Plan, names: DisplayNames): readonly Block[] {
  return replacedIds.map(({ workspaceId, recorded, people }) => ({
    kind: "paragraph",
    sentences: [
      ["The recorded ID of ", workspacesText([workspaceId], names), " is ", { value: recorded }, "."],
      `The state file lists ${pluralize(people, "person")} with the recorded ID, but members.yaml no longer contains it.`,
      ["If the new ID is mistyped, correct it under ", { code: "workspaces" }, " before you apply."],
    ],
    isWarning: true,
  }));
}

/** Lists the workspaces that members.yaml requests but Tally doesn't show, except those that block the plan. */
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

/** Lists people by their set of workspaces, the rarest set first, and what an invite means for them. */
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

/** Returns the row of a person that the plan invites. */
export function personRow(person: PlannedPerson, names: DisplayNames): Row {
  const { email, effect, recorded, previously } = person;
  const { sign, note } = effectText(effect, recorded);
  return {
    sign,
    subject: { value: email },
    name: names.people.get(email),
    note: joinNotes(note, ...previousNotes(previously)),
  };
}

/** A sign before a person, with its meaning. All people share the values below. */
type SignText = Pick<Row, "sign" | "note">;
const inviteText: SignText = { sign: "+" };
const againText: SignText = { sign: "*", note: "invited before" };
const accessText: SignText = { sign: ">", note: "gets immediate access" };
const secondText: SignText = { sign: "?", note: "pending: this might be a second email" };

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

const acceptingSentence =
  "Accepting an invite permanently moves all of a person's forms into the organization.";

/** Returns what the invited people get, and what accepting an invite means. */
function effectSentences(people: readonly PlannedPerson[]): readonly string[] {
  const byEffect = groupBy(people, person => person.effect);
  const numberOf = (effect: Effect) => byEffect.get(effect)?.length ?? 0;
  const [unknown, email] = [numberOf("unknown"), numberOf("email")];
  const [second, access] = [numberOf("second-email"), numberOf("access")];
  const sentences = [
    unknown > 0 &&
      `${people.length === 1 ? "They get" : "Each person gets"} an email, or immediate access if they already belong to the organization.`,
    email > 0 && `${pluralize(email, "person gets", "people get")} an email.`,
    second > 0 &&
      `${pluralize(second, "person has", "people have")} a pending invite, so this might be a second email.`,
    access > 0 &&
      `${pluralize(access, "person already belongs", "people already belong")} to the organization and ${access === 1 ? "gets" : "get"} immediate access.`,
    unknown + email + second > 0 && acceptingSentence,
    people.some(({ previously }) => previously) &&
      "Previous addresses keep their access until the new ones have joined.",
  ];
  return sentences.filter(sentence => sentence !== false);
}

function headlineOf({ people, summary }: Plan): string {
  const isAccess = people.every(person => person.effect === "access");
  return `${isAccess ? "Give access to" : "Invite"} ${pluralize(summary.people, "person")}:`;
}

/** Returns the summary: `Plan: 2 to invite, 0 to cancel, 0 to remove. 3 grants in 1 API call. 7 grants unchanged.` */
export function summaryText({ summary, cancel, remove, skipped }: Plan): string {
  const { people, grants, calls, unchanged, adopted } = summary;
  const canceled = cancel.filter(one => one.because !== "resend").length;
  const offline = skipped.filter(isRemovable).length;
  const ended =
    offline > 0
      ? `${formatNumber(offline)} to cancel or remove`
      : `${formatNumber(canceled)} to cancel, ${formatNumber(remove.length)} to remove`;
  const minimum = calls > 1 ? ", the minimum without inviting anyone twice" : "";
  return [
    `Plan: ${formatNumber(people)} to invite, ${ended}.`,
    ...(calls > 0 ? [`${pluralize(grants, "grant")} in ${pluralize(calls, "API call")}${minimum}.`] : []),
    ...(adopted > 0 ? [`${pluralize(adopted, "existing grant")} to add to the state file.`] : []),
    `${pluralize(unchanged, "grant")} unchanged.`,
  ].join(" ");
}

/** Returns the only sentence about a plan that has nothing to send, skip, or resolve. `policy`: the changes that are listed before it. */
export function emptyPlanSentence(
  { live, summary: { unchanged } }: Plan,
  policy: readonly PolicyChange[] = [],
): string {
  const head = policy.length > 0 ? "No changes to anyone's access." : "No changes.";
  if (unchanged === 0) return `${head} members.yaml requests no access.`;
  return `${head} ${live ? "Tally" : "The state file"} matches members.yaml (${pluralize(unchanged, "grant")}).`;
}

/** Whether the plan has nothing to show except `emptyPlanSentence`. */
export function isEmpty(plan: Plan): boolean {
  return !hasChanges(plan) && plan.skipped.length + plan.missing.length + plan.unknownWorkspaces.length === 0;
}
