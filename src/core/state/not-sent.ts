import type { StateEvent } from "./events.ts";

/** Returns the outcome of a call that was not sent because members.yaml or the state file changed after its intent. */
export function staleCallEvent({ at, call }: { readonly at: string; readonly call: string }): StateEvent {
  const problem = "members.yaml or the state file changed before this call was sent";
  return { event: "outcome", at, call, result: "not-sent", problem };
}
