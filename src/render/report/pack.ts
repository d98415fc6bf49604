import type { Finding } from "../../core/findings/model.ts";
import { findingAbout, isLeftOver } from "../../core/report/findings.ts";
import type { Report, ReportMember } from "../../core/report/model.ts";
import type {
  PackedConcern,
  PackedFact,
  PackedMember,
  PackedOrigin,
  PackedReport,
} from "../../core/report/packed.ts";
import { missingDataText } from "../findings/gaps.ts";
import { findingText } from "../findings/messages.ts";
import { escapeTerminal } from "../text/escape.ts";
import { applyText, flagText } from "./messages.ts";

/** A report as the page carries it. What comes from outside is made visible: no name reorders the text around it. */
export function packReport(report: Report): PackedReport {
  const times = timesOf(report);
  const timeAt = placesOf(times);
  const time = (at: string | undefined): number | null => (at === undefined ? null : placeOf(timeAt, at));
  const workspaceAt = placesOf(report.workspaces.map(({ id }) => id));
  const origins = new Interner<PackedOrigin>();
  const groups = new Interner<string>();
  for (const { name } of report.groups) groups.indexOf(name);
  const facts = new Interner<PackedFact>();
  const sets = new Interner<readonly (readonly number[])[]>();
  const concerns = new Interner<PackedConcern>();
  const flags = new Interner<string>();
  const originOf = ({ commit, pullRequests, run }: PackedOrigin): number =>
    origins.indexOf({ commit: visible(commit), pullRequests, run: visible(run) });

  const setOf = (member: ReportMember): number => {
    const set = new Map<number, number[]>();
    for (const grant of member.grants) {
      const { status, isDesired, isAdopted, since, lastSent, expires, commit, pullRequest, run } = grant;
      const finding = findingAbout(member, grant);
      const known: PackedFact = [
        status,
        isDesired,
        isAdopted,
        time(since),
        time(lastSent),
        expires ?? null,
        originOf({ commit, pullRequests: pullRequest === undefined ? [] : [pullRequest], run }),
        finding === undefined ? null : concerns.indexOf(packedText(finding)),
        isLeftOver(finding),
      ];
      const fact = facts.indexOf(known);
      const row = set.get(fact);
      const workspace = placeOf(workspaceAt, grant.workspaceId);
      if (row) row.push(workspace);
      else set.set(fact, [fact, workspace]);
    }
    return sets.indexOf([...set.values()]);
  };

  const members = report.members.map(
    (member): PackedMember => [
      escapeTerminal(member.email),
      visible(member.name) ?? null,
      visible(member.note) ?? null,
      member.groups.map(group => groups.indexOf(group)),
      member.flags.map(flag => flags.indexOf(flagText(flag))),
      setOf(member),
    ],
  );
  const workspacesOf = new Map(report.groups.map(({ name, workspaceIds }) => [name, workspaceIds]));
  return {
    organization: escapeTerminal(report.organization),
    day: report.day,
    live: report.live,
    missing: report.missing.map(missingDataText),
    times: times.map(escapeTerminal),
    workspaces: report.workspaces.map(({ id, name, isDeclared }) => {
      return { id: escapeTerminal(id), name: escapeTerminal(name), isDeclared };
    }),
    groups: groups.values.map(name => {
      const workspaces = (workspacesOf.get(name) ?? []).map(id => placeOf(workspaceAt, id));
      return { name: escapeTerminal(name), workspaces };
    }),
    applies: report.applies.map(apply => {
      const { at, commit, pullRequests, run, isCompacted, ...counts } = apply;
      const did = `${isCompacted ? "as a compacted state file says, " : ""}${applyText(apply)}`;
      return { at: placeOf(timeAt, at), origin: originOf({ commit, pullRequests, run }), did, ...counts };
    }),
    growth: report.growth.map(({ steps }) =>
      steps.flatMap(({ at, people }) => [placeOf(timeAt, at), people]),
    ),
    origins: origins.values,
    concerns: concerns.values,
    flags: flags.values,
    facts: facts.values,
    sets: sets.values,
    members,
  };
}

function packedText(finding: Finding): PackedConcern {
  const { head, meaning } = findingText(finding);
  return [head, meaning];
}

function visible(text: string | undefined): string | undefined {
  return text === undefined ? undefined : escapeTerminal(text);
}

function timesOf({ members, applies, growth }: Report): string[] {
  const times = new Set<string>();
  for (const { grants } of members) {
    for (const { since, lastSent } of grants) {
      if (since !== undefined) times.add(since);
      if (lastSent !== undefined) times.add(lastSent);
    }
  }
  for (const { at } of applies) times.add(at);
  for (const { steps } of growth) for (const { at } of steps) times.add(at);
  return [...times].sort();
}

function placesOf(texts: readonly string[]): ReadonlyMap<string, number> {
  return new Map(texts.map((text, indexOf) => [text, indexOf]));
}

function placeOf(places: ReadonlyMap<string, number>, text: string): number {
  const indexOf = places.get(text);
  if (indexOf === undefined) throw new Error(`The report names ${text}, and does not list it`);
  return indexOf;
}

/** Values that are told apart by what they say, each once, in the order in which they came. */
class Interner<Value> {
  readonly values: Value[] = [];
  readonly #indexes = new Map<string, number>();

  indexOf(value: Value): number {
    const key = JSON.stringify(value);
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.#indexes.set(key, this.values.length);
    this.values.push(value);
    return this.values.length - 1;
  }
}
