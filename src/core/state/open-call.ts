import { type Email, emailOf } from "../values/address.ts";
import type { EventOf } from "./events.ts";
import type { ForgottenGrants, ForgottenIds } from "./forgotten.ts";
import type { UnconfirmedCall } from "./recorded.ts";

/** A call whose outcome is not recorded yet, or is unknown. */
export interface OpenCall {
  readonly intent: EventOf<"intent">;
  /** The number of `forgotten` events before its intent. */
  readonly forgottenEvents: number;
  problem: string | undefined;
  /** The latest outcome that counts, if any. */
  outcome: EventOf<"outcome"> | undefined;
  /** Whether the call has already been counted as a failed attempt. */
  isCounted: boolean;
  /** The grants that were forgotten after the intent, but before the first event. */
  readonly forgottenBefore: UnconfirmedCall["forgotten"];
}

/** Reopens an unconfirmed call of a recorded state. */
export function reopenCall({ problem, provenance, forgotten, ...call }: UnconfirmedCall): OpenCall {
  const open = newOpenCall({ event: "intent", ...call, ...provenance }, 0);
  return { ...open, problem, forgottenBefore: forgotten };
}

/** Creates an open call from its intent. `forgottenEvents`: the number of `forgotten` events before it. */
export function newOpenCall(intent: EventOf<"intent">, forgottenEvents: number): OpenCall {
  return {
    intent,
    forgottenEvents,
    problem: undefined,
    outcome: undefined,
    isCounted: false,
    forgottenBefore: new Map(),
  };
}

/** Returns which workspaces of a call were forgotten for a person since its intent. Undefined if none was. */
export function forgottenIn(
  { intent, forgottenEvents, forgottenBefore }: OpenCall,
  email: Email,
  forgotten: ForgottenGrants,
): ForgottenIds | undefined {
  const before = forgottenBefore.get(email);
  const later = forgotten.after(forgottenEvents, email, intent.workspaceIds);
  if (before === undefined || later === undefined) return before ?? later;
  return before === "all" || later === "all" ? "all" : new Set([...before, ...later]);
}

/**
 * Returns the unconfirmed part of an open call, which excludes forgotten people. Empty if all of them were forgotten.
 */
export function unconfirmedOf(open: OpenCall, grants: ForgottenGrants): UnconfirmedCall[] {
  const { intent, problem } = open;
  const { call, at, action, workspaceIds, inviteId, userId, commit, pullRequest, run } = intent;
  const forgotten = new Map<Email, ForgottenIds>();
  const emails = intent.emails.filter(spelling => {
    const email = emailOf(spelling);
    const dropped = forgottenIn(open, email, grants);
    if (dropped === undefined) return true;
    forgotten.set(email, dropped);
    return dropped !== "all" && !(action === "invite" && workspaceIds.every(id => dropped.has(id)));
  });
  if (emails.length === 0) return [];
  return [
    {
      call,
      at,
      action,
      workspaceIds,
      emails,
      problem,
      provenance: { commit, pullRequest, run },
      forgotten,
      ...(inviteId !== undefined && { inviteId }),
      ...(userId !== undefined && { userId }),
    },
  ];
}
