import { describe, expect, test } from "vitest";
import { applyPlan } from "../src/core/apply/apply.ts";
import type { ApplyEvent, StopReason } from "../src/core/apply/events.ts";
import type { Plan } from "../src/core/plan/model.ts";
import type { ActionCall, Outcome } from "../src/core/tally/call.ts";
import type { Email } from "../src/core/values/address.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";

const ids = ["wLDNPp" as WorkspaceId];
const addressOf = (name: string) => `${name}@example.com` as Email;

/** Returns a plan that cancels invites, by person, and sends a call for each group of `invite`. */
function planOf({
  resend = {},
  cancel = {},
  invite = [],
}: {
  readonly resend?: Readonly<Record<string, readonly string[]>>;
  readonly cancel?: Readonly<Record<string, readonly string[]>>;
  readonly invite?: readonly (readonly string[])[];
}): Plan {
  const cancellation = (because: string) => (one: readonly [string, readonly string[]]) => {
    const [name, inviteIds] = one;
    return { email: addressOf(name), inviteIds, workspaceIds: ids, because };
  };
  const calls = invite.map(names => ({ emails: names.map(addressOf), workspaceIds: ids }));
  return {
    calls,
    cancel: [
      ...Object.entries(resend).map(cancellation("resend")),
      ...Object.entries(cancel).map(cancellation("not-in-members")),
    ],
    remove: [],
  } as unknown as Plan;
}

interface Options {
  readonly intentBatchSize?: number;
  /** The outcome of each call, by its name; default: done. */
  readonly outcomes?: Readonly<Record<string, Outcome>>;
  /** The number of the call, from 1, during which the user stops the apply. */
  readonly stopAfter?: number;
  /** The number of the call, from 1, whose intent expires before the call is sent. */
  readonly expiredAt?: number;
  /** How many calls get a turn to be sent; default: all. */
  readonly readyTimes?: number;
}

/** Returns the ID of the invite that a call cancels, or the names of the people that it invites. */
const nameOf = (call: ActionCall) => call.inviteId ?? call.emails.map(one => one.split("@")[0]).join("+");

/** Runs an apply. Returns its events as lines, and why it ended. */
async function eventsOf(plan: Plan, options: Options): Promise<{ lines: string[]; ending: StopReason }> {
  const stop = new AbortController();
  let sent = 0;
  let turns = 0;
  let calls = 0;
  const events = applyPlan(plan, {
    writer: {
      ready: async () => {
        turns += 1;
        return turns <= (options.readyTimes ?? 1000);
      },
      send: async (call, _, isExpired) => {
        sent += 1;
        if (isExpired()) return { result: "not-sent", problem: "the intent expired" };
        if (sent === options.stopAfter) stop.abort();
        return options.outcomes?.[nameOf(call)] ?? { result: "done" };
      },
    },
    observe: undefined,
    newCallId: () => {
      calls += 1;
      return `call-${calls}`;
    },
    now: () => "2026-11-24T12:00:00.000Z",
    startIntents: async () => () => sent === options.expiredAt,
    stop: stop.signal,
    intentBatchSize: options.intentBatchSize ?? 1,
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

const rejected: Outcome = { result: "rejected", status: 403, problem: "no", fault: undefined } as Outcome;
const unconfirmed: Outcome = { result: "unconfirmed", status: undefined, problem: "reset" } as Outcome;
const five = ["a", "b", "c", "d", "e"].map(name => [name]);

describe("applyPlan", () => {
  test("records a batch of intents, and then sends their calls one after the other", async () => {
    expect(await eventsOf(planOf({ invite: five }), { intentBatchSize: 3 })).toEqual({
      lines: ["intents a b c", "a done", "b done", "c done", "intents d e", "d done", "e done"],
      ending: { reason: "completed" },
    });
  });

  test("records nothing if there is nothing to send", async () => {
    expect(await eventsOf(planOf({}), {})).toEqual({ lines: [], ending: { reason: "completed" } });
  });

  test("withdraws the recorded but unsent intents, if any, after a fatal response", async () => {
    const by = { result: "rejected", status: 403 };
    expect(
      await eventsOf(planOf({ invite: five }), { intentBatchSize: 3, outcomes: { b: rejected } }),
    ).toEqual({
      lines: ["intents a b c", "a done", "b rejected", "withdrawn c"],
      ending: { reason: "failed", by: expect.objectContaining(by) },
    });
    expect(
      await eventsOf(planOf({ invite: five }), { intentBatchSize: 3, outcomes: { c: rejected } }),
    ).toEqual({
      lines: ["intents a b c", "a done", "b done", "c rejected"],
      ending: { reason: "failed", by: expect.objectContaining(by) },
    });
  });

  test("withdraws unsent intents and records no more when the user stops it", async () => {
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

  test("withdraws an intent that expired before its call was sent, and all later ones", async () => {
    const expired = { reason: "expired" };
    expect(await eventsOf(planOf({ invite: five }), { intentBatchSize: 3, expiredAt: 2 })).toEqual({
      lines: ["intents a b c", "a done", "withdrawn b", "withdrawn c"],
      ending: expired,
    });
    expect(await eventsOf(planOf({ cancel: { a: ["inv1"] }, invite: [["b"]] }), { expiredAt: 1 })).toEqual({
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

  test("counts cancellations and invites without a usable response together", async () => {
    const plan = planOf({ cancel: { a: ["inv1"], b: ["inv2"] }, invite: [["c"], ["d"]] });
    const outcomes = { inv1: unconfirmed, inv2: unconfirmed, c: unconfirmed };
    expect(await eventsOf(plan, { outcomes })).toMatchObject({
      ending: { reason: "failed", by: unconfirmed },
    });
  });

  test("waits for a turn before each call, and stops if it gets none", async () => {
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

  test("cancels first, and skips a person's other cancellations after one failed", async () => {
    const plan = planOf({ cancel: { b: ["inv1", "inv2"], c: ["inv3"] }, invite: [["a"]] });
    expect(await eventsOf(plan, { outcomes: { inv1: rejected } })).toEqual({
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

  test("skips resending to a person whose old invite couldn't be canceled", async () => {
    const plan = planOf({
      resend: { a: ["inv1"], b: ["inv2"] },
      cancel: { c: ["inv3"] },
      invite: [["a", "b", "c"]],
    });
    expect(await eventsOf(plan, { outcomes: { inv1: rejected, inv3: rejected } })).toMatchObject({
      lines: expect.arrayContaining(["inv2 done", "intents b+c", "b+c done"]),
    });
  });
});
