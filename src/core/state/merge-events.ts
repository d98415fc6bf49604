import type { StateEvent } from "./events.ts";

/** The outcome of a call that was about to be sent when members.yaml or the state changed. */
export function notSentEvent({ at, call }: { readonly at: string; readonly call: string }): StateEvent {
  const problem = "members.yaml or the state file changed before this call";
  return { event: "outcome", at, call, result: "not-sent", problem };
}

/**
 * The events of a run beside what a person resolved while its calls were in flight. A call is resolved once, so where the run
 * knows better it says so of a call of its own; else nobody would know of invites that went out.
 */
export function mergeWithResolved(
  ours: readonly StateEvent[],
  there: readonly StateEvent[],
): readonly StateEvent[] {
  const resolved = new Map(
    there.flatMap(event =>
      event.event === "outcome" && event.resolvedBy !== undefined ? [[event.call, event.result]] : [],
    ),
  );
  if (resolved.size === 0) return ours;
  return ours.flatMap((event): readonly StateEvent[] => {
    const said = event.event === "outcome" ? resolved.get(event.call) : undefined;
    if (event.event !== "outcome" || said === undefined) return [event];
    if (said === "done" || event.result === "rejected" || event.result === "not-sent") return [];
    const intent = ours.find(one => one.event === "intent" && one.call === event.call);
    const call = `${event.call}-again`;
    return intent?.event === "intent"
      ? [
          { ...intent, call },
          { ...event, call },
        ]
      : [];
  });
}
