import type { Clock } from "../io/clock.ts";
import { type GitHub, UnusableResponse } from "./client.ts";
import { type Commit, findTip } from "./commits.ts";
import { findMergeBase } from "./pulls.ts";

/** The pauses between reads, in milliseconds. For a moment after a write or a push, GitHub can return the older ref. */
const pausesMs = [1000, 2000, 4000];

/** The head of a branch. It never moves backward: if a read lacks a commit that is known to be on the branch, it is repeated. */
export class BranchHead {
  readonly #github: GitHub;
  readonly #branch: string;
  readonly #clock: Clock;
  #known: string | undefined;

  /** `known` is a commit that the branch must contain, such as the one whose push started this run. */
  constructor(github: GitHub, branch: string, clock: Clock, known: string | undefined) {
    this.#github = github;
    this.#branch = branch;
    this.#clock = clock;
    this.#known = known;
  }

  /** Returns the commit at the head, or undefined if there is no such branch. Throws if GitHub keeps returning an older one. */
  async find(): Promise<Commit | undefined> {
    for (const pause of [...pausesMs, undefined]) {
      const tip = await findTip(this.#github, this.#branch);
      if (await this.#isNewest(tip?.sha)) {
        this.#known = tip?.sha;
        return tip;
      }
      if (pause === undefined) throw new UnusableResponse(this.#problemOf(tip?.sha));
      await this.#clock.sleep(pause, new AbortController().signal);
    }
    return undefined;
  }

  /** Must be called after the branch was moved to a commit. */
  moved(commit: string): void {
    this.#known = commit;
  }

  async #isNewest(head: string | undefined): Promise<boolean> {
    if (this.#known === undefined || head === this.#known) return true;
    return head !== undefined && (await findMergeBase(this.#github, this.#known, head)) === this.#known;
  }

  #problemOf(head: string | undefined): string {
    const returned =
      head === undefined ? `no branch ${this.#branch}` : `${head} as the head of ${this.#branch}`;
    return `GitHub returned ${returned}, which lacks the commit ${this.#known}. The response is out of date, or the branch was force-pushed. Run this again. After a force-push, run it from a newer commit`;
  }
}
