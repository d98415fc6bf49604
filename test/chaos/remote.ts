import type { BranchReadResult } from "../../src/io/io.ts";

/** For so long after a push, a read may return what the branch had before it. In milliseconds. */
const maxLagMs = 60_000;

/** A state branch at a remote that can be behind its own pushes. */
export class Remote {
  readonly #staleReads: number;
  readonly #elapsed: () => number;
  readonly #texts: string[] = [];
  #pushedAt = 0;
  #staleReadsLeft = 0;

  /** `staleReads`: how many reads after a push return what the branch had before it. */
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

  /** Puts a text on top of a head. Returns false if the head is another by now. */
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
