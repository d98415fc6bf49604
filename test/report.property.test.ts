import Ajv2020 from "ajv/dist/2020.js";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import schema from "../schemas/report.schema.json" with { type: "json" };
import { desiredOn } from "../src/core/config/desired.ts";
import type { Config } from "../src/core/config/model.ts";
import { applyResolutions, resolveUnconfirmed } from "../src/core/plan/resolve.ts";
import { formatReport, type Report, type ReportGrant, type ReportMember } from "../src/core/report/model.ts";
import { compileReport } from "../src/core/report/report.ts";
import type { Source } from "../src/core/source/source.ts";
import { compactEvents } from "../src/core/state/compact.ts";
import type { StateEvent } from "../src/core/state/events.ts";
import type { Recorded } from "../src/core/state/recorded.ts";
import { noState, type State } from "../src/core/state/state.ts";
import { foldObserved } from "../src/core/tally/fold-observed.ts";
import type { Observed } from "../src/core/tally/observed.ts";
import { unprotectFormulas } from "../src/core/text/formulas.ts";
import { emailOf } from "../src/core/values/address.ts";
import { compareTimes, type Day } from "../src/core/values/day.ts";
import { toAsciiDomain } from "../src/core/values/idna.ts";
import type { WorkspaceId } from "../src/core/values/workspace-id.ts";
import { renderReportCsv } from "../src/render/report/csv.ts";
import { renderReportMarkdown } from "../src/render/report/markdown.ts";
import { escapeTerminal } from "../src/render/text/escape.ts";
import {
  configFrom,
  eventSequences,
  filesOf,
  type OrganizationDraft,
  organizationDrafts,
  pairsOf,
  type Reorder,
  reorderBy,
} from "./support/arbitraries.ts";
import { elementsIn, readMarkdown, textIn } from "./support/markdown.ts";
import { fold, pair, today } from "./support/organizations.ts";
import { payloads } from "./support/payloads.ts";
import { readNow } from "./support/sources.ts";

const runs = { numRuns: 80 };
const tallyIds = ["wLDNPp", "npe1DB", "0", "z_z", "constructor", "a-1", "undeclared"] as WorkspaceId[];

/** The content of the files, the recorded events, and the people in Tally, independent of each other. */
interface Scene {
  readonly draft: OrganizationDraft;
  readonly events: readonly StateEvent[];
  readonly live: readonly LivePerson[];
  readonly isComplete: boolean;
}

/** What Tally shows of one person. */
interface LivePerson {
  /** The index of the person among all that the files and the events name. */
  readonly of: number;
  readonly as: "member" | "pending" | "both";
  readonly ids: readonly WorkspaceId[];
  readonly name: string | undefined;
}

/** Events of the kinds that `eventSequences` lacks, about people who were sent an invite. */
const otherEvents = fc.record({
  kind: fc.constantFrom("adopted", "lapsed", "cancel", "remove", "forgotten"),
  of: fc.nat({ max: 30 }),
  ids: fc.subarray(tallyIds, { minLength: 1 }),
  result: fc.constantFrom("done", "done", "unconfirmed", "rejected", "none"),
});

const histories: fc.Arbitrary<readonly StateEvent[]> = fc
  .tuple(eventSequences, fc.array(otherEvents, { maxLength: 8 }))
  .map(([events, more]) => {
    const sent = events.flatMap(one => (one.event === "intent" ? one.emails : []));
    return [...events, ...more.flatMap((one, index) => eventsOfKind(one, index, sent))];
  });

function eventsOfKind(
  { kind, of, ids, result }: { kind: string; of: number; ids: readonly WorkspaceId[]; result: string },
  index: number,
  sent: readonly string[],
): StateEvent[] {
  const email = sent[of % Math.max(sent.length, 1)];
  const at = `${today}T01:00:0${index}.000Z`;
  if (email === undefined) return [];
  const workspaceIds = ids.toSorted();
  if (kind === "adopted" || kind === "lapsed") return [{ event: kind, at, email, workspaceIds }];
  if (kind === "forgotten") return [{ event: kind, at, email }];
  const about = kind === "cancel" ? { inviteId: `invite-${email}` } : { userId: `user-${email}` };
  const call = `${kind}-${index}`;
  const action = kind === "cancel" ? "cancel" : "remove";
  const intent: StateEvent = { event: "intent", at, call, action, emails: [email], workspaceIds, ...about };
  if (result === "none") return [intent];
  return [intent, { event: "outcome", at, call, result: result as "done" }];
}

const scenes: fc.Arbitrary<Scene> = fc.record({
  draft: organizationDrafts,
  events: histories,
  live: fc.uniqueArray(
    fc.record({
      of: fc.nat({ max: 30 }),
      as: fc.constantFrom("member", "pending", "both"),
      ids: fc.subarray(tallyIds),
      name: fc.constantFrom(undefined, "Stan Stranger"),
    }),
    { maxLength: 12, selector: one => one.of },
  ),
  isComplete: fc.boolean(),
});

function stateOf(events: readonly StateEvent[]): State {
  return { ...noState, events, recorded: fold(events) };
}

/** Returns the configuration and the sources of the files of a draft. */
function readFiles(draft: OrganizationDraft, turn?: Reorder): { config: Config; sources: readonly Source[] } {
  const files = filesOf(draft, turn);
  const read = (file: string, text: string) => readNow(file, new TextEncoder().encode(text)).source;
  return {
    config: configFrom(files),
    sources: [read("members.yaml", files.main), read("teams/a.yaml", files.elsewhere)],
  };
}

function observedIn({ draft, events, live, isComplete }: Scene): Observed {
  const listed = [...draft.members, ...draft.elsewhere].map(one => one.key);
  const sent = events.flatMap(one => (one.event === "intent" ? one.emails : []));
  const people = [...new Set([...listed, ...sent.map(one => one.toLowerCase()), "stranger@example.com"])];
  const named = new Map(live.map(one => [people[one.of % people.length] ?? "", one]));
  const body = (email: string, name: string | undefined) => ({ id: `id ${email}`, email, fullName: name });
  const some = (kinds: readonly LivePerson["as"][], id?: WorkspaceId) =>
    [...named]
      .filter(([, one]) => kinds.includes(one.as) && (id === undefined || one.ids.includes(id)))
      .map(([email, one]) => body(email, one.name));
  return foldObserved(
    {
      at: "2100-01-01T00:00:00.000Z",
      me: { id: "self", email: "owner@example.com", isOrganizationOwner: true },
      users: some(["member", "both"]),
      invites: some(["pending", "both"]),
      workspaces: tallyIds.map(id => ({
        id,
        name: id === "undeclared" ? "Undeclared" : id,
        members: some(["member", "both"], id),
        invites: some(["pending"], id),
      })),
      total: isComplete ? tallyIds.length : tallyIds.length + 1,
    },
    toAsciiDomain,
  );
}

interface Given {
  readonly day?: Day;
  readonly observed?: Observed;
  readonly turn?: Reorder;
}

function reportOf({ draft, events }: Scene, { day = today, observed, turn }: Given = {}): Report {
  const { config, sources } = readFiles(draft, turn);
  return compileReport({
    config,
    sources,
    desired: desiredOn(day, config),
    state: stateOf(events),
    observed,
    day,
  });
}

function grantsIn({ members }: Report): readonly (ReportGrant & { readonly member: ReportMember })[] {
  return members.flatMap(member => member.grants.map(grant => ({ ...grant, member })));
}

const pairOf = (grant: ReportGrant & { readonly member: ReportMember }) =>
  pair(grant.member.email, grant.workspaceId);

/** Returns the pairs of person and workspace that a draft grants on a day, computed from its names. */
function desiredPairs(
  { workspaces, groups, members, elsewhere }: OrganizationDraft,
  day: Day,
): ReadonlySet<string> {
  const ids = new Map<string, string>(workspaces);
  const named = new Map<string, readonly string[]>(groups);
  return new Set(
    [...members, ...elsewhere]
      .filter(one => one.expires === undefined || day <= one.expires)
      .flatMap(one => {
        const names = [...one.workspaces, ...one.groups.flatMap(group => named.get(group) ?? [])];
        return names.map(name => pair(one.key, ids.get(name) ?? ""));
      }),
  );
}

function recordedPairs({ people }: Recorded): ReadonlySet<string> {
  const pairs = [...people.values()].flatMap(({ email, grants }) =>
    [...grants.keys()].map(id => pair(email, id)),
  );
  return new Set(pairs);
}

function shownPairs(observed: Observed): ReadonlySet<string> {
  const pairs = [...observed.people.values()].flatMap(one =>
    [...one.joined, ...one.pending].map(id => pair(one.email, id)),
  );
  return new Set(pairs);
}

function sorted(pairs: Iterable<string>): readonly string[] {
  return [...pairs].sort();
}

describe("a report of any files, events, and live data", () => {
  test("contains each desired, recorded, or unconfirmed grant exactly once", () => {
    fc.assert(
      fc.property(organizationDrafts, eventSequences, (draft, events) => {
        const grants = grantsIn(reportOf({ draft, events, live: [], isComplete: true }));
        const { recorded, unconfirmed } = pairsOf(events);
        const desired = desiredPairs(draft, today);
        expect(sorted(grants.map(pairOf))).toEqual(
          sorted(new Set([...desired, ...recorded.keys(), ...unconfirmed])),
        );
        for (const grant of grants) {
          const one = pairOf(grant);
          expect([one, grant.isDesired, grant.lastSent !== undefined]).toEqual([
            one,
            desired.has(one),
            recorded.has(one) || unconfirmed.has(one),
          ]);
          const possible = unconfirmed.has(one)
            ? ["unconfirmed"]
            : recorded.has(one)
              ? ["recorded"]
              : ["not-sent", "rejected"];
          expect(possible).toContain(grant.status);
        }
      }),
      runs,
    );
  });

  test("contains each desired, recorded, or live grant once; others are unconfirmed", () => {
    fc.assert(
      fc.property(scenes, scene => {
        const observed = observedIn(scene);
        const state = fold(scene.events);
        const resolved = applyResolutions(state, resolveUnconfirmed(state, observed));
        const grants = grantsIn(reportOf(scene, { observed }));
        const before = new Map(grantsIn(reportOf(scene)).map(grant => [pairOf(grant), grant.status]));
        const [desired, recorded, shown] = [
          desiredPairs(scene.draft, today),
          recordedPairs(resolved),
          shownPairs(observed),
        ];
        const lapsed = new Set(
          [...resolved.people.values()].flatMap(({ email, grants: own }) =>
            [...own].flatMap(([id, one]) => (one.lapsed === undefined ? [] : pair(email, id))),
          ),
        );
        const pairs = grants.map(pairOf);
        expect(new Set(pairs).size).toBe(pairs.length);
        expect([...desired, ...recorded, ...shown].filter(one => !pairs.includes(one))).toEqual([]);
        for (const grant of grants) {
          const one = pairOf(grant);
          const isKnown = desired.has(one) || recorded.has(one) || shown.has(one);
          if (!isKnown) expect(grant.status).toBe("unconfirmed");
          expect([one, grant.status === "joined" || grant.status === "pending"]).toEqual([
            one,
            shown.has(one),
          ]);
          // An unconfirmed call can hide that the state file has the grant as lapsed.
          const isLapsed = grant.status === "lapsed" && before.get(one) !== "lapsed" && !lapsed.has(one);
          if (isLapsed) expect([scene.isComplete, recorded.has(one)]).toEqual([true, true]);
        }
        const everyone = new Set([
          ...pairs.map(one => one.split(" ")[0] ?? ""),
          ...observed.people.keys(),
          ...resolved.unconfirmed.flatMap(call => call.emails.map(emailOf)),
        ]);
        expect(reportOf(scene, { observed }).members.map(one => one.email)).toEqual(sorted(everyone));
      }),
      runs,
    );
  });

  test("treats a grant as desired through its expiration date, and not later", () => {
    const days = fc.constantFrom<Day[]>(
      ...("2026-09-30 2026-10-01 2026-11-22 2026-11-23 2026-11-24 2026-11-25 2027-01-31 2027-02-01".split(
        " ",
      ) as Day[]),
    );
    fc.assert(
      fc.property(scenes, days, (scene, day) => {
        const grants = grantsIn(reportOf(scene, { day }));
        expect(sorted(grants.filter(one => one.isDesired).map(pairOf))).toEqual(
          sorted(desiredPairs(scene.draft, day)),
        );
        for (const { isDesired, expires } of grants) {
          if (expires !== undefined) expect(isDesired).toBe(day <= expires);
        }
      }),
      runs,
    );
  });

  test("lists each person's groups and notes, and each group's workspaces", () => {
    fc.assert(
      fc.property(organizationDrafts, draft => {
        const report = reportOf({ draft, events: [], live: [], isComplete: true });
        const items = [...draft.members, ...draft.elsewhere];
        for (const { email, groups, note } of report.members) {
          const own = items.filter(({ key }) => key === email);
          const notes = new Set(own.flatMap(one => one.note ?? []));
          expect(groups).toEqual(sorted(new Set(own.flatMap(one => one.groups))));
          expect(note).toBe(notes.size > 0 ? sorted(notes).join("; ") : undefined);
        }
        const ids = new Map<string, string>(draft.workspaces);
        const named = report.groups.map(({ name, workspaceIds }) => [name, sorted(workspaceIds)]);
        const drawn = draft.groups.map(([name, names]) => [
          name,
          sorted(names.map(one => ids.get(one) ?? "")),
        ]);
        expect(new Map(named as [string, readonly string[]][])).toEqual(
          new Map(drawn as [string, readonly string[]][]),
        );
      }),
      runs,
    );
  });

  test("tracks growth in chronological steps that end at the recorded counts", () => {
    fc.assert(
      fc.property(fc.oneof(histories, eventSequences), events => {
        const scene = { draft: emptyDraft, events, live: [], isComplete: true };
        for (const one of [events, compactEvents(stateOf(events), "2026-11-30T08:00:00Z")]) {
          const { growth, workspaces } = reportOf({ ...scene, events: one });
          expect(growth.map(({ workspaceId }) => workspaceId)).toEqual(workspaces.map(({ id }) => id));
          const adoptedIds = one.flatMap(event => (event.event === "adopted" ? event.workspaceIds : []));
          expect(adoptedIds.filter(id => !workspaces.some(known => known.id === id))).toEqual([]);
          const counts = new Map<string, number>();
          for (const recorded of recordedPairs(fold(events))) {
            const [, id = ""] = recorded.split(" ");
            counts.set(id, (counts.get(id) ?? 0) + 1);
          }
          for (const { workspaceId, steps } of growth) {
            expect([workspaceId, steps.at(-1)?.people ?? 0]).toEqual([
              workspaceId,
              counts.get(workspaceId) ?? 0,
            ]);
            expect(steps.filter(({ people }) => people < 0)).toEqual([]);
            for (const [index, step] of steps.entries()) {
              const before = steps[index - 1];
              if (before) expect(compareTimes(before.at, step.at)).toBe(-1);
              expect(step.people).not.toBe(before?.people ?? 0);
            }
          }
        }
      }),
      runs,
    );
  });

  test("counts sent, rejected, and unconfirmed calls in chronological applies", () => {
    fc.assert(
      fc.property(eventSequences, events => {
        const { applies } = reportOf({ draft: emptyDraft, events, live: [], isComplete: true });
        const outcomes = new Map(
          events.flatMap(one => (one.event === "outcome" ? [[one.call, one] as const] : [])),
        );
        const counts = { sent: 0, rejected: 0, unconfirmed: 0 };
        for (const event of events) {
          if (event.event !== "intent") continue;
          const { result, emails } = outcomes.get(event.call) ?? { result: "unconfirmed" };
          if (result === "done") counts.sent += event.emails.length * event.workspaceIds.length;
          if (result === "split") counts.sent += (emails ?? []).length * event.workspaceIds.length;
          if (result === "rejected") counts.rejected += 1;
          if (result === "unconfirmed") counts.unconfirmed += 1;
        }
        const sum = (of: (one: Report["applies"][number]) => number) =>
          applies.reduce((all, one) => all + of(one), 0);
        expect({
          sent: sum(one => one.sent.grants),
          rejected: sum(one => one.rejected),
          unconfirmed: sum(one => one.unconfirmed),
        }).toEqual(counts);
        expect(applies.map(one => one.at)).toEqual(applies.map(one => one.at).toSorted(compareTimes));
      }),
      runs,
    );
  });

  test("renders schema-valid JSON that doesn't depend on the order of the files", () => {
    const validate = new Ajv2020.default({ allowUnionTypes: true }).compile(schema);
    fc.assert(
      fc.property(scenes, fc.nat(), (scene, seed) => {
        const observed = observedIn(scene);
        const json = formatReport(reportOf(scene, { observed }));
        expect(formatReport(reportOf(scene, { observed, turn: reorderBy(seed) }))).toBe(json);
        validate(JSON.parse(json));
        expect(validate.errors).toBeNull();
      }),
      runs,
    );
  });

  test("renders Markdown with rows that name each person and workspace", () => {
    fc.assert(
      fc.property(scenes, scene => {
        const report = reportOf(scene, { observed: observedIn(scene) });
        const page = readMarkdown(renderReportMarkdown(report));
        const all = `all ${report.workspaces.length} workspaces`;
        const rows = elementsIn(page, "tr").map(row => ({
          isAll: textIn(row).includes(all),
          codes: elementsIn(row, "code").map(textIn),
        }));
        for (const { member, workspaceId } of grantsIn(report)) {
          const name = report.workspaces.find(({ id }) => id === workspaceId)?.name ?? "";
          const named = rows.filter(
            ({ isAll, codes }) => codes[0] === member.email && (isAll || codes.includes(name)),
          );
          expect([member.email, name, named.length > 0]).toEqual([member.email, name, true]);
        }
      }),
      { numRuns: 25 },
    );
  });
});

const emptyDraft: OrganizationDraft = {
  workspaces: [["marketing", "wLDNPp"]],
  groups: [],
  members: [],
  elsewhere: [],
  settings: {
    maxEmailsPerCall: undefined,
    maxInvites: undefined,
    pendingChanges: undefined,
    removals: undefined,
    protected: undefined,
    allowedDomains: undefined,
  },
};

describe("a report as CSV", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom(...payloads.map(one => one.text.slice(0, 200))),
    fc.array(fc.constantFrom(..." \t\n\r\"',;=+-@＝＋－＠a|"), { maxLength: 6 }).map(parts => parts.join("")),
  );
  const maybe = fc.option(text, { nil: undefined });
  const grant = fc.record({
    workspaceId: fc.constantFrom(...tallyIds),
    status: fc.constantFrom("joined" as const, "not-sent" as const),
    isDesired: fc.boolean(),
    since: fc.constantFrom(undefined, "2026-11-20T10:00:00.000Z"),
    lastSent: fc.constantFrom(undefined, "2026-11-21T10:00:00.000Z"),
    isAdopted: fc.boolean(),
    expires: fc.constantFrom(undefined, today),
    commit: maybe,
    pullRequest: fc.option(fc.nat(), { nil: undefined }),
    run: maybe,
  });
  const member = fc.record({
    email: text,
    name: maybe,
    note: maybe,
    groups: fc.array(text, { maxLength: 2 }),
    flags: fc.subarray(["owner", "blocked"] as const),
    grants: fc.array(grant, { maxLength: 3 }),
  });
  const reports = fc
    .record({
      members: fc.array(member, { maxLength: 4 }),
      names: fc.array(text, { minLength: 7, maxLength: 7 }),
    })
    .map(({ members, names }) => {
      const workspaces = tallyIds.map((id, index) => ({ id, name: names[index] ?? "", isDeclared: true }));
      const rest = {
        organization: "kwob3J",
        day: today,
        live: true,
        missing: [],
        groups: [],
        applies: [],
        growth: [],
      };
      return { ...rest, workspaces, members } as unknown as Report;
    });

  test("renders CSV that csv-parse reads back record by record", () => {
    fc.assert(
      fc.property(reports, report => {
        const csv = renderReportCsv(report);
        expect(csv.startsWith("\ufeffemail,")).toBe(true);
        expect(csv.endsWith("\r\n")).toBe(true);
        const rows: string[][] = parse(csv, { bom: true, record_delimiter: "\r\n" });
        const names = new Map(report.workspaces.map(({ id, name }) => [id, name]));
        const expected = report.members.flatMap(one => {
          const before = [one.email, one.name];
          const after = [one.groups.join("; "), one.flags.join("; "), one.note];
          const grants = one.grants.map(given => [
            names.get(given.workspaceId),
            given.workspaceId,
            given.status,
            given.isDesired ? "yes" : "no",
            given.since,
            given.lastSent,
            given.expires,
            given.isAdopted ? "yes" : "no",
            given.commit,
            given.pullRequest?.toString(),
            given.run,
          ]);
          const between = grants.length > 0 ? grants : [Array.from({ length: 11 }, () => "")];
          return between.map(cells =>
            [...before, ...cells, ...after].map(value => escapeTerminal(value ?? "")),
          );
        });
        expect(rows.slice(1).map(cells => cells.map(unprotectFormulas))).toEqual(expected);
        expect(rows[0]).toHaveLength(16);
      }),
      { numRuns: 250 },
    );
  });

  test("renders no CSV cell that a spreadsheet evaluates, with any usual separator", () => {
    fc.assert(
      fc.property(reports, report => {
        const csv = renderReportCsv(report).slice(1);
        const options = { relax_quotes: true, relax_column_count: true, quote: null } as const;
        const separated = [";", "\t"].flatMap(
          delimiter => parse(csv, { ...options, delimiter }) as string[][],
        );
        // With another separator, a cell can begin with quotation marks, which a spreadsheet reads as an empty text before the rest.
        const unquoted = separated.flat().map(cell => cell.replace(/^[\s"]+/, ""));
        const cells = [...(parse(csv) as string[][]), ...separated, unquoted].flat();
        expect(cells.filter(cell => /^\s*[=+\-@＝＋－＠\t\r]/.test(cell))).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });
});
