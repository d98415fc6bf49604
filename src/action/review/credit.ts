import { type Desired, desiredOn } from "../../core/config/desired.ts";
import { grantKey, type PlannedGrant } from "../../core/review/marker.ts";
import type { Day } from "../../core/values/day.ts";
import { firstParents } from "../../github/first-parents.ts";
import type { GitHubContext } from "../context/context.ts";
import type { OpenConfig } from "./open-config.ts";

/** Which commits of a branch made grants desired. */
export interface Credits {
  /** The commits that were read, the newest first. */
  readonly commits: readonly string[];
  /** The commit by the key of each grant. */
  readonly byGrant: ReadonlyMap<string, string>;
}

/**
 * Finds for each grant the commit since which the branch has desired it without interruption. Goes back commit by commit, until all are
 * found. A person who gets a new invite by `resend` is credited to the commit that set its date.
 */
export async function creditGrants(
  { github }: GitHubContext,
  openConfig: OpenConfig,
  { tip, day, desired }: { readonly tip: string; readonly day: Day; readonly desired: Desired },
  grants: readonly PlannedGrant[],
): Promise<Credits> {
  const open = new Map(
    grants.flatMap(grant => {
      const as = variantOf(desired, grant);
      return as === undefined ? [] : [[grantKey(grant), { grant, as }] as const];
    }),
  );
  const byGrant = new Map<string, string>();
  const commits: string[] = [];
  for await (const commit of firstParents(github, tip)) {
    const config = await openConfig(commit);
    const before = config && desiredOn(day, config);
    for (const [key, { grant, as }] of open) {
      if (before && variantOf(before, grant) === as) byGrant.set(key, commit.sha);
      else open.delete(key);
    }
    if (open.size === 0) break;
    commits.push(commit.sha);
  }
  return { commits, byGrant };
}

/** What tells one request for a grant from a later one: undefined if the grant is not desired. */
function variantOf({ people }: Desired, { email, workspaceId }: PlannedGrant): string | undefined {
  const person = people.get(email);
  if (!person?.workspaceIds.includes(workspaceId)) return undefined;
  return person.resend?.due ? person.resend.day : "";
}
