import type { Config, Entry, Member } from "../config/model.ts";
import { itemAt, replaceEdits, sourceOf, withNames } from "../edit/edit.ts";
import type { ConfigSources, MemberEdit, MemberFields } from "../edit/model.ts";
import { membersIn, namesIn } from "../edit/verify.ts";
import { compareText } from "../text/compare.ts";
import { type Email, readAddress } from "../values/address.ts";
import { toAsciiDomain } from "../values/idna.ts";
import { stringAt } from "../values/untyped.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import type { PersonDraft } from "./model.ts";

/** The people that a configuration should list. */
export interface MergeInput {
  readonly from: ConfigSources;
  readonly people: readonly PersonDraft[];
  /** The name of each workspace in members.yaml, including those that it doesn't declare yet. */
  readonly workspaces: ReadonlyMap<WorkspaceId, string>;
  /** The file whose members are replaced. Undefined for every file: new people are then added to the main one. */
  readonly file?: string | undefined;
}

/** How a configuration gets these people, and what changes for each. */
export interface Merge {
  readonly edits: readonly MemberEdit[];
  /** Sorted by email. People whose access doesn't change are left out. */
  readonly changes: readonly AccessChange[];
  /** The number of people that the files list afterwards. */
  readonly people: number;
}

/** What a person gets and loses. */
export interface AccessChange {
  readonly email: Email;
  readonly name: string | undefined;
  /** added: not listed before. dropped: no longer listed. */
  readonly kind: "added" | "dropped" | "changed";
  /** The names of workspaces, sorted. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/**
 * Plans the edits after which files list exactly the given people. Of people who stay, the entries keep their text: names,
 * notes, dates, comments, order, the groups whose workspaces they should all have, and previous addresses unless these are
 * among the given people.
 */
export function planMerge(input: MergeInput): Merge {
  const { from, people, file } = input;
  const wanted = new Map(people.map(person => [person.email, person]));
  const listed = new Set<Email>();
  const edits: MemberEdit[] = [];
  const changes: AccessChange[] = [];
  for (const member of from.config.members) {
    const entries = member.entries.filter(entry => file === undefined || entry.file === file);
    if (entries.length === 0) continue;
    listed.add(member.email);
    const person = wanted.get(member.email);
    const had = new Set(entries.flatMap(entry => entry.workspaceIds));
    const has = new Set(person?.workspaceIds);
    const gained = namesOf(input, has, had);
    const lost = namesOf(input, had, has);
    edits.push(
      ...(person ? updateEdits(input, wanted, entries, person) : entries.map(entry => removal(from, entry))),
    );
    if (!person || gained.length + lost.length > 0)
      changes.push({ ...shown(member), kind: person ? "changed" : "dropped", gained, lost });
  }
  const added = people
    .filter(({ email }) => !listed.has(email))
    .sort((a, b) => compareText(a.email, b.email));
  const none = new Set<WorkspaceId>();
  for (const { email, name, workspaceIds } of added)
    changes.push({
      email,
      name,
      kind: "added",
      gained: namesOf(input, new Set(workspaceIds), none),
      lost: [],
    });
  changes.sort((a, b) => compareText(a.email, b.email));
  return { edits: [...edits, ...insertEdits(input, added)], changes, people: people.length };
}

/** Throws if a file, or all of them, doesn't list exactly some people with their workspaces, which would be a bug. */
export function checkPeople({ members }: Config, people: readonly PersonDraft[], file?: string): void {
  const read = members.flatMap(({ email, entries }) => {
    const here = entries.filter(entry => file === undefined || entry.file === file);
    return here.length > 0
      ? [
          grantsText(
            email,
            here.flatMap(entry => entry.workspaceIds),
          ),
        ]
      : [];
  });
  const drafted = people.map(({ email, workspaceIds }) => grantsText(email, workspaceIds));
  if (read.join("\n") !== drafted.sort(compareText).join("\n"))
    throw new Error("the members after an import aren't the imported ones");
}

function grantsText(email: Email, ids: readonly WorkspaceId[]): string {
  return [email, ...new Set(ids.toSorted())].join(" ");
}

function shown({ email, name }: Member): Pick<AccessChange, "email" | "name"> {
  return { email, name };
}

/** Returns the names of the workspaces of one set that another one doesn't have. */
function namesOf(
  { workspaces, from }: MergeInput,
  ids: ReadonlySet<WorkspaceId>,
  others: ReadonlySet<WorkspaceId>,
): readonly string[] {
  const names = [...ids]
    .filter(id => !others.has(id))
    .map(id => workspaces.get(id) ?? from.config.workspaces.get(id) ?? id);
  return names.sort(compareText);
}

function removal(from: ConfigSources, entry: Entry): MemberEdit {
  return { file: entry.file, index: entry.index, before: itemAt(from, entry), after: undefined };
}

/** Changes the entries of a person so that together they have the wanted access. New access goes to one without an end. */
function updateEdits(
  input: MergeInput,
  people: ReadonlyMap<Email, PersonDraft>,
  entries: readonly Entry[],
  person: PersonDraft,
): readonly MemberEdit[] {
  const { from } = input;
  const wanted = new Set(person.workspaceIds);
  const had = new Set(entries.flatMap(entry => entry.workspaceIds));
  const extra = person.workspaceIds.filter(id => !had.has(id));
  const lasting = entries.find(entry => entry.expires === undefined) ?? entries[0];
  const updates = entries.map(entry => {
    const kept = entry.workspaceIds.filter(id => wanted.has(id));
    return { entry, item: itemAt(from, entry), ids: new Set(entry === lasting ? [...kept, ...extra] : kept) };
  });
  const staying = updates.filter(({ ids }) => ids.size > 0);
  const isNew = (key: "name" | "note") => staying.every(({ item }) => item[key] === undefined);
  return updates.flatMap(update => {
    const { entry, item, ids } = update;
    if (ids.size === 0) return [removal(from, entry)];
    const isFirst = update === staying[0];
    const name = isFirst && isNew("name") ? person.name : item["name"];
    const note = isFirst && isNew("note") ? person.note : item["note"];
    const expires = person.expires ?? item["expires"];
    const previously = namesIn(item, "previously").filter(text => !people.has(emailIn(text)));
    const fields = { ...item, ...accessFields(input, item, ids), previously, name, note, expires };
    return replaceEdits(entry, item, fields);
  });
}

function emailIn(text: string): Email {
  const reading = readAddress(text, toAsciiDomain);
  if (!reading.ok) throw new Error("a valid configuration has only valid addresses");
  return reading.value.email;
}

/** Returns the groups and workspaces of an entry that should have exactly some workspaces. */
function accessFields(
  { from, workspaces }: MergeInput,
  item: MemberFields,
  ids: ReadonlySet<WorkspaceId>,
): MemberFields {
  const { declared } = from;
  const groups = namesIn(item, "groups").filter(name => declared.groups.get(name)?.every(id => ids.has(id)));
  const kept = namesIn(item, "workspaces").filter(name => ids.has(declared.workspaces.get(name) ?? nowhere));
  const covered = new Set([
    ...groups.flatMap(name => declared.groups.get(name) ?? []),
    ...kept.map(name => declared.workspaces.get(name)),
  ]);
  const missing = [...ids].filter(id => !covered.has(id)).map(id => workspaces.get(id) ?? id);
  return { groups, workspaces: withNames(kept, missing) };
}

const nowhere = "" as WorkspaceId;

/** Adds people to the list of a file: in order if it is in order, otherwise at the end. */
function insertEdits(
  { from, workspaces, file = from.sources[0]?.file ?? "" }: MergeInput,
  people: readonly PersonDraft[],
): readonly MemberEdit[] {
  const emails = membersIn(sourceOf(from, file).value).map(item =>
    (stringAt(item, "email") ?? "").trim().toLowerCase(),
  );
  const isSorted = emails.every((email, index) => index === 0 || (emails[index - 1] ?? "") <= email);
  let index = isSorted ? 0 : emails.length;
  return people.map(({ email, written, name, workspaceIds, expires, note }) => {
    while (index < emails.length && (emails[index] ?? "") < email) index += 1;
    const names = workspaceIds.map(id => workspaces.get(id) ?? id).sort(compareText);
    const fields = { email: written, name, workspaces: names, expires, note };
    const after = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    return { file, index, before: undefined, after };
  });
}
