import { describe, expect, test } from "vitest";
import { applyPlan } from "../src/core/apply/apply.ts";
import type { ApplyEvent, StopReason } from "../src/core/apply/events.ts";
import type { Plan } from "../src/core/plan/model.ts";
import type { ActionCall, Outcome } from "../src/core/tally/call.ts";
import type { Email } from "../src/core/values/address.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";

const ids = ["wLDNPp" as WorkspaceId];
const addressOf = (name: string) => `${name}@example.com` as Email;

/** A plan that takes away from some people, and sends each of others an invite in a call of its own. */
function planOf({
  resend = {},
  gone = {},
  invite = [],
}: {
  readonly resend?: Readonly<Record<string, readonly string[]>>;
  readonly gone?: Readonly<Record<string, readonly string[]>>;
  readonly invite?: readonly (readonly string[])[];
}): Plan {
  const cancel = (because: string) => (one: readonly [string, readonly string[]]) => {
    const [name, inviteIds] = one;
    return { email: addressOf(name), inviteIds, workspaceIds: ids, because };
  };
  const calls = invite.map(names => ({ emails: names.map(addressOf), workspaceIds: ids }));
  return {
    calls,
    cancel: [...Object.entries(resend).map(cancel("resend")), ...Object.entries(gone).map(cancel("gone"))],
    remove: [],
  } as unknown as Plan;
}

interface Around {
  readonly intentBatchSize?: number;
  /** By the address or the invite; done where nothing is said. */
  readonly outcomes?: Readonly<Record<string, Outcome>>;
  /** How often Tally may be asked before somebody asks to stop, or before the wait for a turn is given up. */
  readonly stopAfter?: number;
  /** The call, the first is 1, whose intent is expired before it can leave. */
  readonly expiredAt?: number;
  readonly readyTimes?: number;
}

const nameOf = (call: ActionCall) => call.inviteId ?? call.emails.map(one => one.split("@")[0]).join("+");

/** Takes all events of an apply, as lines, and what it came to. */
async function eventsOf(plan: Plan, around: Around): Promise<{ lines: string[]; ending: StopReason }> {
  const stop = new AbortController();
  let sent = 0;
  let turns = 0;
  let calls = 0;
  const events = applyPlan(plan, {
    writer: {
      ready: async () => {
        turns += 1;
        return turns <= (around.readyTimes ?? 1000);
      },
      send: async (call, _, isExpired) => {
        sent += 1;
        if (isExpired()) return { result: "not-sent", problem: "its time to be sent was over" };
        if (sent === around.stopAfter) stop.abort();
        return around.outcomes?.[nameOf(call)] ?? { result: "done" };
      },
    },
    observe: undefined,
    newCallId: () => {
      calls += 1;
      return `call-${calls}`;
    },
    now: () => "2026-11-24T12:00:00.000Z",
    startIntents: async () => () => sent === around.expiredAt,
    stop: stop.signal,
    intentBatchSize: around.intentBatchSize ?? 1,
  });
  const lines: string[] = [];
  for (;;) {
    const next = await events.next();
    if (next.done) return { lines, ending: next.value };
    lines.push(lineOf(next.value));
  }
}

function lineOf(event: ApplyEvent): string {
  if (event.type === "outcome") return `${nameOf(event.call)} ${event.outcome.result}`;
  if (event.type === "shown") return `shown ${event.grants.map(({ email }) => email).join(" ")}`;
  if (event.type === "explained") return `explained ${event.calls.map(({ call }) => nameOf(call)).join(" ")}`;
  return `${event.type} ${event.intents.map(({ call }) => nameOf(call)).join(" ")}`;
}

const refused: Outcome = { result: "rejected", status: 403, problem: "no", fault: undefined } as Outcome;
const unconfirmed: Outcome = { result: "unconfirmed", status: undefined, problem: "reset" } as Outcome;
const five = ["a", "b", "c", "d", "e"].map(name => [name]);

describe("an apply", () => {
  test("records so many intents at once, then sends them one after the other", async () => {
    expect(await eventsOf(planOf({ invite: five }), { intentBatchSize: 3 })).toEqual({
      lines: ["intents a b c", "a done", "b done", "c done", "intents d e", "d done", "e done"],
      ending: { reason: "completed" },
    });
  });

  test("that has nothing to send records nothing", async () => {
    expect(await eventsOf(planOf({}), {})).toEqual({ lines: [], ending: { reason: "completed" } });
  });

  test("withdraws what it has not begun where a call ends it, and nothing where that was the last one recorded", async () => {
    const by = { result: "rejected", status: 403 };
    expect(
      await eventsOf(planOf({ invite: five }), { intentBatchSize: 3, outcomes: { b: refused } }),
    ).toEqual({
      lines: ["intents a b c", "a done", "b rejected", "withdrawn c"],
      ending: { reason: "failed", by: expect.objectContaining(by) },
    });
    expect(
      await eventsOf(planOf({ invite: five }), { intentBatchSize: 3, outcomes: { c: refused } }),
    ).toEqual({
      lines: ["intents a b c", "a done", "b done", "c rejected"],
      ending: { reason: "failed", by: expect.objectContaining(by) },
    });
  });

  test("withdraws what it has not begun where somebody asks to stop, and begins nothing more", async () => {
    const interrupted = { reason: "interrupted" };
    expect(await eventsOf(planOf({ invite: five }), { intentBatchSize: 3, stopAfter: 2 })).toEqual({
      lines: ["intents a b c", "a done", "b done", "withdrawn c"],
      ending: interrupted,
    });
    expect(await eventsOf(planOf({ invite: five }), { intentBatchSize: 3, stopAfter: 3 })).toEqual({
      lines: ["intents a b c", "a done", "b done", "c done"],
      ending: interrupted,
    });
  });

  test("withdraws an intent that is expired before its call leaves, and all after it", async () => {
    const expired = { reason: "expired" };
    expect(await eventsOf(planOf({ invite: five }), { intentBatchSize: 3, expiredAt: 2 })).toEqual({
      lines: ["intents a b c", "a done", "withdrawn b", "withdrawn c"],
      ending: expired,
    });
    expect(await eventsOf(planOf({ gone: { a: ["inv1"] }, invite: [["b"]] }), { expiredAt: 1 })).toEqual({
      lines: ["intents inv1", "withdrawn inv1"],
      ending: expired,
    });
  });

  test("continues after a call without a usable response, and ends after three in a row", async () => {
    const [a, b, c, d] = Array.from({ length: 4 }, () => unconfirmed);
    const all = { a, b, c, d } as Record<string, Outcome>;
    expect(await eventsOf(planOf({ invite: five }), { intentBatchSize: 5, outcomes: all })).toEqual({
      lines: ["intents a b c d e", "a unconfirmed", "b unconfirmed", "c unconfirmed", "withdrawn d e"],
      ending: { reason: "failed", by: unconfirmed },
    });
    const { c: _, ...some } = all;
    expect(await eventsOf(planOf({ invite: five }), { intentBatchSize: 5, outcomes: some })).toMatchObject({
      lines: expect.arrayContaining(["c done", "d unconfirmed", "e done"]),
      ending: { reason: "completed" },
    });
  });

  test("counts removals and invites without a usable response together", async () => {
    const plan = planOf({ gone: { a: ["inv1"], b: ["inv2"] }, invite: [["c"], ["d"]] });
    const outcomes = { inv1: unconfirmed, inv2: unconfirmed, c: unconfirmed };
    expect(await eventsOf(plan, { outcomes })).toMatchObject({
      ending: { reason: "failed", by: unconfirmed },
    });
  });

  test("takes a turn for each call, and stops where it gets none", async () => {
    const interrupted = { reason: "interrupted" };
    const plan = planOf({ invite: five });
    expect(await eventsOf(plan, { readyTimes: 0 })).toEqual({ lines: [], ending: interrupted });
    expect(await eventsOf(plan, { intentBatchSize: 3, readyTimes: 1 })).toEqual({
      lines: ["intents a b c", "a done", "withdrawn b c"],
      ending: interrupted,
    });
    expect(await eventsOf(plan, { intentBatchSize: 3, readyTimes: 3 })).toEqual({
      lines: ["intents a b c", "a done", "b done", "c done"],
      ending: interrupted,
    });
  });

  test("takes away first, and leaves out what is to be taken from somebody where an earlier part of it failed", async () => {
    const plan = planOf({ gone: { missingWorkspaces: ["inv1", "inv2"], other: ["inv3"] }, invite: [["a"]] });
    expect(await eventsOf(plan, { outcomes: { inv1: refused } })).toEqual({
      lines: [
        "intents inv1",
        "inv1 rejected",
        "intents inv2",
        "withdrawn inv2",
        "intents inv3",
        "inv3 done",
        "intents a",
        "a done",
      ],
      ending: { reason: "completed" },
    });
  });

  test("sends no fresh invite to whom the old one could not be taken from, and to everybody else of the call", async () => {
    const plan = planOf({
      resend: { a: ["inv1"], b: ["inv2"] },
      gone: { c: ["inv3"] },
      invite: [["a", "b", "c"]],
    });
    expect(await eventsOf(plan, { outcomes: { inv1: refused, inv3: refused } })).toMatchObject({
      lines: expect.arrayContaining(["inv2 done", "intents b+c", "b+c done"]),
    });
  });
});
