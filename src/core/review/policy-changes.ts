import type { Config, Member, Settings } from "../config/model.ts";
import type { PolicyChange } from "../plan/policy-change.ts";
import { sentDays } from "../plan/resend.ts";
import type { Source } from "../source/source.ts";
import type { Recorded } from "../state/recorded.ts";
import { compareText } from "../text/compare.ts";
import { groupBy } from "../text/group-by.ts";
import type { Day } from "../values/day.ts";
import { listAt, stringsAt } from "../values/untyped.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** A configuration, and the files that it was read from, with the main file first. */
export interface ReadConfiguration {
  readonly config: Config;
  readonly sources: readonly Source[];
}

/** Returns how the policies of two configurations differ: first settings, then what people share, then people. */
export function policyChanges(
  before: ReadConfiguration,
  after: ReadConfiguration,
  recorded: Recorded,
): readonly PolicyChange[] {
  return [
    ...settingChanges(before.config.settings, after.config.settings),
    ...workspaceChanges(before.config, after.config),
    ...groupChanges(before, after),
    ...fileChanges(before, after),
    ...dayChanges(before.config, after.config, recorded),
  ];
}

const settingNames = [
  "removals",
  "maxRemovals",
  "maxInvites",
  "maxEmailsPerCall",
  "protected",
  "allowedDomains",
  "pendingChanges",
] as const satisfies readonly (keyof Settings)[];

function settingChanges(before: Settings, after: Settings): readonly PolicyChange[] {
  return settingNames.flatMap(name => {
    const [old, now] = [before[name] ?? null, after[name] ?? null];
    return JSON.stringify(old) === JSON.stringify(now)
      ? []
      : [{ kind: "setting" as const, name, before: old, after: now }];
  });
}

/** Returns the workspace names whose ID changed. */
function workspaceChanges(before: Config, after: Config): readonly PolicyChange[] {
  const old = new Map([...before.workspaces].map(([id, name]) => [name, id]));
  return [...after.workspaces]
    .flatMap(([id, name]): PolicyChange[] => {
      const earlier = old.get(name);
      if (earlier === undefined || earlier === id) return [];
      const people = countMembers(after, ({ workspaceIds }) => workspaceIds.includes(id));
      return [{ kind: "workspace", name, before: earlier, after: id, people }];
    })
    .sort((a, b) => compareText(nameOf(a), nameOf(b)));
}

/** Returns the groups whose workspaces changed, with the number of people in each. */
function groupChanges(before: ReadConfiguration, after: ReadConfiguration): readonly PolicyChange[] {
  return [...after.config.groups]
    .flatMap(([name, now]): PolicyChange[] => {
      const old = before.config.groups.get(name);
      if (!old) return [];
      const [added, removed] = [now.filter(id => !old.includes(id)), old.filter(id => !now.includes(id))];
      if (added.length + removed.length === 0) return [];
      return [{ kind: "group", name, added, removed, people: countInGroup(name, after) }];
    })
    .sort((a, b) => compareText(nameOf(a), nameOf(b)));
}

function nameOf(change: PolicyChange): string {
  return "name" in change ? change.name : "";
}

function countInGroup(group: string, { config, sources }: ReadConfiguration): number {
  const items = new Map(sources.map(({ file, value }) => [file, listAt(value, "members")]));
  return countMembers(config, ({ file, index }) =>
    stringsAt(items.get(file)?.[index], "groups").some(({ text }) => text === group),
  );
}

function countMembers(config: Config, has: (entry: Member["entries"][number]) => boolean): number {
  return config.members.filter(({ entries }) => entries.some(has)).length;
}

/** Returns the files that only one of the configurations reads, and the include patterns that only one has. */
function fileChanges(before: ReadConfiguration, after: ReadConfiguration): readonly PolicyChange[] {
  const filesOf = ({ sources }: ReadConfiguration) => sources.map(({ file }) => file);
  const files = difference(filesOf(before), filesOf(after)).map(({ value: path, change }): PolicyChange => {
    const { config } = change === "added" ? after : before;
    return { kind: "file", path, change, people: countMembers(config, ({ file }) => file === path) };
  });
  const patternsOf = ({ sources }: ReadConfiguration) =>
    stringsAt(sources[0]?.value, "include").map(({ text }) => text);
  const patterns = difference(patternsOf(before), patternsOf(after))
    // If the change of the file is shown, its pattern adds nothing.
    .filter(({ value }) => !files.some(one => one.kind === "file" && one.path.endsWith(value)))
    .map(({ value: pattern, change }): PolicyChange => ({ kind: "include", pattern, change }));
  return [...files, ...patterns];
}

function difference(before: readonly string[], after: readonly string[]) {
  const [old, now] = [new Set(before), new Set(after)];
  return [
    ...[...now].filter(value => !old.has(value)).map(value => ({ value, change: "added" as const })),
    ...[...old].filter(value => !now.has(value)).map(value => ({ value, change: "removed" as const })),
  ].sort((a, b) => compareText(a.value, b.value));
}

/** Returns the changed last days of people in both configurations, maybe with a new address, and the changed days of `resend`. */
function dayChanges(before: Config, after: Config, recorded: Recorded): readonly PolicyChange[] {
  const earlier = new Map(before.members.map(member => [member.email, member]));
  const moved: PolicyChange[] = [];
  const resent: PolicyChange[] = [];
  for (const member of after.members) {
    const { email, resend, previously = [] } = member;
    const old = [email, ...previously].flatMap(one => earlier.get(one) ?? [])[0];
    if (old) moved.push(...expiryChanges(old, member));
    if (resend === undefined || resend === old?.resend) continue;
    const lastSent = sentDays({ email, record: recorded.people.get(email), recorded }, undefined).at(-1);
    const days = { before: old?.resend ?? null, after: resend, lastSent: lastSent ?? null };
    resent.push({ kind: "resend", email, ...days });
  }
  return [...moved, ...resent];
}

function expiryChanges(before: Member, after: Member): readonly PolicyChange[] {
  const [old, now] = [lastDays(before), lastDays(after)];
  const moved = [...now].flatMap(([id, day]) => {
    const earlier = old.get(id);
    return earlier === undefined || earlier === day ? [] : [{ id, before: earlier, after: day }];
  });
  return [...groupBy(moved, one => `${one.before} ${one.after}`).values()].map(
    (all): PolicyChange => ({
      kind: "expires",
      email: after.email,
      workspaceIds: all.map(({ id }) => id).sort(),
      before: all[0].before,
      after: all[0].after,
    }),
  );
}

/** Returns the last day of access to each workspace, or null if the access doesn't expire. */
function lastDays({ entries }: Member): ReadonlyMap<WorkspaceId, Day | null> {
  const days = new Map<WorkspaceId, Day | null>();
  for (const { workspaceIds, expires = null } of entries) {
    for (const id of workspaceIds) {
      const known = days.get(id);
      const isLonger = known === undefined || (known !== null && (expires === null || expires > known));
      if (isLonger) days.set(id, expires);
    }
  }
  return days;
}
