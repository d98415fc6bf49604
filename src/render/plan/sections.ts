import type { Plan, PlannedCancel, PlannedRemove } from "../../core/plan/model.ts";
import type { Gap } from "../../core/tally/observed.ts";
import type { WorkspaceId } from "../../core/values/workspace-id.ts";
import { count, listed } from "../text/plural.ts";

/** What a plan does beside sending invites: a head, a sentence, and the people. */
export interface PlanNote {
  readonly head: string;
  readonly sentence: string;
  readonly rows: readonly NoteRow[];
  /** Whether the people are of no use without their workspaces. */
  readonly needsWorkspaces?: boolean;
}

/** One person of a note. */
export interface NoteRow {
  readonly sign: "+" | "-" | "=" | "~";
  readonly email: string;
  readonly workspaceIds: readonly WorkspaceId[];
  /** What else there is to say of the person. */
  readonly more: string | undefined;
}

/** What is taken away first, then what is only recorded. */
export function notesOf(plan: Plan): readonly PlanNote[] {
  const gone = plan.cancel.filter(one => one.because !== "resend");
  const resent = plan.cancel.filter(one => one.because === "resend");
  const notes: readonly PlanNote[] = [
    {
      head: "Cancel",
      sentence: "Gone from members.yaml, or their access has ended: their pending invite is withdrawn.",
      rows: gone.map(one => ({ sign: "-", ...one, more: whyText(one) })),
    },
    {
      head: "Remove",
      sentence: "Gone from members.yaml, or their access has ended: they are taken out of the organization.",
      rows: plan.remove.map(one => ({ sign: "-", ...one, more: whyText(one) })),
    },
    {
      head: "Replace",
      sentence: "Their pending invite is withdrawn, and a fresh one sent.",
      rows: resent.map(one => ({ sign: "~", ...one, more: undefined })),
    },
    {
      head: "Adopt",
      sentence: "Tally has this already: it is only recorded, and nobody gets an email.",
      rows: plan.adopt.map(one => ({ sign: "=", ...one, more: undefined })),
    },
    {
      head: "Forget",
      sentence: "Neither in members.yaml nor in Tally any more: only the record changes.",
      rows: plan.forget.map(one => ({ sign: "=", ...one, more: undefined })),
    },
  ];
  return notes.filter(({ rows }) => rows.length > 0);
}

/** What the look says of earlier calls; nothing where it says nothing. */
export function settledSentence({ settled }: Plan): string | undefined {
  if (settled.length === 0) return undefined;
  const done = settled.filter(one => one.result === "done" && one.emails === undefined).length;
  const partly = settled.filter(one => one.emails !== undefined).length;
  const parts = [
    done > 0 && `${count(done, "call")} arrived`,
    partly > 0 && `${count(partly, "call")} arrived in part`,
    done + partly < settled.length && `${count(settled.length - done - partly, "call")} did not arrive`,
  ].filter(part => part !== false);
  return `of what was sent without an answer, Tally shows that ${listed(parts)}.`;
}

/** What a look lacked, and what follows from it; nothing where it was whole. */
export function gapsSentence(gaps: readonly Gap[]): string | undefined {
  if (gaps.length === 0) return undefined;
  return `${listed(gaps.map(gapText))}. So nothing is concluded from what is not shown: nobody is removed, and nobody counts as gone.`;
}

/** What a look lacked. */
export function gapText(gap: Gap): string {
  switch (gap.gap) {
    case "workspaces":
      return `${count(gap.read, "workspace was", "workspaces were")} read, and Tally counts ${gap.total}`;
    case "members":
      return `${count(gap.count, "person in a workspace is", "people in workspaces are")} not in the list of members`;
    case "invites":
      return `${count(gap.count, "invite to a workspace is", "invites to workspaces are")} not in the list of invites`;
    case "unreadable":
      return `${count(gap.count, "item", "items")} came without id or address`;
  }
}

function whyText({ day }: PlannedCancel | PlannedRemove): string | undefined {
  return day === undefined ? undefined : `access ended with ${day}`;
}
