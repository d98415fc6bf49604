import { desiredOn } from "../../core/config/desired.ts";
import type { Config } from "../../core/config/model.ts";
import { dayOf } from "../../core/values/day.ts";
import type { Result } from "../../core/values/result.ts";
import type { BranchHead } from "../../github/branch-head.ts";
import { isRequestProblem } from "../../github/client.ts";
import { commitFiles } from "../../github/commits.ts";
import { currentTimestamp } from "../../io/clock.ts";
import { loadInputs } from "../../reconcile/inputs/load.ts";
import { loadConfig } from "../../reconcile/inputs/load-config.ts";
import type { LoadProblem } from "../../reconcile/inputs/model.ts";
import type { StateStore } from "../../reconcile/inputs/store.ts";
import type { Planned, Source, SourceInputs } from "../../reconcile/model.ts";
import { configDigest } from "../../reconcile/plan-now.ts";
import type { GitHubContext } from "../context/context.ts";
import { openBranchHead, openStateStore } from "../context/state-store.ts";

/** Loads the inputs from the newest commit of a branch, through GitHub's API. */
export class BranchSource implements Source {
  readonly #context: GitHubContext;
  readonly #branch: string;
  readonly #head: BranchHead;
  readonly #store: StateStore;

  constructor(context: GitHubContext, branch: string) {
    this.#context = context;
    this.#branch = branch;
    this.#head = openBranchHead(context, branch);
    this.#store = openStateStore(context, branch, { baseHead: this.#head });
  }

  async load(): Promise<Result<SourceInputs, LoadProblem>> {
    const { github, inputs, run } = this.#context;
    const store = this.#store;
    const tip = await this.#head.find();
    if (!tip) return { ok: false, problem: { reason: "no-commit", sha: this.#branch } };
    const files = commitFiles(github, tip);
    const loaded = await loadInputs(await loadConfig(files, inputs.config), store);
    if (!loaded.ok) return loaded;
    const provenance = { commit: tip.sha, run: run.runUrl };
    const isCurrent = (planned: Planned) => this.#isCurrent(tip.sha, planned);
    return { ok: true, value: { ...loaded.value, store, provenance, isCurrent } };
  }

  async #isCurrent(commit: string, planned: Planned): Promise<boolean> {
    try {
      return await this.#isConfigUnchanged(commit, planned);
    } catch (error) {
      // Stop if this can't be determined. The next iteration reads everything again and reports the error.
      if (isRequestProblem(error)) return false;
      throw error;
    }
  }

  /** Whether the configuration on the branch still requests the same as when the plan was made. */
  async #isConfigUnchanged(commit: string, { plan, inputs }: Planned): Promise<boolean> {
    const { io, github } = this.#context;
    const isSame = (config: Config) =>
      configDigest(config, desiredOn(dayOf(currentTimestamp(io)), config)) === plan.basis.config;
    const tip = await this.#head.find();
    if (!tip) return false;
    if (tip.sha === commit) return isSame(inputs.config);
    const loaded = await loadConfig(commitFiles(github, tip), this.#context.inputs.config);
    return loaded.ok && isSame(loaded.value.config);
  }
}
