import { setImmediate } from "node:timers/promises";
import type { PutResult, StateBranch } from "../../src/io/io.ts";
import type { Remote } from "./remote.ts";
import type { WriteIncident } from "./schedule.ts";

/** What a failing branch needs from the process that uses it. */
export interface BranchParts {
  readonly remote: Remote;
  readonly incident: WriteIncident | undefined;
  /** Called before each operation. Throws if the process is dead. */
  readonly begin: () => void;
  /** Lets this many milliseconds pass. */
  readonly pass: (milliseconds: number) => void;
  /** Kills the process. The promise never resolves. */
  readonly die: () => Promise<never>;
  /** Suspends the process until another apply has ended. */
  readonly suspend: () => Promise<void>;
  /** Called when the incident happens. */
  readonly onHit: (what: WriteIncident["what"]) => void;
  readonly onStaleRead: () => void;
}

/** Returns the branch of a remote, with a network that fails or a process that dies at one of the pushes. */
export function failingBranch(parts: BranchParts): StateBranch {
  const { remote, incident, begin, pass, die, suspend, onHit, onStaleRead } = parts;
  const problem = "the connection was closed";
  let pushes = 0;
  let isBroken = false;

  const push = (text: string, head: string | undefined): PutResult =>
    remote.push(text, head) && remote.head !== undefined
      ? { put: "done", head: remote.head }
      : { put: "moved" };
  return {
    name: "members-state:members.state.jsonl",
    read: async () => {
      begin();
      pass(500);
      await setImmediate();
      begin();
      const { isStale, result } = remote.read();
      if (isStale) onStaleRead();
      return result;
    },
    put: async (text, head) => {
      begin();
      pass(1500);
      await setImmediate();
      begin();
      pushes += 1;
      const isDue = incident !== undefined && pushes === incident.nth;
      if (isDue) onHit(incident.what);
      if (isBroken) return { put: "unreachable", problem };
      if (!isDue) return push(text, head);
      switch (incident.what) {
        case "killed before a line":
          return die();
        case "killed after a line":
          push(text, head);
          return die();
        case "no push arrives from then on":
          isBroken = true;
          return { put: "unreachable", problem };
        case "push does not arrive":
          return { put: "unreachable", problem };
        case "response to a push is lost":
          push(text, head);
          return { put: "unreachable", problem };
        default: {
          const result = push(text, head);
          await suspend();
          return result;
        }
      }
    },
  };
}
