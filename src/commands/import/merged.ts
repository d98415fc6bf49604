import type { Config } from "../../core/config/model.ts";
import { NotEditable } from "../../core/edit/collection.ts";
import type { ConfigSources } from "../../core/edit/model.ts";
import { editableText } from "../../core/edit/text.ts";
import { declareWorkspaces } from "../../core/edit/workspace-text.ts";
import type { Failure } from "../../core/failure/failure.ts";
import { checkImported } from "../../core/import/events.ts";
import { type AccessChange, planMerge } from "../../core/import/merge.ts";
import type { MembersDraft } from "../../core/import/model.ts";
import { replaceNotes, replaceOmitted } from "../../core/import/notes.ts";
import { groupBy } from "../../core/text/group-by.ts";
import type { Result } from "../../core/values/result.ts";
import type { Io } from "../../io/io.ts";
import type { LoadedConfig, LoadProblem } from "../../reconcile/inputs/model.ts";
import { importMessages } from "../../render/import/import.ts";
import { type CommonOptions, printWarnings } from "../console/console.ts";
import { loadConfigured, newWarnings } from "../edit/edit.ts";
import { type EditedFile, editFiles, readEditable, withFiles } from "../edit/files.ts";

/** A configuration as an import writes it. */
export interface ImportedConfig {
  readonly config: Config;
  /** Whether there was none before. */
  readonly isNew: boolean;
  readonly files: readonly EditedFile[];
  /** Whose access changes in a configuration that was there before. */
  readonly changes: readonly AccessChange[];
}

type Loaded = LoadedConfig & ConfigSources;

/** Edits the files of a configuration so that they list the people of a draft. Prints new warnings, and writes nothing. */
export async function mergeDraft(
  io: Io,
  options: CommonOptions,
  from: Loaded,
  draft: MembersDraft,
): Promise<Result<ImportedConfig, LoadProblem>> {
  const merge = planMerge({ from, people: draft.members, workspaces: draft.workspaces });
  const edited = await editFiles(io.files, from, merge.edits);
  if (!edited.ok) return edited;
  const declared = await declareNew(io, from, draft, edited.value);
  if (!declared.ok) return declared;
  const merged = await loadConfigured(withFiles(io, declared.value), options);
  if (!merged.ok) return merged;
  const files = await rewriteComments(withFiles(io, declared.value), merged.value, draft, declared.value);
  const after = await loadConfigured(withFiles(io, files), options);
  if (!after.ok) return after;
  const { config, warnings, texts } = after.value;
  checkImported(config, draft);
  await printWarnings(io, options, { warnings: newWarnings(from.warnings, warnings), texts });
  return { ok: true, value: { config, isNew: false, files, changes: merge.changes } };
}

/** Declares the workspaces that Tally shows and the main file doesn't have. */
async function declareNew(
  { files }: Io,
  { config, sources: [main] }: Loaded,
  { workspaces }: MembersDraft,
  edited: readonly EditedFile[],
): Promise<Result<readonly EditedFile[], Failure>> {
  const added = new Map([...workspaces].filter(([id]) => !config.workspaces.has(id)));
  if (added.size === 0 || !main) return { ok: true, value: edited };
  const before =
    edited.find(one => one.file === main.file)?.before ?? (await readEditable(files, main.file)).before;
  const { text, withText } = editableText(edited.find(one => one.file === main.file)?.after ?? before);
  try {
    const after = withText(declareWorkspaces(text, added));
    return {
      ok: true,
      value: [...edited.filter(one => one.file !== main.file), { file: main.file, before, after }],
    };
  } catch (error) {
    if (!(error instanceof NotEditable)) throw error;
    const location = main.locate(["workspaces"], "key");
    return { ok: false, problem: { reason: "edit", problem: "not-editable", location } };
  }
}

/** Brings the comments of earlier imports up to date: the notes next to members, and the list of those who couldn't be imported. */
async function rewriteComments(
  io: Io,
  { config, sources }: Loaded,
  draft: MembersDraft,
  edited: readonly EditedFile[],
): Promise<readonly EditedFile[]> {
  const notes = new Map(draft.members.map(({ email, notes }) => [email, importMessages.notes(notes)]));
  const entries = config.members.flatMap(({ email, entries }) =>
    entries.map(({ file, index }) => ({ file, index, note: notes.get(email) ?? "" })),
  );
  const byFile = groupBy(entries, entry => entry.file);
  const files: EditedFile[] = [];
  for (const [at, source] of sources.entries()) {
    const { file } = source;
    const { before: start, text, withText } = await readEditable(io.files, file);
    const noteOf = new Map(byFile.get(file)?.map(({ index, note }) => [index, note]));
    const noted = replaceNotes(text, source, noteOf, importMessages);
    const after = withText(at === 0 ? replaceOmitted(noted, draft.omitted, importMessages) : noted);
    const before = edited.find(one => one.file === file)?.before ?? start;
    if (after !== before) files.push({ file, before, after });
  }
  return files;
}
