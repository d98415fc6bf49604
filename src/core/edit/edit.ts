import type { Config, Entry } from "../config/model.ts";
import type { Place } from "../diagnostics/location.ts";
import type { Source } from "../source/source.ts";
import { suggestEmail } from "../text/suggest.ts";
import type { Email } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import { textAt } from "../values/untyped.ts";
import type { EditRefusal } from "./failure.ts";
import { sortedIndex } from "./list.ts";
import type { MembersEditor } from "./members-editor.ts";
import type {
  AddRequest,
  ConfigSources,
  DeclaredNames,
  MemberEdit,
  PlannedEdit,
  RemoveRequest,
} from "./model.ts";
import { chooseFile } from "./target-file.ts";
import type { TextEdit } from "./text.ts";
import { membersIn, namesIn } from "./verify.ts";

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
  const chosen = chooseFile(from.sources, request);
  if ("problem" in chosen) return refused(chosen);
  const emails = membersIn(chosen.value).map(item => (textAt(item, "email") ?? "").trim().toLowerCase());
  const fields = Object.entries({ email: written, name, groups, workspaces, expires, note }).flatMap(
    ([key, value]) => (value === undefined || value.length === 0 ? [] : [[key, value] as const]),
  );
  const index = sortedIndex(emails, email);
  return { ok: true, edits: [{ edit: "insert", file: chosen.file, index, fields }] };
}

/** What of a request some entries do not have yet; what a missing group brings need not be named beside it. */
function missingNames(from: ConfigSources, entries: readonly Entry[], request: DeclaredNames): DeclaredNames {
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
