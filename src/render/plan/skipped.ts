import type { Withheld, WithheldReason } from "../../core/plan/model.ts";
import { capitalized } from "../text/plural.ts";
import type { PlanNote } from "./sections.ts";

/** What stands above the people of whom something is withheld for the same reason: a head, and why. */
export interface WithheldWords {
  readonly head: string;
  readonly why: string;
}

/** What an apply does once it has looked at Tally first, then what is left to people, then what waits or stays. */
const order: readonly WithheldReason[] = [
  "needs-look",
  "manual-step",
  "unconfirmed",
  "refused",
  "lapsed",
  "in-vain",
  "blocked",
  "pending-unknown",
  "pending-changes",
  "resend-later",
  "expired",
  "others-invite",
  "not-owner",
  "owner-unknown",
  "incomplete-look",
  "protected",
  "owner",
  "self",
  "removals-report",
];

/** What a plan sees and does not do, by the reason. */
export function withheldNotes(withheld: readonly Withheld[]): readonly PlanNote[] {
  const groups = new Map<string, Withheld[]>();
  for (const one of withheld) {
    const key = `${one.reason} ${one.action}`;
    const group = groups.get(key) ?? [];
    group.push(one);
    groups.set(key, group);
  }
  const sorted = [...groups.values()].sort(([a], [b]) => rankOf(a) - rankOf(b));
  return sorted.flatMap(rows => {
    const [first] = rows;
    if (!first) return [];
    const { head, why } = withheldWords(first);
    return {
      head,
      sentence: `${capitalized(why)}.`,
      needsWorkspaces: first.reason === "manual-step",
      rows: rows.map(one => ({
        sign: one.action === "remove" ? ("-" as const) : ("+" as const),
        email: one.email,
        workspaceIds: one.workspaceIds,
        more: dayText(one),
      })),
    };
  });
}

/** Whether an apply cancels or removes it once it has looked at Tally. */
export function isRemovedByApply({ reason }: Withheld): boolean {
  return reason === "needs-look";
}

function rankOf(one: Withheld | undefined): number {
  return one ? 2 * order.indexOf(one.reason) + (one.action === "invite" ? 0 : 1) : 0;
}

function dayText({ reason, action, day }: Withheld): string | undefined {
  if (day === undefined) return undefined;
  if (reason === "resend-later") return `from ${day} on`;
  if (action === "remove" || reason === "expired") return `access ended with ${day}`;
  return `refused on ${day}`;
}

const kept = "No longer asked for, and not removed";

/** Why an action is withheld, and the way out. Nothing in it comes from outside. */
export function withheldWords({ reason, action }: Pick<Withheld, "reason" | "action">): WithheldWords {
  const isInvite = action === "invite";
  switch (reason) {
    case "needs-look":
      return {
        head: "Cancel or remove",
        why: "an apply looks at Tally first, then withdraws their pending invite, or takes them out of the organization",
      };
    case "manual-step":
      return {
        head: "To do by hand",
        why: "Tally's API cannot take a person out of one workspace. Do it in Tally, under workspace settings, members",
      };
    case "removals-report":
      return { head: kept, why: "they stay in Tally while settings.removals is report" };
    case "unconfirmed":
      return { head: "Waiting", why: "nobody knows yet what became of an earlier call to them" };
    case "expired":
      return { head: "Not invited", why: "their access has ended" };
    case "resend-later":
      return {
        head: "Later",
        why: "resend names a day that is still to come, and they are invited again then",
      };
    case "lapsed":
      return {
        head: "Not invited again",
        why: "they were invited before, and Tally shows them no longer: declined, left or taken out. Let resend in members.yaml name a day to invite them again",
      };
    case "in-vain":
      return {
        head: "Not invited again",
        why: "it was tried several times without an answer, and Tally never showed it. Let resend in members.yaml name a day to try again",
      };
    case "refused":
      return {
        head: "Not invited again",
        why: "Tally refused their address. Correct it in members.yaml, let resend name a later day, or run rollcall state forget",
      };
    case "pending-changes":
      return {
        head: "Waiting",
        why: "their invite is pending, and settings.pendingChanges is report: this is sent once they have accepted",
      };
    case "pending-unknown":
      return {
        head: "Waiting",
        why: "their invite is pending, and Tally does not show for which workspaces",
      };
    case "blocked":
      return { head: "Not invited", why: "Tally has blocked their account" };
    case "owner":
      return isInvite
        ? { head: "Not invited", why: "the owner of the organization is never sent anything" }
        : { head: kept, why: "the owner of the organization is never removed" };
    case "self":
      return isInvite
        ? { head: "Not invited", why: "the key's own user is never sent anything" }
        : { head: kept, why: "the key's own user is never removed" };
    case "incomplete-look":
      return isInvite
        ? { head: "Not invited", why: "Tally did not show everything, so they may be there already" }
        : { head: kept, why: "Tally did not show everything, and then nobody is removed" };
    case "others-invite":
      return isInvite
        ? {
            head: "Not invited again",
            why: "their pending invite was sent by somebody else, who alone can cancel it for a fresh one",
          }
        : { head: kept, why: "their invite was sent by somebody else, who alone can cancel it" };
    case "not-owner":
      return { head: kept, why: "only the owner's key can remove members, and this is not the owner's" };
    case "owner-unknown":
      return {
        head: kept,
        why: "Tally does not say who the owner is. Name the owner in settings.protected, so that nobody removes them",
      };
    case "protected":
      return isInvite
        ? {
            head: "Not invited again",
            why: "their address is in settings.protected, so their pending invite is not cancelled for a fresh one",
          }
        : { head: kept, why: "their address is in settings.protected" };
  }
}
