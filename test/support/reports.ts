import type { Finding } from "../../src/core/findings/model.ts";
import { hasAccess } from "../../src/core/report/findings.ts";
import type {
  GrantStatus,
  Report,
  ReportApply,
  ReportGrant,
  ReportGrowth,
  ReportMember,
} from "../../src/core/report/model.ts";
import type { Provenance } from "../../src/core/state/provenance.ts";
import type { Email } from "../../src/core/values/address.ts";
import type { Day } from "../../src/core/values/day.ts";
import type { WorkspaceId } from "../../src/core/values/workspace-id.ts";
import { payloads } from "./payloads.ts";

const day = "2026-11-28" as Day;
const ended = "2026-11-20" as Day;
const start = Date.parse("2025-10-06T08:00:00Z");
const end = Date.parse("2026-11-27T16:00:00Z");
const site = "https://github.com/acme/access";

const givenNames =
  "Ada Grace Alan Edsger Barbara Donald Margaret Tony Frances Niklaus Radia Ken Karen Dennis Mary Leslie Shafi Robin Joan Manuel".split(
    " ",
  );
const familyNames =
  "Lovelace Hopper Turing Dijkstra Liskov Knuth Hamilton Hoare Allen Wirth Perlman Thompson Jones Ritchie Shaw Lamport Goldwasser Milner Clarke Blum".split(
    " ",
  );
const workspaceNames =
  "marketing research hiring customer-success legal finance product-design events press partners support operations".split(
    " ",
  );

/** Returns a report with the given numbers of people and workspaces, which grew over a year. The same arguments give the same report. */
export function makeReport(people: number, workspaces: number, seed = 7): Report {
  const random = seeded(seed);
  const upTo = (most: number): number => Math.floor(random() * most);
  const ids = Array.from(
    { length: workspaces },
    (_, index) => `w${String(index).padStart(4, "0")}` as WorkspaceId,
  );
  const named = ids.map((id, index) => ({
    id,
    name:
      (workspaceNames[index % workspaceNames.length] ?? "") +
      (index < workspaceNames.length ? "" : `-${Math.floor(index / workspaceNames.length) + 1}`),
    isDeclared: index !== workspaces - 1 || workspaces < 4,
  }));
  const sorted = named.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const order = new Map(sorted.map(({ id }, index) => [id, index]));
  const groups = ["design", "everyone", "managers", "sales"].map((name, index) => ({
    name,
    workspaceIds: ids.filter((_, at) => at % 4 === index || at % 7 === index).slice(0, 12),
  }));
  const applies = Math.max(3, Math.min(120, Math.round(people / 3)));
  const times = Array.from({ length: applies }, (_, index) =>
    new Date(start + ((end - start) * index) / Math.max(1, applies - 1) + upTo(3_600_000)).toISOString(),
  );
  const originOf = (at: number) => ({
    commit: (0x1ab3_c07d + at * 0x1f_2e3d).toString(16).padEnd(40, "5e9d"),
    pullRequest: at === 0 ? undefined : 10 + at,
    run: `${site}/actions/runs/${700_000 + at}`,
  });

  const members = Array.from({ length: people }, (_, index): ReportMember => {
    const given = givenNames[index % givenNames.length] ?? "";
    const family = familyNames[(index * 7 + Math.floor(index / 20)) % familyNames.length] ?? "";
    const number = index < 400 ? "" : String(index);
    const group = random() < 0.7 ? groups[upTo(groups.length)] : undefined;
    const own = ids.filter((_, at) => random() < 2 / (at + 3));
    const held = new Set([...(group?.workspaceIds ?? []), ...own]);
    const joinedAt = Math.floor(applies * random() ** 0.8);
    const expires =
      random() < (people < 1000 ? 0.12 : 0.02)
        ? ((random() < 0.4 ? "2026-12-12" : "2027-03-31") as Day)
        : undefined;
    const hasLeft = random() < (people < 1000 ? 0.02 : 0.001);
    const grants = [...held].map((workspaceId): ReportGrant => {
      const at = Math.min(applies - 1, joinedAt + (random() < 0.2 ? upTo(applies / 2) : 0));
      const status = statusOf(random(), at > applies * 0.85);
      const isDesired = !hasLeft && random() > 0.01;
      const isRecorded = !["unconfirmed", "rejected", "not-sent"].includes(status);
      return {
        workspaceId,
        status,
        isDesired,
        since: isRecorded ? times[at] : undefined,
        lastSent: isRecorded ? times[random() < 0.95 ? at : applies - 1] : undefined,
        isAdopted: at === 0,
        // A grant with an expiration date is desired until then.
        expires: isDesired ? expires : random() < 0.3 ? ended : undefined,
        ...(isRecorded ? originOf(at) : {}),
      };
    });
    const email = `${given}.${family}${number}${index}@example.com`.toLowerCase() as Email;
    const flags = index === 0 ? ["owner" as const] : index % 23 === 22 ? ["without-two-factor" as const] : [];
    return {
      email,
      name: random() < 0.9 ? `${given} ${family}${number && ` ${number}`}` : undefined,
      note: expires && "contractor, HR-12",
      groups: group ? [group.name] : [],
      flags,
      newAddress: index % 31 === 30 ? (`${given}.new${index}@example.com`.toLowerCase() as Email) : undefined,
      findings: grants.flatMap(grant => findingOf(email, grant, index === 0) ?? []),
      grants: grants.toSorted((a, b) => (order.get(a.workspaceId) ?? 0) - (order.get(b.workspaceId) ?? 0)),
    };
  });
  const counts = new SentCounts(members);
  return {
    organization: "kwob3J",
    day,
    live: true,
    missing: [],
    workspaces: sorted,
    groups,
    members: members.toSorted((a, b) => (a.email < b.email ? -1 : 1)),
    applies: times.map((at, index) => applyOf(counts.of(at), at, index, appliedBy(originOf(index)))),
    growth: sorted.map(({ id }) => memberCountsOf(counts.in(id), id, times)),
  };
}

/** Returns the finding about a grant, if there is one. */
function findingOf(email: Email, grant: ReportGrant, isOwner: boolean): Finding | undefined {
  const { status, isDesired, expires, since } = grant;
  const about = { level: "drift", email, workspaceIds: [grant.workspaceId] } as const;
  if (!isDesired && !hasAccess(status)) return undefined;
  if (!isDesired && expires !== undefined)
    return { kind: "expired", ...about, status: "joined", day: expires };
  if (!isDesired)
    return isOwner ? undefined : { kind: "not-in-members", ...about, status: "joined", recorded: true };
  if (status === "unconfirmed")
    return { kind: "unconfirmed", ...about, call: "call-1", action: "invite", since: day };
  if (status === "lapsed") return { kind: "lapsed", ...about, since: day };
  if (status === "rejected") return { kind: "not-invited", ...about, reason: "rejected" };
  if (status === "not-sent") return { kind: "not-invited", ...about };
  return since === undefined ? { kind: "not-recorded", ...about, status: "joined" } : undefined;
}

/** Counts the people and grants that were sent at each time. */
class SentCounts {
  readonly #byTime = new Map<string, { people: number; grants: number }>();
  readonly #byWorkspace = new Map<string, Map<string, number>>();

  constructor(members: readonly ReportMember[]) {
    for (const { grants } of members) {
      const times = new Set<string>();
      for (const { since, workspaceId } of grants) {
        if (since === undefined) continue;
        const sent = this.#byTime.get(since) ?? { people: 0, grants: 0 };
        this.#byTime.set(since, sent);
        sent.grants += 1;
        sent.people += times.has(since) ? 0 : 1;
        times.add(since);
        const counts = this.in(workspaceId);
        this.#byWorkspace.set(workspaceId, counts.set(since, (counts.get(since) ?? 0) + 1));
      }
    }
  }

  of(at: string) {
    return this.#byTime.get(at) ?? { people: 0, grants: 0 };
  }

  in(workspaceId: WorkspaceId): Map<string, number> {
    return this.#byWorkspace.get(workspaceId) ?? new Map();
  }
}

function appliedBy(origin: Provenance): Pick<ReportApply, "commit" | "pullRequests" | "run"> {
  const { commit, pullRequest, run } = origin;
  return { commit, run, pullRequests: pullRequest === undefined ? [] : [pullRequest] };
}

function statusOf(chance: number, isRecent: boolean): GrantStatus {
  if (isRecent && chance < 0.3) return "pending";
  if (chance > 0.995) return "rejected";
  if (chance > 0.97) return "lapsed";
  if (chance > 0.965) return "unconfirmed";
  return chance > 0.95 ? "not-sent" : "joined";
}

function applyOf(
  changed: { readonly people: number; readonly grants: number },
  at: string,
  index: number,
  origin: Pick<ReportApply, "commit" | "pullRequests" | "run">,
): ReportApply {
  const none = { people: 0, grants: 0 };
  return {
    at,
    ...origin,
    isCompacted: false,
    sent: index === 0 ? none : changed,
    adopted: index === 0 ? changed : none,
    canceled: 0,
    removed: index % 9 === 8 ? 2 : 0,
    forgotten: 0,
    lapsed: index % 7 === 6 ? 1 : 0,
    rejected: index % 13 === 12 ? 1 : 0,
    unconfirmed: 0,
  };
}

function memberCountsOf(
  added: ReadonlyMap<string, number>,
  workspaceId: WorkspaceId,
  times: readonly string[],
): ReportGrowth {
  let people = 0;
  const steps: { at: string; people: number }[] = [];
  for (const [index, at] of times.entries()) {
    const before = people;
    people += (added.get(at) ?? 0) - (index % 9 === 8 && people > 3 ? 1 : 0);
    if (people !== before) steps.push({ at, people });
  }
  return { workspaceId, steps };
}

/** Returns a generator of pseudorandom numbers from 0 to 1 for a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns a report in which every text from outside is a payload, and those payloads. */
export function makeHostileReport(): { readonly report: Report; readonly texts: readonly string[] } {
  const report = makeReport(payloads.length, 3);
  const texts = payloads.map(({ text }) => text);
  const at = (index: number): string => texts[index % texts.length] ?? "";
  const hostileOrigin = (index: number) => ({ commit: at(index), pullRequest: 1, run: at(index + 3) });
  return {
    texts,
    report: {
      ...report,
      organization: "</title></noscript><img src=x onerror=alert(1)>",
      workspaces: report.workspaces.map((workspace, index) => ({
        ...workspace,
        name: at(texts.indexOf("</code></td></tr></table>") + index),
      })),
      groups: texts.map(text => ({ name: text, workspaceIds: [] })),
      members: report.members.map((member, index) => {
        const email = `${at(index)}@example.com` as Email;
        const grants = report.workspaces.map(
          ({ id }): ReportGrant => ({
            workspaceId: id,
            status: "joined",
            isDesired: index % 2 === 0,
            since: report.applies[0]?.at,
            lastSent: report.applies[0]?.at,
            isAdopted: false,
            expires: undefined,
            ...hostileOrigin(index),
          }),
        );
        const findings = grants.flatMap(grant => findingOf(email, grant, index === 0) ?? []);
        const shown = { name: at(index), note: at(index + 1), groups: [at(index + 2)] };
        return { ...member, ...shown, email, grants, findings };
      }),
      applies: report.applies.map((apply, index) => ({ ...apply, ...appliedBy(hostileOrigin(index)) })),
    },
  };
}
