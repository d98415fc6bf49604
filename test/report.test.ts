import { describe, expect, test } from "vitest";
import { desiredOn } from "../src/core/config/desired.ts";
import { memberCountsOf } from "../src/core/report/growth.ts";
import { readApplies } from "../src/core/report/history.ts";
import type { Report, ReportApply } from "../src/core/report/model.ts";
import { compileReport } from "../src/core/report/report.ts";
import type { StateEvent } from "../src/core/state/events.ts";
import type { Provenance } from "../src/core/state/provenance.ts";
import { noState } from "../src/core/state/state.ts";
import { foldObserved } from "../src/core/tally/fold-observed.ts";
import type { Observed } from "../src/core/tally/observed.ts";
import { compareTimes, minutesBetween } from "../src/core/values/day.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { renderReportMarkdown } from "../src/render/report/markdown.ts";
import { elementsIn, readMarkdown, textIn } from "./support/markdown.ts";
import { configOf, fold, today } from "./support/organizations.ts";

const [a, b] = ["wLDNPp", "npe1DB"] as [WorkspaceId, WorkspaceId];
const run = (number: number): Provenance => ({
  commit: `${number}`.repeat(40),
  run: `https://github.com/acme/access/actions/runs/${number}`,
});

type Outcome = Extract<StateEvent, { event: "outcome" }>;
interface Sending extends Provenance {
  readonly at: string;
  readonly emails: readonly string[];
  readonly ids?: readonly WorkspaceId[];
  readonly action?: "invite" | "cancel" | "remove";
  /** Properties of the outcome, or "none" if no outcome is recorded. */
  readonly outcome?: Partial<Outcome> | "none";
}

let calls = 0;
/** Returns the events of a call and its outcome, by default done. */
function sent({
  at,
  emails,
  ids = [a],
  action = "invite",
  outcome = {},
  ...provenance
}: Sending): StateEvent[] {
  calls += 1;
  const call = `call-${calls}`;
  const about = action === "cancel" ? { inviteId: "i" } : action === "remove" ? { userId: "u" } : {};
  const intent: StateEvent = {
    event: "intent",
    at,
    call,
    action,
    workspaceIds: ids,
    emails,
    ...about,
    ...provenance,
  };
  return outcome === "none" ? [intent] : [intent, { event: "outcome", at, call, result: "done", ...outcome }];
}

const nothing = { people: 0, grants: 0 };
const none = {
  commit: undefined,
  pullRequests: [],
  run: undefined,
  isCompacted: false,
  sent: nothing,
  adopted: nothing,
  canceled: 0,
  removed: 0,
  forgotten: 0,
  lapsed: 0,
  rejected: 0,
  unconfirmed: 0,
};

function timesOf(applies: readonly ReportApply[]): readonly string[] {
  return applies.map(one => one.at);
}

describe("the applies of a report", () => {
  test("groups everything that one run recorded into one apply", () => {
    const events = [
      {
        event: "adopted",
        at: "2026-11-20T10:00:00Z",
        email: "kay@x.example",
        workspaceIds: [a, b],
        ...run(7),
      },
      { event: "lapsed", at: "2026-11-20T10:00:01Z", email: "old@x.example", workspaceIds: [a], ...run(7) },
      ...sent({
        at: "2026-11-20T10:00:02Z",
        emails: ["p1@x.example", "p2@x.example"],
        ids: [a, b],
        pullRequest: 9,
        ...run(7),
      }),
      ...sent({ at: "2026-11-20T10:00:03Z", emails: ["p3@x.example"], pullRequest: 5, ...run(7) }),
      ...sent({
        at: "2026-11-20T10:00:04Z",
        emails: ["p4@x.example"],
        outcome: { result: "rejected", status: 400 },
        ...run(7),
      }),
      ...sent({
        at: "2026-11-20T10:00:05Z",
        emails: ["p5@x.example"],
        outcome: { result: "unconfirmed" },
        ...run(7),
      }),
      ...sent({ at: "2026-11-20T10:00:06Z", emails: ["p6@x.example"], outcome: "none", ...run(7) }),
      ...sent({
        at: "2026-11-20T10:00:07Z",
        emails: ["p7@x.example"],
        outcome: { result: "not-sent" },
        ...run(7),
      }),
      ...sent({ at: "2026-11-20T10:00:08Z", emails: ["p8@x.example"], action: "remove", ...run(7) }),
      ...sent({ at: "2026-11-20T10:00:09Z", emails: ["p9@x.example"], action: "cancel", ...run(7) }),
      { event: "forgotten", at: "2026-11-20T10:00:10Z", email: "p1@x.example", ...run(7) },
    ] satisfies StateEvent[];
    expect(readApplies(events)).toEqual([
      {
        ...none,
        at: "2026-11-20T10:00:00Z",
        ...run(7),
        pullRequests: [5, 9],
        sent: { people: 3, grants: 5 },
        adopted: { people: 1, grants: 2 },
        canceled: 1,
        removed: 1,
        forgotten: 1,
        lapsed: 1,
        rejected: 1,
        unconfirmed: 2,
      },
    ]);
  });

  test("counts only the accepted people of a split call, if there are any", () => {
    const split = (emails: readonly string[]) => ({ result: "split", status: 400, emails }) as const;
    const all = ["p1@x.example", "p2@x.example", "p3@x.example"];
    const at = "2026-11-20T10:00:00Z";
    expect(readApplies(sent({ at, emails: all, ids: [a, b], outcome: split(["p2@x.example"]) }))).toEqual([
      { ...none, at, sent: { people: 1, grants: 2 } },
    ]);
    expect(readApplies(sent({ at, emails: all, outcome: split([]) }))).toEqual([]);
  });

  test("ends an apply after a gap of 15 minutes, or of an hour within a run", () => {
    const at = (time: string, provenance: Provenance = {}) =>
      sent({ at: `2026-11-20T${time}Z`, emails: ["p1@x.example"], ...provenance });
    expect(
      timesOf(readApplies([...at("10:00:00"), ...at("10:15:59"), ...at("10:30:59"), ...at("10:47:00")])),
    ).toEqual(["2026-11-20T10:00:00Z", "2026-11-20T10:47:00Z"]);
    expect(
      timesOf(readApplies([...at("10:00:00", run(7)), ...at("11:00:00", run(7)), ...at("12:01:00", run(7))])),
    ).toEqual(["2026-11-20T10:00:00Z", "2026-11-20T12:01:00Z"]);
  });

  test("extends an apply while a call waits for its result", () => {
    const slow = sent({
      at: "2026-11-20T23:50:00Z",
      emails: ["p1@x.example"],
      outcome: { result: "done", at: "2026-11-21T00:04:00Z" },
    });
    const next = sent({ at: "2026-11-21T00:18:00Z", emails: ["p2@x.example"] });
    expect(readApplies([...slow, ...next])).toMatchObject([{ sent: { people: 2 } }]);
  });

  test("separates simultaneous applies of different runs or commits", () => {
    const at = (time: string, provenance: Provenance) =>
      sent({ at: `2026-11-20T10:00:0${time}Z`, emails: ["p1@x.example"], ...provenance });
    const commit = "f".repeat(40);
    const events = [
      ...at("1", run(7)),
      ...at("3", run(7)),
      ...at("0", run(8)),
      ...at("2", run(8)),
      ...at("4", { commit }),
      ...at("5", {}),
    ];
    expect(
      readApplies(events).map(one => [
        one.at.slice(-3),
        one.run?.slice(-1),
        one.commit?.[0],
        one.sent.grants,
      ]),
    ).toEqual([
      ["00Z", "8", "8", 2],
      ["01Z", "7", "7", 2],
      ["04Z", undefined, "f", 1],
      ["05Z", undefined, undefined, 1],
    ]);
  });

  test("counts a call that was resolved later in the apply that sent it", () => {
    const at = "2026-11-20T10:00:00Z";
    const later = { at: "2026-11-25T10:00:00Z" };
    const done = sent({
      at,
      emails: ["p1@x.example", "p2@x.example"],
      outcome: { ...later, resolvedBy: "live-data", emails: ["p2@x.example"] },
    });
    const not = sent({
      at,
      emails: ["p3@x.example"],
      outcome: { ...later, result: "not-sent", resolvedBy: "person" },
    });
    const next = sent({ at: "2026-11-20T11:00:00Z", emails: ["p4@x.example"] });
    expect(readApplies([...done, ...not, ...next])).toEqual([
      { ...none, at, sent: { people: 1, grants: 1 } },
      { ...none, at: "2026-11-20T11:00:00Z", sent: { people: 1, grants: 1 } },
    ]);
  });

  test("counts a replaced invite as sent, and a cancel with a removal as one removal", () => {
    const at = "2026-11-20T10:00:00Z";
    const replaced = [
      ...sent({ at, emails: ["p1@x.example"], action: "cancel", ids: [] }),
      ...sent({ at, emails: ["P1@x.example"] }),
    ];
    expect(readApplies(replaced)).toEqual([{ ...none, at, sent: { people: 1, grants: 1 } }]);
    const removed = [
      ...sent({ at, emails: ["p1@x.example"], action: "cancel", ids: [] }),
      ...sent({ at, emails: ["p1@x.example"], action: "remove" }),
    ];
    expect(readApplies(removed)).toEqual([{ ...none, at, removed: 1 }]);
  });

  test("dates a compacted apply by its first grants, and keeps later ones separate", () => {
    const at = "2026-11-30T10:00:00Z";
    const grants = {
      workspaceIds: [a, b],
      since: "2026-09-01T08:00:00Z",
      lastSent: "2026-11-20T10:00:00Z",
      ...run(7),
    };
    const compacted = [
      { event: "snapshot", at, emails: ["p1@x.example", "p2@x.example"], grants: [grants] },
      {
        event: "snapshot",
        at,
        emails: ["p3@x.example"],
        grants: [{ ...grants, since: "2026-09-01T08:00:05Z", adopted: true }],
      },
      {
        event: "snapshot",
        at,
        emails: ["p4@x.example"],
        grants: [],
        attempts: { count: 2, last: "2026-09-02T08:00:00Z" },
        rejected: { at: "2026-09-03T08:00:00Z", workspaceIds: [a] },
      },
    ] satisfies StateEvent[];
    const fresh = sent({ at: "2026-09-01T08:00:01Z", emails: ["p6@x.example"], ...run(7) });
    expect(readApplies([...compacted, ...fresh])).toEqual([
      {
        ...none,
        at: grants.since,
        ...run(7),
        isCompacted: true,
        sent: { people: 2, grants: 4 },
        adopted: { people: 1, grants: 2 },
      },
      { ...none, at: "2026-09-01T08:00:01Z", ...run(7), sent: { people: 1, grants: 1 } },
    ]);
  });
});

describe("the growth of access", () => {
  test("counts a grant once, from its first send until it is removed or forgotten", () => {
    const p1 = ["p1@x.example"];
    const events = [
      ...sent({ at: "2026-11-01T10:00:00Z", emails: [...p1, "p2@x.example"], ids: [a, b] }),
      ...sent({ at: "2026-11-02T10:00:00Z", emails: ["P1@x.example"] }),
      { event: "lapsed", at: "2026-11-03T10:00:00Z", email: "p2@x.example", workspaceIds: [a] },
      { event: "adopted", at: "2026-11-04T10:00:00Z", email: "p3@x.example", workspaceIds: [a] },
      ...sent({ at: "2026-11-05T10:00:00Z", emails: p1, ids: [a, b], action: "remove" }),
      { event: "forgotten", at: "2026-11-06T10:00:00Z", email: "p2@x.example", workspaceIds: [a] },
      { event: "forgotten", at: "2026-11-07T10:00:00Z", email: "p2@x.example" },
      { event: "forgotten", at: "2026-11-08T10:00:00Z", email: "nobody@x.example" },
    ] satisfies StateEvent[];
    const day = (date: number, people: number) => ({ at: `2026-11-0${date}T10:00:00Z`, people });
    expect(Object.fromEntries(memberCountsOf(events))).toEqual({
      [a]: [day(1, 2), day(4, 3), day(5, 2), day(6, 1)],
      [b]: [day(1, 2), day(5, 1), day(7, 0)],
    });
  });

  test("counts nobody before they had access, for any order of lines and clocks", () => {
    const events = [
      ...sent({ at: "2026-11-02T10:00:00Z", emails: ["p1@x.example"] }),
      { event: "forgotten", at: "2026-11-01T10:00:00Z", email: "p1@x.example" },
      { event: "adopted", at: "2026-11-01T09:00:00Z", email: "p1@x.example", workspaceIds: [a] },
      { event: "adopted", at: "2026-10-01T09:00:00.5Z", email: "p2@x.example", workspaceIds: [a] },
      { event: "adopted", at: "2026-10-01T09:00:00Z", email: "p3@x.example", workspaceIds: [a] },
    ] satisfies StateEvent[];
    expect(memberCountsOf(events).get(a)).toEqual([
      { at: "2026-10-01T09:00:00Z", people: 1 },
      { at: "2026-10-01T09:00:00.5Z", people: 2 },
      { at: "2026-11-02T10:00:00Z", people: 3 },
    ]);
  });

  test("counts a call that was resolved as done from when it was sent, and no other", () => {
    const resolved = { at: "2026-11-09T10:00:00Z", resolvedBy: "live-data" } as const;
    const at = "2026-11-01T10:00:00Z";
    expect(memberCountsOf(sent({ at, emails: ["p1@x.example"], outcome: resolved })).get(a)).toEqual([
      { at, people: 1 },
    ]);
    for (const outcome of [
      { ...resolved, result: "not-sent" },
      { result: "unconfirmed" },
      { result: "rejected" },
      "none",
    ] as const)
      expect(memberCountsOf(sent({ at, emails: ["p1@x.example"], outcome })).size).toBe(0);
  });
});

describe("the status of a grant", () => {
  const at = "2026-11-20T10:00:00Z";
  const text = "organization: kwob3J\nworkspaces: {marketing: wLDNPp, research: npe1DB}\nmembers:\n";
  const config = configOf(`${text}  - {email: p1@x.example, workspaces: [marketing]}\n`);

  function report(events: readonly StateEvent[], observed?: Observed): Report {
    const state = { ...noState, events, recorded: fold(events) };
    const desired = desiredOn(today, config);
    return compileReport({ config, sources: [], desired, state, observed, day: today });
  }
  const statuses = (of: Report) =>
    of.members.flatMap(({ email, grants }) =>
      grants.map(({ status, isDesired, since }) => [email, status, isDesired, since]),
    );
  /** Returns live data with these users in the first of two workspaces. The data is complete only if `total` is 2. */
  function liveData(
    total: number,
    users: readonly { readonly id: string; readonly email: string }[] = [],
  ): Observed {
    const workspaces = [a, b].map(id => ({ id, name: id, members: id === a ? users : [] }));
    const me = { id: "o", email: "owner@x.example" };
    return foldObserved(
      { at: "2100-01-01T00:00:00.000Z", me, users, invites: [], workspaces, total },
      toAsciiDomain,
    );
  }

  test("reports an unconfirmed removal until live data shows its result", () => {
    const removing = (outcome: Sending["outcome"]) => [
      ...sent({ at, emails: ["p2@x.example"] }),
      ...sent({
        at: "2026-11-21T10:00:00Z",
        emails: ["p2@x.example"],
        action: "remove",
        ...(outcome && { outcome }),
      }),
    ];
    for (const outcome of ["none", { result: "unconfirmed" }] as const) {
      const events = [...sent({ at, emails: ["p1@x.example"] }), ...removing(outcome)];
      const p2 = (status: string) => ["p2@x.example", status, false, at];
      expect(statuses(report(events))).toContainEqual(p2("unconfirmed"));
      expect(statuses(report(events, liveData(3)))).toContainEqual(p2("unconfirmed"));
      expect(statuses(report(events, liveData(2))).map(([email]) => email)).toEqual(["p1@x.example"]);
      const p2User = [{ id: "u", email: "p2@x.example" }];
      expect(statuses(report(events, liveData(2, p2User)))).toContainEqual(p2("joined"));
    }
    expect(statuses(report(removing({ result: "done" })))).toEqual([
      ["p1@x.example", "not-sent", true, undefined],
    ]);
  });

  test("reports a grant as not sent once live data confirms that it was canceled", () => {
    const events = [
      ...sent({ at, emails: ["p1@x.example"] }),
      ...sent({ at: "2026-11-21T10:00:00Z", emails: ["p1@x.example"], action: "cancel", outcome: "none" }),
    ];
    expect(statuses(report(events, liveData(2)))).toEqual([["p1@x.example", "not-sent", true, undefined]]);
    expect(report(events, liveData(2)).members[0]?.findings).toMatchObject([{ kind: "not-invited" }]);
  });

  test("reports a grant as unconfirmed if both a cancel and an invite are", () => {
    const calls = ["cancel", "invite"] as const;
    const events = calls.flatMap(action => sent({ at, emails: ["p1@x.example"], action, outcome: "none" }));
    expect(statuses(report(events, liveData(3)))).toEqual([["p1@x.example", "unconfirmed", true, at]]);
  });

  test("lists a person whose only record is an unconfirmed removal", () => {
    const events = sent({ at, emails: ["p2@x.example"], action: "remove", outcome: "none" });
    for (const observed of [undefined, liveData(3)]) {
      const [, p2] = report(events, observed).members;
      expect(p2).toMatchObject({ email: "p2@x.example", grants: [], findings: [{ kind: "unconfirmed" }] });
    }
  });

  test("reports an unanswered invite as unconfirmed until complete live data lacks it", () => {
    const events = sent({ at, emails: ["p1@x.example", "p2@x.example"], outcome: "none" });
    const both = [
      ["p1@x.example", "unconfirmed", true, at],
      ["p2@x.example", "unconfirmed", false, at],
    ];
    expect(statuses(report(events))).toEqual(both);
    expect(statuses(report(events, liveData(3)))).toEqual(both);
    expect(statuses(report(events, liveData(2)))).toEqual([["p1@x.example", "not-sent", true, undefined]]);
    const forgotten = {
      event: "forgotten",
      at,
      email: "p2@x.example",
      workspaceIds: [a],
    } satisfies StateEvent;
    expect(statuses(report([...events, forgotten]))).toEqual(both.slice(0, 1));
  });

  test("reports a lapsed grant as lapsed until live data shows it again", () => {
    const lapsed = { event: "lapsed", at, email: "p1@x.example", workspaceIds: [a] } satisfies StateEvent;
    const events = [...sent({ at, emails: ["p1@x.example"] }), lapsed];
    for (const observed of [undefined, liveData(2), liveData(3)])
      expect(statuses(report(events, observed))).toEqual([["p1@x.example", "lapsed", true, at]]);
    const again = liveData(2, [{ id: "u", email: "p1@x.example" }]);
    expect(statuses(report(events, again))).toEqual([["p1@x.example", "joined", true, at]]);
  });

  test("reports a lapsed grant with an unanswered resend as unconfirmed until resolved", () => {
    const again = "2026-11-22T10:00:00Z";
    const events = ["p1@x.example", "p2@x.example"].flatMap((email): readonly StateEvent[] => [
      ...sent({ at, emails: [email] }),
      { event: "lapsed", at: "2026-11-21T10:00:00Z", email, workspaceIds: [a] },
      ...sent({ at: again, emails: [email], outcome: "none" }),
    ]);
    const both = (status: string) => [
      ["p1@x.example", status, true, at],
      ["p2@x.example", status, false, at],
    ];
    expect(statuses(report(events))).toEqual(both("unconfirmed"));
    expect(statuses(report(events, liveData(3)))).toEqual(both("unconfirmed"));
    expect(statuses(report(events, liveData(2)))).toEqual(both("lapsed"));
  });
});

test("counts a call that succeeded after another run resolved it as not sent", () => {
  const call = "c-late";
  const events: StateEvent[] = [
    {
      event: "intent",
      at: "2026-11-20T10:00:00Z",
      call,
      action: "invite",
      workspaceIds: [a],
      emails: ["p1@x.example"],
    },
    { event: "outcome", at: "2026-11-20T10:11:00Z", call, result: "not-sent", resolvedBy: "live-data" },
    { event: "outcome", at: "2026-11-20T10:12:00Z", call, result: "done" },
    { event: "outcome", at: "2026-11-20T10:13:00Z", call, result: "not-sent" },
  ];
  expect(readApplies(events)).toMatchObject([{ sent: { people: 1, grants: 1 } }]);
  expect(
    memberCountsOf(events)
      .get(a)
      ?.map(({ people }) => people),
  ).toEqual([1]);
});

test("collapses long lists in Markdown, with a row for everyone", () => {
  const people = Array.from({ length: 60 }, (_, index) => `p${index}@x.example`);
  const config = configOf("organization: kwob3J\nworkspaces: {marketing: wLDNPp}\nmembers: []\n");
  const hours = Array.from({ length: 11 }, (_, hour) => `2026-11-20T${10 + hour}:00:00Z`);
  const events = hours.flatMap((at, index) =>
    sent({ at, emails: index === 0 ? people : people.slice(0, 1) }),
  );
  const state = { ...noState, events, recorded: fold(events) };
  const basis = {
    config,
    sources: [],
    desired: desiredOn(today, config),
    state,
    observed: undefined,
    day: today,
  };
  const page = readMarkdown(renderReportMarkdown(compileReport(basis)));
  const parts = elementsIn(page, "details").map(part => [
    elementsIn(part, "summary").map(textIn).join(),
    elementsIn(part, "tr").length + elementsIn(part, "li").length,
  ]);
  expect(parts).toEqual([
    ["Not in members.yaml (60 people)", 60],
    ["60 rows", 61],
    ["11 applies", 12],
  ]);
});

test("compares times with fractions, and counts minutes across leap days", () => {
  const times = [
    "2026-11-20T10:00:01Z",
    "2026-11-20T10:00:00.9Z",
    "2026-11-20T10:00:00Z",
    "2026-11-20T10:00:00.25Z",
  ];
  expect(times.toSorted(compareTimes)).toEqual([times[2], times[3], times[1], times[0]]);
  expect(minutesBetween("2028-02-28T23:59:59Z", "2028-03-01T00:01:00Z")).toBe(1440 + 2);
  expect(minutesBetween("2026-11-20T10:05:00Z", "2026-11-20T10:00:00Z")).toBe(-5);
});
