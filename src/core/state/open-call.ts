import { type Email, emailOf } from "../values/address.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { EventOf } from "./events.ts";
import type { UnconfirmedCall } from "./recorded.ts";

/** A call whose outcome is not recorded yet, or is unknown. */
export interface OpenCall {
  readonly intent: EventOf<"intent">;
  problem: string | undefined;
  /** The latest outcome that counts, if any. */
  outcome: EventOf<"outcome"> | undefined;
  /** Whether the call has already been counted as a failed attempt. */
  isCounted: boolean;
  /** The grants that were forgotten after the intent, by person. */
  readonly forgotten: Map<Email, ReadonlySet<WorkspaceId> | "all">;
}

/** Reopens an unconfirmed call of a recorded state. */
export function reopenCall({ problem, provenance, forgotten, ...call }: UnconfirmedCall): OpenCall {
  return newOpenCall({ event: "intent", ...call, ...provenance }, { problem, forgotten: new Map(forgotten) });
}

/** Creates an open call from its intent. */
export function newOpenCall(
  intent: EventOf<"intent">,
  known: Partial<Pick<OpenCall, "problem" | "forgotten">> = {},
): OpenCall {
  return {
    intent,
    problem: undefined,
    outcome: undefined,
    isCounted: false,
    forgotten: new Map(),
    ...known,
  };
}

/** Excludes grants of a person from the result of a call: those in the given workspaces, or all if undefined. */
export function forgetGrants(
  { intent, forgotten }: OpenCall,
  email: Email,
  workspaceIds: readonly WorkspaceId[] | undefined,
): void {
  if (!intent.emails.some(one => emailOf(one) === email)) return;
  const before = forgotten.get(email);
  const isAll = before === "all" || !workspaceIds;
  forgotten.set(email, isAll ? "all" : new Set([...(before ?? []), ...workspaceIds]));
}

/**
 * Returns the unconfirmed part of an open call, which excludes forgotten people. Empty if all of them were forgotten.
 */
export function unconfirmedOf({ intent, problem, forgotten }: OpenCall): UnconfirmedCall[] {
  const emails = intent.emails.filter(spelling => {
    const dropped = forgotten.get(emailOf(spelling));
    if (dropped === undefined || dropped === "all") return dropped === undefined;
    return !(intent.action === "invite" && intent.workspaceIds.every(id => dropped.has(id)));
  });
  if (emails.length === 0) return [];
  const { call, at, action, workspaceIds, inviteId, userId, commit, pullRequest, run } = intent;
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
