import { desiredOn } from "../../core/config/desired.ts";
import {
  fingerprintOf,
  grantsOf,
  type PlannedGrant,
  type ReviewMarker,
  readMarker,
} from "../../core/review/marker.ts";
import type { StateEvent } from "../../core/state/events.ts";
import type { State } from "../../core/state/state.ts";
import type { Call } from "../../core/tally/call.ts";
import { emailOf } from "../../core/values/address.ts";
import { type Comment, findComment } from "../../github/comments.ts";
import { listMergedPulls, type MergedPull } from "../../github/pulls.ts";
import { digestOf } from "../../io/digest.ts";
import type { Planned } from "../../reconcile/model.ts";
import { configDigest, planNow } from "../../reconcile/plan-now.ts";
import { commentIdentity } from "../context/comment.ts";
import type { GitHubContext } from "../context/context.ts";

/** A merged pull request, with the comment that showed its plan. */
export interface Review {
  readonly pull: MergedPull;
  /** Whether the run is about its merge. */
  readonly isCurrent: boolean;
  readonly comment: Comment | undefined;
  readonly marker: ReviewMarker | undefined;
}

/** Which pull request showed each grant that a plan sends. */
export interface GrantReviews {
  /** Those that were looked at, the latest first. */
  readonly reviews: readonly Review[];
  /** The number of the latest pull request that showed a grant; nothing where none did. */
  reviewedIn(grant: PlannedGrant): number | undefined;
}

const maxPullRequests = 20;

/**
 * Goes back through the merged pull requests until every grant of the plan is found in what one of them showed. `commits` are
 * those that the run is about.
 */
export async function reviewPlan(
  context: GitHubContext,
  branch: string,
  commits: readonly (string | undefined)[],
  planned: Planned,
): Promise<GrantReviews> {
  const { github, inputs } = context;
  const open = new Map(grantsOf(planned.plan.people).map(grant => [keyOf(grant), grant]));
  const shown = new Map<string, number>();
  const reviews: Review[] = [];
  const pulls = await listMergedPulls(github, branch);
  for (const [index, pull] of pulls.slice(0, maxPullRequests).entries()) {
    const isCurrent = pull.commit !== undefined && commits.includes(pull.commit);
    // The latest is looked at in any case: its comment becomes the result.
    if (open.size === 0 && index > 0 && !isCurrent) break;
    const identity = commentIdentity(inputs, pull.number);
    const comment = await findComment(github, identity);
    const marker = comment && markerFrom(comment, pull, inputs.config);
    reviews.push({ pull, isCurrent, comment, marker });
    if (!marker) continue;
    const isShown = shownIn(context, marker, planned);
    for (const [key, grant] of open) {
      if (!isShown(grant)) continue;
      shown.set(key, pull.number);
      open.delete(key);
    }
  }
  return { reviews, reviewedIn: grant => shown.get(keyOf(grant)) };
}

/** What a comment remembers. What a plan wrote after the merge was shown to nobody who merged; a result keeps what was shown. */
function markerFrom(comment: Comment, pull: MergedPull, config: string): ReviewMarker | undefined {
  const marker = readMarker(comment.body, config);
  const isInTime = Date.parse(comment.updatedAt) <= Date.parse(pull.mergedAt);
  return marker?.isResult || isInTime ? marker : undefined;
}

/**
 * Whether a comment showed a grant that was not sent since: what was shown counts for one sending. Where they were too many for its marker, it showed everything that members.yaml asked for
 * and that was not recorded: the file must mean the same still.
 */
function shownIn(
  { io }: GitHubContext,
  marker: ReviewMarker,
  { inputs: { config, state } }: Planned,
): (grant: PlannedGrant) => boolean {
  const isOpen = openSince(marker, state);
  if (marker.grants) {
    const listed = new Set(marker.grants);
    return grant => listed.has(fingerprintOf(grant, digestOf)) && isOpen(grant);
  }
  const desired = desiredOn(marker.day, config);
  if (configDigest(config, desired) !== marker.configDigest) return () => false;
  const pending = new Set(grantsOf(planNow(io, config, state, { desired }).people).map(keyOf));
  return grant => pending.has(keyOf(grant)) && isOpen(grant);
}

/** Whether a grant was neither sent nor forgotten since a plan was shown. */
function openSince(marker: ReviewMarker, { events }: State): (grant: PlannedGrant) => boolean {
  const since = events.slice(marker.events);
  const intents = new Map(events.flatMap(event => (event.event === "intent" ? [[event.call, event]] : [])));
  const sent = new Set(since.flatMap(event => grantsDoneBy(event, intents)).map(keyOf));
  const forgotten = new Set(
    since.flatMap(event => (event.event === "forgotten" ? [emailOf(event.email)] : [])),
  );
  return grant => !sent.has(keyOf(grant)) && !forgotten.has(grant.email);
}

function grantsDoneBy(event: StateEvent, intents: ReadonlyMap<string, Call>): readonly PlannedGrant[] {
  if (event.event !== "outcome" || (event.result !== "done" && event.result !== "split")) return [];
  const intent = intents.get(event.call);
  if (!intent) return [];
  const { workspaceIds, emails } = intent;
  return grantsOf((event.emails ?? emails).map(email => ({ email: emailOf(email), workspaceIds })));
}

function keyOf({ email, workspaceId }: PlannedGrant): string {
  return `${email} ${workspaceId}`;
}
