import { type Desired, desiredOn } from "../../core/config/desired.ts";
import { grantKey, type PlannedGrant } from "../../core/review/marker.ts";
import type { Day } from "../../core/values/day.ts";
import { firstParents } from "../../github/first-parents.ts";
import type { GitHubContext } from "../context/context.ts";
import type { OpenConfig } from "./open-config.ts";

/** The commits of a branch that made grants desired. */
export interface Credits {
  /** The commits that were read, newest first. */
  readonly commits: readonly string[];
  /** The commit for the key of each grant. */
  readonly byGrant: ReadonlyMap<string, string>;
}

/**
 * Finds, for each grant, the commit since which the branch has requested it without interruption. Walks back commit by commit until
 * all are found. If a person gets a new invite because of `resend`, that is the commit that set the date.
 */
export async function creditGrants(
  { github }: GitHubContext,
  openConfig: OpenConfig,
  { tip, day, desired }: { readonly tip: string; readonly day: Day; readonly desired: Desired },
  grants: readonly PlannedGrant[],
): Promise<Credits> {
  const open = new Map(
    grants.flatMap(grant => {
      const variant = variantOf(desired, grant);
      return variant === undefined ? [] : [[grantKey(grant), { grant, variant }] as const];
    }),
  );
  const byGrant = new Map<string, string>();
  const commits: string[] = [];
  for await (const commit of firstParents(github, tip)) {
    const config = await openConfig(commit);
    const before = config && desiredOn(day, config);
    for (const [key, { grant, variant }] of open) {
      if (before && variantOf(before, grant) === variant) byGrant.set(key, commit.sha);
      else open.delete(key);
    }
    if (open.size === 0) break;
    commits.push(commit.sha);
  }
  return { commits, byGrant };
}

/** Returns what distinguishes one request for a grant from a later one, or undefined if the grant isn't desired. */
function variantOf({ people }: Desired, { email, workspaceId }: PlannedGrant): string | undefined {
  const person = people.get(email);
  if (!person?.workspaceIds.includes(workspaceId)) return undefined;
  return person.resend?.due ? person.resend.day : "";
}
