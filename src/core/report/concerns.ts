import type { ReportGrant, ReportMember, Standing } from "./model.ts";

/**
 * Why somebody should look at a grant, what presses most first. ended: its last day has passed. not-asked-for: members.yaml does not ask
 * for it. unconfirmed: nobody knows whether it is there. gone: asked for, and declined, left or taken out. refused: Tally refused the
 * address. not-recorded: asked for and there, and by whom is not known. not-sent: asked for, and not sent yet.
 */
export const concerns = [
  "ended",
  "not-asked-for",
  "unconfirmed",
  "gone",
  "refused",
  "not-recorded",
  "not-sent",
] as const;

export type Concern = (typeof concerns)[number];

/** Whether somebody has a grant, is invited to it, or may have it for all that is known. */
export function mayHaveAccess(standing: Standing): boolean {
  switch (standing) {
    case "joined":
    case "pending":
    case "recorded":
    case "unconfirmed":
      return true;
    case "gone":
    case "lapsed":
    case "refused":
    case "not-sent":
      return false;
  }
}

/** What is the matter with a grant of somebody. */
export function concernOf(member: ReportMember, grant: ReportGrant): Concern | undefined {
  const { standing, isDesired, expires, since } = grant;
  if (!isDesired) {
    if (!mayHaveAccess(standing)) return undefined;
    // What has a last day is desired until then.
    if (expires !== undefined) return "ended";
    return isKept(member) ? undefined : "not-asked-for";
  }
  switch (standing) {
    case "unconfirmed":
    case "refused":
    case "not-sent":
      return standing;
    case "gone":
    case "lapsed":
      return "gone";
    case "joined":
    case "pending":
      return since === undefined ? "not-recorded" : undefined;
    case "recorded":
      return undefined;
  }
}

/** The owner, the key's own user and protected people may be there without standing in members.yaml. */
export function isKept({ remarks }: ReportMember): boolean {
  return remarks.some(one => one === "owner" || one === "key" || one === "protected");
}
