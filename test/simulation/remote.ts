import type { BranchReadResult } from "../../src/io/io.ts";

/** How long after a push a read can return the previous text, in milliseconds. */
const maxLagMs = 60_000;

/** The state branch of a remote whose reads can lag behind its pushes. */
export class Remote {
  readonly #staleReads: number;
  readonly #elapsed: () => number;
  readonly #texts: string[] = [];
  #pushedAt = 0;
  #staleReadsLeft = 0;

  /** `staleReads`: how many reads after a push return the previous text. */
  constructor(staleReads: number, elapsed: () => number) {
    this.#staleReads = staleReads;
    this.#elapsed = elapsed;
  }

  /** The text of the head; empty if there is no branch. */
  get text(): string {
    return this.#texts.at(-1) ?? "";
  }

  /** The head; undefined if there is no branch. */
  get head(): string | undefined {
    return headAfter(this.#texts.length);
  }

  /** Pushes a text on top of a head. Returns false if the branch has another head. */
  push(text: string, head: string | undefined): boolean {
    if (head !== this.head) return false;
    this.#texts.push(text);
    this.#pushedAt = this.#elapsed();
    this.#staleReadsLeft = this.#staleReads;
    return true;
  }

  read(): { readonly isStale: boolean; readonly result: BranchReadResult } {
    const isStale = this.#staleReadsLeft > 0 && this.#elapsed() - this.#pushedAt < maxLagMs;
    if (isStale) this.#staleReadsLeft -= 1;
    const length = this.#texts.length - (isStale ? 1 : 0);
    const [head, text] = [headAfter(length), this.#texts[length - 1]];
    if (head === undefined || text === undefined)
      return { isStale, result: { found: "nothing", head: undefined } };
    return { isStale, result: { found: "file", head, bytes: new TextEncoder().encode(text) } };
  }
}

function headAfter(pushes: number): string | undefined {
  return pushes === 0 ? undefined : `commit-${pushes}`;
}
