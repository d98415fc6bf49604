import type { Config, Entry } from "../config/model.ts";
import type { Location } from "../diagnostics/location.ts";
import type { Source } from "../source/source.ts";
import { suggestEmail } from "../text/suggest.ts";
import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import type { Result } from "../values/result.ts";
import { isObject, stringAt } from "../values/untyped.ts";
import type { EditFailure } from "./failure.ts";
import type {
  AddRequest,
  ConfigSources,
  DeclaredNames,
  MemberEdit,
  MemberFields,
  RemoveRequest,
} from "./model.ts";
import { chooseFile } from "./target-file.ts";
import { membersIn, namesIn } from "./verify.ts";

/** Plans the edit that gives a person the requested access in addition to what they have. */
export function planAdd(
  from: ConfigSources,
  request: AddRequest,
  today: Day,
): Result<readonly MemberEdit[], EditFailure> {
  const { email } = request.address;
  const all = entriesOf(from.config, email);
  const entries = request.file === undefined ? all : all.filter(one => one.file === request.file);
  const active = entries.filter(one => one.expires === undefined || one.expires >= today);
  const entry = active[0] ?? entries[0];
  if (!entry) return planInsert(from, request, today);
  const missing = missingNames(from, active.length > 0 ? active : [entry], request);
  const addsGrants = missing.groups.length + missing.workspaces.length > 0;
  const expires = request.expires === undefined ? entry.expires : endOf(request);
  const location = entryLocation(from, entry);
  // Each entry has its own last day, so the user must choose the file.
  if (request.expires !== undefined && entries.length > 1)
    return fail({ problem: "several-files", files: entries.map(one => one.file) });
  if (addsGrants && request.expires !== undefined && expires !== entry.expires)
    return fail({
      problem: "different-expiry",
      email,
      expires: entry.expires,
      asked: request.expires,
      location,
    });
  if (addsGrants && expires !== undefined && expires < today)
    return fail({ problem: "ended", email, expires, location });
  const item = itemAt(from, entry);
  const { name = item["name"], note = item["note"], resend = item["resend"] } = request;
  const groups = withNames(namesIn(item, "groups"), missing.groups);
  const workspaces = withNames(namesIn(item, "workspaces"), missing.workspaces);
  const after = { ...item, name, groups, workspaces, expires, resend, note };
  return { ok: true, value: replaceEdits(entry, item, after) };
}

/** Plans the edits that remove the named access from a person, or all of it if the request has no names. */
export function planRemove(
  from: ConfigSources,
  request: RemoveRequest,
): Result<readonly MemberEdit[], EditFailure> {
  const { config, declared } = from;
  const { email } = request;
  const entries = entriesOf(config, email);
  if (entries.length === 0) {
    const known = config.members.map(one => one.email);
    return fail({ problem: "not-a-member", email, suggestion: suggestEmail(email, known) });
  }
  const isAll = request.workspaces.length + request.groups.length === 0;
  const edits: MemberEdit[] = [];
  for (const entry of entries) {
    const item = itemAt(from, entry);
    const groups = namesIn(item, "groups").filter(name => !request.groups.includes(name));
    const workspaces = namesIn(item, "workspaces").filter(name => !request.workspaces.includes(name));
    for (const workspace of request.workspaces) {
      const id = declared.workspaces.get(workspace);
      const through = groups.filter(name => id !== undefined && declared.groups.get(name)?.includes(id));
      const location = entryLocation(from, entry);
      if (through.length > 0)
        return fail({ problem: "through-groups", email, workspace, groups: through, location });
    }
    const isEmpty = isAll || groups.length + workspaces.length === 0;
    if (isEmpty) edits.push({ file: entry.file, index: entry.index, before: item, after: undefined });
    else edits.push(...replaceEdits(entry, item, { ...item, groups, workspaces }));
  }
  return { ok: true, value: edits };
}

/** Returns a person's entries, one for each file that names them. */
export function entriesOf(config: Config, email: Email): readonly Entry[] {
  return config.members.find(member => member.email === email)?.entries ?? [];
}

/** Returns the location of the email address of an entry. */
export function entryLocation(from: Pick<ConfigSources, "sources">, { file, index }: Entry): Location {
  return sourceOf(from, file).locate(["members", index, "email"]);
}

/** Returns the source of one of the files of a configuration. */
export function sourceOf({ sources }: Pick<ConfigSources, "sources">, file: string): Source {
  const source = sources.find(one => one.file === file);
  if (!source) throw new Error(`${file} was not read`);
  return source;
}

function planInsert(
  from: ConfigSources,
  request: AddRequest,
  today: Day,
): Result<readonly MemberEdit[], EditFailure> {
  const { written, workspaces, groups, name, resend, note, address } = request;
  const { email } = address;
  const expires = endOf(request);
  if (workspaces.length + groups.length === 0)
    return fail({ problem: "no-grants", email, file: request.file ?? from.sources[0]?.file ?? "" });
  if (expires !== undefined && expires < today) return fail({ problem: "already-expired", email, expires });
  const chosen = chooseFile(from.sources, request);
  if ("problem" in chosen) return fail(chosen);
  const emails = membersIn(chosen.value).map(item => (stringAt(item, "email") ?? "").trim().toLowerCase());
  const after = withoutEmpty({
    email: written,
    name: name || undefined,
    groups,
    workspaces,
    expires,
    resend,
    note: note || undefined,
  });
  const index = sortedIndex(emails, email);
  return { ok: true, value: [{ file: chosen.file, index, before: undefined, after }] };
}

function endOf({ expires }: AddRequest): Day | undefined {
  return expires === "none" ? undefined : expires;
}

/** Returns the requested names that the entries lack. A workspace that a missing group includes isn't missing. */
function missingNames(from: ConfigSources, entries: readonly Entry[], request: DeclaredNames): DeclaredNames {
  const { declared } = from;
  const written = entries.flatMap(entry => namesIn(itemAt(from, entry), "groups"));
  const groups = request.groups.filter(name => !written.includes(name));
  const covered = new Set([
    ...entries.flatMap(entry => entry.workspaceIds),
    ...groups.flatMap(name => declared.groups.get(name) ?? []),
  ]);
  const workspaces = request.workspaces.filter(name => {
    const id = declared.workspaces.get(name);
    return id !== undefined && !covered.has(id);
  });
  return { groups, workspaces };
}

/** Returns the edit that gives an entry other fields, or none if they are the same. Fields without a value are left out. */
export function replaceEdits(
  { file, index }: Entry,
  before: MemberFields,
  fields: MemberFields,
): MemberEdit[] {
  const after = withoutEmpty(fields);
  return JSON.stringify(after) === JSON.stringify(before) ? [] : [{ file, index, before, after }];
}

function withoutEmpty(fields: MemberFields): MemberFields {
  const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

/** Adds names to a list. A sorted list stays sorted. */
export function withNames(list: readonly string[], names: readonly string[]): readonly string[] {
  return names.toSorted().reduce((all, name) => all.toSpliced(sortedIndex(all, name), 0, name), [...list]);
}

/** Returns the index at which to insert a string: in order if the list is sorted, otherwise at the end. */
function sortedIndex(texts: readonly string[], text: string): number {
  const isSorted = texts.every((one, index) => index === 0 || (texts[index - 1] ?? "") <= one);
  const greater = texts.findIndex(one => one > text);
  return isSorted && greater !== -1 ? greater : texts.length;
}

/** Returns the fields of an entry as they are in its file. */
export function itemAt(from: ConfigSources, { file, index }: Entry): MemberFields {
  const item = membersIn(sourceOf(from, file).value)[index];
  return isObject(item) ? item : {};
}

function fail(failure: EditFailure): Result<readonly MemberEdit[], EditFailure> {
  return { ok: false, problem: failure };
}
