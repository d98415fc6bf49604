import { desiredOn } from "../../core/config/desired.ts";
import { grantKey, grantsOf, type PlannedGrant, readMarker } from "../../core/review/marker.ts";
import type { State } from "../../core/state/state.ts";
import { dayOf } from "../../core/values/day.ts";
import { permissionFor } from "../../github/client.ts";
import { findComment } from "../../github/comments.ts";
import { findMergedPull, type MergedPull } from "../../github/pulls.ts";
import { currentTimestamp } from "../../io/clock.ts";
import type { Planned } from "../../reconcile/model.ts";
import type { ReviewedGrants } from "../../render/apply/model.ts";
import { commentIdentity } from "../context/comment.ts";
import type { GitHubContext } from "../context/context.ts";
import { type Credits, creditGrants } from "../review/credit.ts";
import { openConfigs } from "../review/open-config.ts";
import { computeShown, planShownBeforeMerge } from "../review/shown-grants.ts";

/** The pull requests that the grants of a plan belong to, and the grants that were reviewed. */
export interface GrantReviews extends ReviewedGrants {
  /** The pull requests that made the grants desired, and those that brought the commits of this run. */
  readonly pulls: readonly MergedPull[];
}

/** Finds the pull requests of commits, and the grants that their comments showed. Looks up each commit once per run. */
export class Reviewer {
  readonly #context: GitHubContext;
  readonly #branch: string;
  readonly #openConfig;
  readonly #pulls = new Map<string, Promise<MergedPull | undefined>>();

  constructor(context: GitHubContext, branch: string) {
    this.#context = context;
    this.#branch = branch;
    this.#openConfig = openConfigs(context.github, context.inputs.config);
  }

  /** Whether the run writes comments or requires a review. If not, it needs no permission to read pull requests. */
  get #readsPulls(): boolean {
    const { comment, requireReviewedPlan } = this.#context.inputs;
    return comment !== "false" || requireReviewedPlan;
  }

  /** Returns the pull requests that brought the commits of this run. */
  async findCurrent(): Promise<readonly MergedPull[]> {
    const { run } = this.#context;
    const merged = run.event.kind === "branch" ? run.event.commit : undefined;
    return this.#pullsOf([run.sha, merged]);
  }

  /** Finds the commits that made the grants of a plan desired in the history of the branch, and their pull requests. */
  async review(planned: Planned): Promise<GrantReviews> {
    const { inputs, plan } = planned;
    const grants = grantsOf(plan.people);
    const { commit: tip = "" } = inputs.provenance;
    const current = [...(await this.findCurrent()), ...(await this.#pullsOf([tip]))];
    const credits = await this.#credit(planned, tip, grants);
    const credited = new Map<string, MergedPull>();
    for (const [key, commit] of credits.byGrant) {
      const pull = await this.#pullOf(commit);
      if (pull) credited.set(key, pull);
    }
    const pulls = new Map([...current, ...credited.values()].map(pull => [pull.number, pull]));
    const reviewed = this.#readsPulls && (await this.#reviewed(credits, credited, inputs.state));
    return {
      pulls: [...pulls.values()],
      current: new Set(current.map(pull => pull.number)),
      creditedTo: grant => credited.get(grantKey(grant))?.number,
      unreviewed: reviewed ? grants.filter(grant => !reviewed.has(grantKey(grant))) : [],
    };
  }

  async #credit(
    { inputs: { config } }: Planned,
    tip: string,
    grants: readonly PlannedGrant[],
  ): Promise<Credits> {
    if (grants.length === 0) return { commits: [], byGrant: new Map() };
    const day = dayOf(currentTimestamp(this.#context.io));
    const inputs = { tip, day, desired: desiredOn(day, config) };
    return creditGrants(this.#context, this.#openConfig, inputs, grants);
  }

  /** Returns the grants that were shown in the pull request that made them desired, or in one that was merged later. */
  async #reviewed(
    { commits, byGrant }: Credits,
    credited: ReadonlyMap<string, MergedPull>,
    state: State,
  ): Promise<ReadonlySet<string>> {
    const reviewed = new Set<string>();
    const shownIn = new Map<number, Promise<ReadonlySet<string>>>();
    const mark = async (pull: MergedPull, keys: Iterable<string>) => {
      const shown = shownIn.get(pull.number) ?? this.#shownIn(pull, state);
      shownIn.set(pull.number, shown);
      const found = await shown;
      for (const key of keys) if (found.has(key)) reviewed.add(key);
    };
    for (const [key, pull] of credited) await mark(pull, [key]);
    const open = new Set([...byGrant.keys()].filter(key => !reviewed.has(key)));
    for (const commit of commits) {
      if (open.size === 0) break;
      const pull = await this.#pullOf(commit);
      if (pull) await mark(pull, open);
      // A pull request that was merged before the commit that made a grant desired doesn't count.
      for (const key of open) if (reviewed.has(key) || byGrant.get(key) === commit) open.delete(key);
    }
    return reviewed;
  }

  /** Returns the keys of the grants that the comment on a merged pull request showed. */
  async #shownIn(pull: MergedPull, state: State): Promise<ReadonlySet<string>> {
    const { github, inputs, io } = this.#context;
    const comment = await findComment(github, commentIdentity(inputs, pull.number));
    const marker = comment && readMarker(comment.body, inputs.config);
    const shown = marker && planShownBeforeMerge(marker, comment, pull.mergedAt);
    if (!shown) return new Set();
    const computed = await computeShown(this.#context, this.#openConfig, shown, state);
    if (computed.ok) return computed.value;
    io.stdout.write(
      `The grants in the comment on #${pull.number} don't count as reviewed: ${computed.problem}.\n`,
    );
    return new Set();
  }

  async #pullsOf(commits: readonly (string | undefined)[]): Promise<readonly MergedPull[]> {
    const known = commits.filter(commit => commit !== undefined && commit !== "");
    const pulls = await Promise.all(known.map(commit => this.#pullOf(commit ?? "")));
    return pulls.filter(pull => pull !== undefined);
  }

  #pullOf(commit: string): Promise<MergedPull | undefined> {
    const known = this.#pulls.get(commit) ?? this.#findPull(commit);
    this.#pulls.set(commit, known);
    return known;
  }

  async #findPull(commit: string): Promise<MergedPull | undefined> {
    const { github } = this.#context;
    try {
      return await findMergedPull(github, this.#branch, commit);
    } catch (error) {
      if (this.#readsPulls || permissionFor(error) === undefined) throw error;
      return undefined;
    }
  }
}
