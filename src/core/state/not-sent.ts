import type { StateEvent } from "./events.ts";

/** What becomes of a call that was about to be sent when members.yaml or the state changed. */
export function notSentEvent({ at, call }: { readonly at: string; readonly call: string }): StateEvent {
  const problem = "members.yaml or the state file changed before this call";
  return { event: "outcome", at, call, result: "not-sent", problem };
}
