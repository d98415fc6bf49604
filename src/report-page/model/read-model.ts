import type { GrantStatus } from "../../core/report/model.ts";
import type { PackedOrigin, PackedReport } from "../../core/report/packed.ts";
import {
  daysBetween,
  type Grant,
  type Member,
  type Model,
  type State,
  type Step,
  soonDays,
  type Workspace,
} from "./model.ts";

const grantedStatuses: ReadonlySet<GrantStatus> = new Set(["joined", "pending", "recorded"]);

/** Unpacks what the page carries. */
export function readModel(packed: PackedReport): Model {
  const time = (position: number | null) => (position === null ? undefined : packed.times[position]);
  const facts: Grant[] = [nothing];
  for (const fact of packed.facts) {
    const [status, isDesired, isAdopted, since, lastSent, expires, origin, concern, isLeftOver] = fact;
    const isGranted = grantedStatuses.has(status);
    const states: State[] = [status];
    if (isLeftOver) states.push("left-over");
    if (isDesired && expires !== null && isSoon(packed.day, expires)) states.push("soon");
    facts.push({
      status,
      states,
      isDesired,
      isAdopted,
      isGranted,
      since: time(since),
      lastSent: time(lastSent),
      expires: expires ?? undefined,
      origin: packed.origins[origin] ?? unknown,
      concern: concern === null ? undefined : packed.concerns[concern],
    });
  }
  const sets = packed.sets.map(set => readSet(set, packed.workspaces.length, facts));
  const members = packed.members.map(([email, name, note, groups, remarked, position]): Member => {
    const set = sets[position] ?? emptySet;
    const flags = remarked.flatMap(flag => packed.flags[flag] ?? []);
    const words = [
      name ?? "",
      email,
      note ?? "",
      ...flags,
      ...groups.flatMap(group => packed.groups[group]?.name ?? []),
    ];
    return {
      email,
      name: name ?? undefined,
      note: note ?? undefined,
      groups,
      flags,
      cells: set.cells,
      granted: set.granted,
      since: set.since,
      text: words.join("\n").toLowerCase(),
    };
  });
  const columns = packed.workspaces.map(() => new Map<State, number>());
  for (const { cells } of members) {
    for (const [column, counts] of columns.entries()) {
      for (const state of facts[cells[column] ?? 0]?.states ?? []) add(counts, state, 1);
    }
  }
  const counts = new Map<State, number>();
  for (const column of columns) for (const [state, count] of column) add(counts, state, count);
  const workspaces = packed.workspaces.map((workspace, column): Workspace => {
    const of = columns[column] ?? new Map();
    return {
      ...workspace,
      steps: stepsOf(packed.growth[column] ?? [], packed.times),
      people: sumOf(of, state => grantedStatuses.has(state as GrantStatus)),
      counts: of,
    };
  });
  return {
    organization: packed.organization,
    day: packed.day,
    live: packed.live,
    missing: packed.missing,
    workspaces,
    groups: packed.groups,
    members,
    facts,
    applies: packed.applies.map(apply => ({
      ...apply,
      at: packed.times[apply.at] ?? "",
      origin: packed.origins[apply.origin] ?? unknown,
    })),
    grants: sumOf(counts, state => state !== "left-over" && state !== "soon"),
    granted: sumOf(counts, state => grantedStatuses.has(state as GrantStatus)),
    counts,
  };
}

const unknown: PackedOrigin = { commit: undefined, pullRequests: [], run: undefined };

/** Stands for the cells without a grant, so that a fact is found by what a cell holds. */
const nothing: Grant = {
  status: "not-sent",
  states: [],
  isDesired: false,
  isAdopted: false,
  isGranted: false,
  since: undefined,
  lastSent: undefined,
  expires: undefined,
  origin: unknown,
  concern: undefined,
};

function isSoon(day: string, expires: string): boolean {
  const days = daysBetween(day, expires);
  return days >= 0 && days <= soonDays;
}

type MemberSet = Pick<Member, "cells" | "granted" | "since">;

const emptySet: MemberSet = { cells: new Int32Array(0), granted: 0, since: undefined };

function readSet(
  set: readonly (readonly number[])[],
  workspaces: number,
  facts: readonly Grant[],
): MemberSet {
  const cells = new Int32Array(workspaces);
  let count = 0;
  let since: string | undefined;
  for (const [position = 0, ...columns] of set) {
    const fact = facts[position + 1] ?? nothing;
    for (const column of columns) cells[column] = position + 1;
    if (fact.isGranted) count += columns.length;
    if (fact.since !== undefined && (since === undefined || fact.since < since)) since = fact.since;
  }
  return { cells, granted: count, since };
}

function stepsOf(flat: readonly number[], times: readonly string[]): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < flat.length; at += 2) {
    steps.push({ at: times[flat[at] ?? 0] ?? "", people: flat[at + 1] ?? 0 });
  }
  return steps;
}

function add<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function sumOf<Key>(counts: ReadonlyMap<Key, number>, counted: (key: Key) => boolean): number {
  let sum = 0;
  for (const [key, count] of counts) if (counted(key)) sum += count;
  return sum;
}
