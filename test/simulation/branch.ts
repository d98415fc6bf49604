import type { BranchReadResult, PutResult } from "../../src/io/io.ts";
import type { WriteEnd } from "./disk.ts";
import type { Remote } from "./remote.ts";
import type { WriteIncident } from "./schedule.ts";

const problem = "the connection was closed";

/** The branch of a remote as one process uses it, with a network that fails at one of its pushes or at which the process dies. */
export class FailingBranch {
  readonly #remote: Remote;
  readonly #incident: WriteIncident | undefined;
  readonly #onHit: (what: WriteIncident["what"]) => void;
  #pushes = 0;
  #isBroken = false;

  /** `onHit`: called when the incident happens. */
  constructor(
    remote: Remote,
    incident: WriteIncident | undefined,
    onHit: (what: WriteIncident["what"]) => void,
  ) {
    this.#remote = remote;
    this.#incident = incident;
    this.#onHit = onHit;
  }

  read(): { readonly isStale: boolean; readonly result: BranchReadResult } {
    return this.#remote.read();
  }

  put(text: string, head: string | undefined): WriteEnd<PutResult> {
    this.#pushes += 1;
    const incident = this.#pushes === this.#incident?.nth ? this.#incident : undefined;
    if (incident) this.#onHit(incident.what);
    const unreachable = { kind: "done", value: { put: "unreachable", problem } } as const;
    if (this.#isBroken) return unreachable;
    switch (incident?.what) {
      case undefined:
        return { kind: "done", value: this.#push(text, head) };
      case "killed before a line":
        return { kind: "dead" };
      case "killed after a line":
        this.#push(text, head);
        return { kind: "dead" };
      case "no push arrives from then on":
        this.#isBroken = true;
        return unreachable;
      case "push does not arrive":
        return unreachable;
      case "response to a push is lost":
        this.#push(text, head);
        return unreachable;
      default:
        return { kind: "suspended", value: this.#push(text, head) };
    }
  }

  #push(text: string, head: string | undefined): PutResult {
    const isPushed = this.#remote.push(text, head) && this.#remote.head !== undefined;
    return isPushed && this.#remote.head !== undefined
      ? { put: "done", head: this.#remote.head }
      : { put: "moved" };
  }
}
