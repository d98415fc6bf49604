import { checkContinuity } from "../../core/state/continuity.ts";
import type { Clock } from "../../io/clock.ts";
import { digestOf } from "../../io/digest.ts";
import type { BranchReadResult, PutResult, StateBranch } from "../../io/io.ts";
import { describeLostEvents } from "./state-file.ts";

/** The pauses between reads, in milliseconds. For a moment after a write, GitHub can return the older version. */
const pausesMs = [1000, 2000, 4000];

/**
 * A branch whose state only grows. If a read lacks an event that this process read or wrote before, or that the backup of the branch
 * has, it is repeated a few times. If the event is still missing, the state counts as lost or unreachable.
 */
export class GrowingBranch implements StateBranch {
  readonly name: string;
  readonly #branch: StateBranch;
  readonly #clock: Clock;
  /** The text that was last read or written. */
  #known = "";

  constructor(branch: StateBranch, clock: Clock) {
    this.name = branch.name;
    this.#branch = branch;
    this.#clock = clock;
  }

  async read(organization?: string): Promise<BranchReadResult> {
    let reading = await this.#readOnce(organization);
    for (const pause of pausesMs) {
      if (!reading.mayBeOutdated) break;
      await this.#clock.sleep(pause, new AbortController().signal);
      reading = await this.#readOnce(organization);
    }
    return reading.result;
  }

  async put(text: string, head: string | undefined, message: string): Promise<PutResult> {
    const result = await this.#branch.put(text, head, message);
    if (result.put === "done") this.#known = text;
    return result;
  }

  async #readOnce(organization: string | undefined): Promise<Checked> {
    const result = await this.#branch.read(organization);
    switch (result.found) {
      case "file":
        return result.outdated === undefined ? this.#checkFile(result) : { result };
      case "nothing":
      case "misplaced":
        return this.#checkText(result, "");
      case "lost":
        return { result, mayBeOutdated: this.#known !== "" };
      case "irregular":
      case "unreachable":
        return { result };
    }
  }

  async #checkFile(result: Extract<BranchReadResult, { found: "file" }>): Promise<Checked> {
    const text = new TextDecoder("utf-8").decode(result.bytes);
    const { backup, head } = result;
    const lost = backup && checkContinuity(text, new TextDecoder("utf-8").decode(backup.bytes), digestOf);
    if (lost && lost.lostEvents > 0) {
      const restore = await backup.restore(lost.isWithinEarlier);
      const { where, bytes } = backup;
      const problem = { found: "lost", lost: lost.lostEvents, where, restore, bytes, head } as const;
      return { result: problem, mayBeOutdated: true };
    }
    return this.#checkText(result, text);
  }

  async #checkText(result: BranchReadResult, text: string): Promise<Checked> {
    const problem = await describeLostEvents(text, this.#known);
    if (problem !== undefined) return { result: { found: "unreachable", problem }, mayBeOutdated: true };
    this.#known = text;
    return { result };
  }
}

interface Checked {
  readonly result: BranchReadResult;
  /** Whether another read may return a newer version. */
  readonly mayBeOutdated?: boolean;
}
