import {
  formatGrants,
  grantKey,
  grantsOf,
  type PlannedGrant,
  type ReviewMarker,
  type ShownPlan,
  type StateVersion,
} from "../../core/review/marker.ts";
import type { StateEvent } from "../../core/state/events.ts";
import { RecordedFold } from "../../core/state/fold-events.ts";
import type { State } from "../../core/state/state.ts";
import type { Call } from "../../core/tally/call.ts";
import { emailOf } from "../../core/values/address.ts";
import { isRequestProblem, problemOfRequest } from "../../github/client.ts";
import type { Comment } from "../../github/comments.ts";
import { type Commit, findCommit } from "../../github/commits.ts";
import { findMergeBase } from "../../github/pulls.ts";
import { digestOf } from "../../io/digest.ts";
import type { GitHubContext } from "../context/context.ts";
import { planMerge } from "./merge.ts";
import type { OpenConfig } from "./open-config.ts";

/** The keys of grants, or why they can't be determined. */
export type ShownGrants =
  | { readonly ok: true; readonly value: ReadonlySet<string> }
  | { readonly ok: false; readonly problem: string };

/**
 * Returns the plan that the comment on a pull request showed before the merge. A plan that was written later doesn't count, because
 * nobody reviewed it. The marker of a result keeps the plan from before the merge.
 */
export function planShownBeforeMerge(
  marker: ReviewMarker,
  { updatedAt }: Comment,
  mergedAt: string,
): ShownPlan | undefined {
  const isInTime = Date.parse(updatedAt) <= Date.parse(mergedAt);
  return marker.result || isInTime ? marker.shown : undefined;
}

/** Returns the digest that represents grants in a marker. */
export function digestOfGrants(grants: readonly PlannedGrant[]): string {
  return digestOf(formatGrants(grants));
}

/**
 * Recomputes the grants that a plan showed. They count only if their digest matches the marker, so a different commit, state, or
 * version of Rollcall can't add a grant. Omits grants that were sent or forgotten since, because a review is valid for one invite.
 */
export async function computeShown(
  context: GitHubContext,
  openConfig: OpenConfig,
  shown: ShownPlan,
  state: State,
): Promise<ShownGrants> {
  try {
    const before = stateAt(state, shown.state);
    if (!before) return { ok: false, problem: "the state file was replaced or shortened since" };
    const merge = await openMerge(context, openConfig, shown);
    if (!merge) return { ok: false, problem: "the files that it was planned from can't be read anymore" };
    const grants = grantsOf(planMerge(context.io, merge, before, shown.day).plan.people);
    if (digestOfGrants(grants) !== shown.grants)
      return { ok: false, problem: "planning again gives a different result" };
    const isOpen = openSince(shown.state.events, state);
    return { ok: true, value: new Set(grants.filter(isOpen).map(grantKey)) };
  } catch (error) {
    if (isRequestProblem(error)) return { ok: false, problem: problemOfRequest(error) };
    throw error;
  }
}

/** Loads the configurations of a plan. If GitHub no longer has the test merge, uses the head of the pull request. */
async function openMerge(
  { github }: GitHubContext,
  openConfig: OpenConfig,
  { head, commit, base, tip }: ShownPlan,
) {
  const configOf = async (found: Commit | undefined) => found && openConfig(found);
  const sides = async (after: Commit | undefined, from: string | undefined) => ({
    after: await configOf(after),
    base: await configOf(from === undefined ? undefined : await findCommit(github, from)),
    tip: await configOf(await findCommit(github, tip)),
  });
  const read = await findCommit(github, commit);
  const { after, ...others } = read
    ? await sides(read, base)
    : await sides(await findCommit(github, head), await findMergeBase(github, tip, head));
  return after && { after, ...others };
}

/** Returns an earlier version of a state, or undefined if the state doesn't begin with it. */
function stateAt(state: State, { lineage, events: count }: StateVersion): State | undefined {
  const isSame = lineage === state.header?.lineage || (lineage === undefined && count === 0);
  if (!isSame || count > state.events.length) return undefined;
  const events = state.events.slice(0, count);
  const fold = new RecordedFold();
  for (const event of events) fold.add(event);
  return { ...state, events, recorded: fold.result() };
}

/** Returns a check of whether a grant was neither sent nor forgotten after the first `count` events. */
function openSince(count: number, { events }: State): (grant: PlannedGrant) => boolean {
  const since = events.slice(count);
  const intents = new Map(events.flatMap(event => (event.event === "intent" ? [[event.call, event]] : [])));
  const sent = new Set(since.flatMap(event => grantsDoneBy(event, intents)).map(grantKey));
  const forgotten = new Set(
    since.flatMap(event => (event.event === "forgotten" ? [emailOf(event.email)] : [])),
  );
  return grant => !sent.has(grantKey(grant)) && !forgotten.has(grant.email);
}

function grantsDoneBy(event: StateEvent, intents: ReadonlyMap<string, Call>): readonly PlannedGrant[] {
  if (event.event !== "outcome" || (event.result !== "done" && event.result !== "split")) return [];
  const intent = intents.get(event.call);
  if (!intent) return [];
  const { workspaceIds, emails } = intent;
  return grantsOf((event.emails ?? emails).map(email => ({ email: emailOf(email), workspaceIds })));
}
