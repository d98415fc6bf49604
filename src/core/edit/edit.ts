import type { Declarations } from "../config/declarations.ts";
import type { Config, Entry } from "../config/read-config.ts";
import type { Place } from "../diagnostics/diagnostic.ts";
import { suggestEmail } from "../text/suggest.ts";
import type { Address, Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import { textAt } from "../values/untyped.ts";
import type { Source } from "../yaml/read-yaml.ts";
import type { EditRefusal } from "./failure.ts";
import { sortedIndex } from "./list.ts";
import type { MemberFields, MembersEditor } from "./members-editor.ts";
import { fileFor } from "./target-file.ts";
import type { TextEdit } from "./text.ts";
import { membersIn, namesIn } from "./verify.ts";

/** A configuration with the files that it was read from, the main one first. */
export interface ConfigSources {
  readonly config: Config;
  readonly sources: readonly Source[];
  readonly declared: Declarations;
}

/** Declared names. */
export interface Names {
  readonly workspaces: readonly string[];
  readonly groups: readonly string[];
}

/** What somebody should get. */
export interface AddRequest extends Names {
  readonly address: Address;
  /** The address as it is written into the file. */
  readonly written: string;
  readonly expires?: Day | undefined;
  readonly name?: string | undefined;
  readonly note?: string | undefined;
  /** The file to write to, where there are several. */
  readonly file?: string | undefined;
}

/** What somebody should lose: all they have where nothing is named. */
export interface RemoveRequest extends Names {
  readonly email: Email;
}

/** One change of one file's list of members. */
export type MemberEdit = { readonly file: string; readonly index: number } & (
  | { readonly edit: "insert"; readonly fields: MemberFields }
  | { readonly edit: "remove" }
  | ({ readonly edit: "extend"; readonly texts: readonly (readonly [key: string, text: string])[] } & Names)
  | ({ readonly edit: "reduce" } & Names)
);

/** What is to be edited, at most once in each file. No edits: the files say so already. */
export type PlannedEdit =
  | { readonly ok: true; readonly edits: readonly MemberEdit[] }
  | { readonly ok: false; readonly refusal: EditRefusal };

/** What to write so that somebody has what is asked for, beside what they have. */
export function planAdd(from: ConfigSources, request: AddRequest, today: Day): PlannedEdit {
  const { email } = request.address;
  const all = entriesOf(from.config, email);
  const entries = request.file === undefined ? all : all.filter(one => one.file === request.file);
  const lasting = entries.filter(one => one.expires === undefined || one.expires >= today);
  const entry = lasting[0] ?? entries[0];
  if (!entry) return planInsert(from, request, today);
  const missing = missingNames(from, lasting.length > 0 ? lasting : [entry], request);
  const isMore = missing.groups.length + missing.workspaces.length > 0;
  const { expires = entry.expires } = request;
  const place = placeOf(from, entry);
  // Each entry has an end of its own.
  if (request.expires !== undefined && entries.length > 1)
    return refused({ problem: "several-files", files: entries.map(one => one.file) });
  if (isMore && request.expires !== undefined && request.expires !== entry.expires)
    return refused({ problem: "other-end", email, expires: entry.expires, asked: request.expires, place });
  if (isMore && expires !== undefined && expires < today)
    return refused({ problem: "ended", email, expires, place });
  const item = itemAt(from, entry);
  const texts = Object.entries({ name: request.name, expires: request.expires, note: request.note }).flatMap(
    ([key, text]) => (text === undefined || text === textAt(item, key) ? [] : [[key, text] as const]),
  );
  if (!isMore && texts.length === 0) return { ok: true, edits: [] };
  const { file, index } = entry;
  return { ok: true, edits: [{ edit: "extend", file, index, ...missing, texts }] };
}

/** What to write so that somebody no longer has what is named, or is gone. */
export function planRemove(from: ConfigSources, request: RemoveRequest): PlannedEdit {
  const { config, declared } = from;
  const { email } = request;
  const entries = entriesOf(config, email);
  if (entries.length === 0) {
    const suggestion = suggestEmail(
      email,
      config.members.map(one => one.email),
    );
    return refused({ problem: "not-a-member", email, suggestion });
  }
  const isAll = request.workspaces.length + request.groups.length === 0;
  const edits: MemberEdit[] = [];
  for (const entry of entries) {
    const { file, index } = entry;
    const item = itemAt(from, entry);
    const groups = namesIn(item, "groups").filter(name => request.groups.includes(name));
    const workspaces = namesIn(item, "workspaces").filter(name => request.workspaces.includes(name));
    const keptGroups = namesIn(item, "groups").filter(name => !groups.includes(name));
    for (const workspace of request.workspaces) {
      const id = declared.workspaces.get(workspace);
      const through = keptGroups.filter(name => id !== undefined && declared.groups.get(name)?.includes(id));
      const place = placeOf(from, entry);
      if (through.length > 0)
        return refused({ problem: "through-groups", email, workspace, groups: through, place });
    }
    const isEmpty =
      keptGroups.length === 0 && namesIn(item, "workspaces").every(name => workspaces.includes(name));
    if (isAll || isEmpty) edits.push({ edit: "remove", file, index });
    else if (groups.length + workspaces.length > 0)
      edits.push({ edit: "reduce", file, index, groups, workspaces });
  }
  return { ok: true, edits };
}

/** The edits of a file's text that make one change. Throws `NotEditable` where the file does not let it. */
export function textEditsOf(editor: MembersEditor, edit: MemberEdit): readonly TextEdit[] {
  const { index } = edit;
  switch (edit.edit) {
    case "insert":
      return editor.insertMember(index, edit.fields);
    case "remove":
      return editor.removeMember(index);
    case "extend":
      return [
        ...editor.addNames(index, "groups", edit.groups),
        ...editor.addNames(index, "workspaces", edit.workspaces),
        ...edit.texts.flatMap(([key, text]) => editor.setText(index, key, text)),
      ];
    case "reduce":
      return [
        ...editor.dropNames(index, "groups", edit.groups),
        ...editor.dropNames(index, "workspaces", edit.workspaces),
      ];
  }
}

/** What one person's entries say, file by file. */
export function entriesOf(config: Config, email: Email): readonly Entry[] {
  return config.members.find(member => member.email === email)?.entries ?? [];
}

function planInsert(from: ConfigSources, request: AddRequest, today: Day): PlannedEdit {
  const { written, workspaces, groups, name, expires, note, address } = request;
  const { email } = address;
  if (workspaces.length + groups.length === 0)
    return refused({ problem: "no-grants", email, file: request.file ?? from.sources[0]?.file ?? "" });
  if (expires !== undefined && expires < today) return refused({ problem: "past-end", email, expires });
  const chosen = fileFor(from.sources, request);
  if ("problem" in chosen) return refused(chosen);
  const emails = membersIn(chosen.value).map(item => (textAt(item, "email") ?? "").trim().toLowerCase());
  const fields = Object.entries({ email: written, name, groups, workspaces, expires, note }).flatMap(
    ([key, value]) => (value === undefined || value.length === 0 ? [] : [[key, value] as const]),
  );
  const index = sortedIndex(emails, email);
  return { ok: true, edits: [{ edit: "insert", file: chosen.file, index, fields }] };
}

/** What of a request some entries do not have yet; what a missing group brings need not be named beside it. */
function missingNames(from: ConfigSources, entries: readonly Entry[], request: Names): Names {
  const { declared } = from;
  const written = entries.flatMap(entry => namesIn(itemAt(from, entry), "groups"));
  const groups = request.groups.filter(name => !written.includes(name));
  const had = new Set([
    ...entries.flatMap(entry => entry.workspaceIds),
    ...groups.flatMap(name => declared.groups.get(name) ?? []),
  ]);
  const workspaces = request.workspaces.filter(name => {
    const id = declared.workspaces.get(name);
    return id !== undefined && !had.has(id);
  });
  return { groups, workspaces };
}

function itemAt(from: ConfigSources, { file, index }: Entry): unknown {
  return membersIn(sourceOf(from, file).value)[index];
}

function placeOf(from: ConfigSources, { file, index }: Entry): Place {
  return sourceOf(from, file).placeOf(["members", index, "email"]);
}

/** The source of a file of a configuration. */
export function sourceOf({ sources }: Pick<ConfigSources, "sources">, file: string): Source {
  const source = sources.find(one => one.file === file);
  if (!source) throw new Error(`${file} was not read`);
  return source;
}

function refused(refusal: EditRefusal): PlannedEdit {
  return { ok: false, refusal };
}
