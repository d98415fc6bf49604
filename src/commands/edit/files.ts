import { join } from "node:path";
import { NotEditable } from "../../core/edit/collection.ts";
import { sourceOf } from "../../core/edit/edit.ts";
import { editMembers } from "../../core/edit/member-text.ts";
import type { ConfigSources, MemberEdit } from "../../core/edit/model.ts";
import { type EditableText, editableText } from "../../core/edit/text.ts";
import { areExpectedEdits } from "../../core/edit/verify.ts";
import type { Failure } from "../../core/failure/failure.ts";
import { groupBy } from "../../core/text/group-by.ts";
import type { Result } from "../../core/values/result.ts";
import { readSource } from "../../core/yaml/read-yaml.ts";
import { overlayFiles } from "../../io/files/overlay-files.ts";
import { type Io, lockWaitSeconds, type ReadableFiles } from "../../io/io.ts";
import { type CommonOptions, type ExitCode, printFailure, printLockWait } from "../console/console.ts";

/** Runs an edit of a configuration under its lock, so that edits don't overlap. */
export async function withConfigLock(
  io: Io,
  options: CommonOptions,
  edit: () => Promise<ExitCode>,
): Promise<ExitCode> {
  const { config } = options;
  const kind = await io.files.kindOf(config);
  if (kind === "nothing") return printFailure(io, { reason: "no-config", path: config });
  // The lock of a folder is inside it, because its parent may not be a place for one: it may be outside the repository.
  const file = kind === "folder" ? join(config, "members.yaml") : config;
  const lock = await io.files.lock(file, {
    onWait: path => printLockWait(io, options, path),
    // writeEdited compares each file with what was read before it replaces the file.
    onLost: () => {},
  });
  if (!lock.ok) return printFailure(io, { reason: "locked", ...lock.problem, seconds: lockWaitSeconds });
  try {
    return await edit();
  } finally {
    await lock.value.release();
  }
}

/** The text of a file before and after an edit. */
export interface EditedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** Reads a file of a valid configuration as editable text. */
export async function readEditable(
  disk: ReadableFiles,
  file: string,
): Promise<EditableText & { before: string }> {
  const before = decode(await disk.read(file));
  return { ...editableText(before), before };
}

/**
 * Returns the edited files. Parses each of them again to verify that it has exactly the requested changes. `filled`: the files of which
 * `disk` has another text than is written so far.
 */
export async function editFiles(
  disk: ReadableFiles,
  from: ConfigSources,
  edits: readonly MemberEdit[],
  filled: readonly EditedFile[] = [],
): Promise<Result<readonly EditedFile[], Failure>> {
  const files: EditedFile[] = [];
  for (const [file, changes] of groupBy(edits, edit => edit.file)) {
    const source = sourceOf(from, file);
    try {
      const { before, text, withText } = await readEditable(disk, file);
      const after = withText(editMembers(text, changes));
      const { source: edited } = await readSource(file, new TextEncoder().encode(after));
      if (!areExpectedEdits(source, edited, changes)) throw new NotEditable();
      files.push({ file, before: filled.find(one => one.file === file)?.before ?? before, after });
    } catch (error) {
      if (!(error instanceof NotEditable)) throw error;
      const { key, index = changes[0].index } = error;
      const location = source.locate(["members", index, ...(key === undefined ? [] : [key])]);
      return { ok: false, problem: { reason: "edit", problem: "not-editable", location } };
    }
  }
  return { ok: true, value: files };
}

/** Merges edits, one after the other, into one for each file. */
export function mergeEdits(edits: readonly EditedFile[]): readonly EditedFile[] {
  const files = new Map<string, EditedFile>();
  for (const edit of edits)
    files.set(edit.file, { ...edit, before: files.get(edit.file)?.before ?? edit.before });
  return [...files.values()];
}

/** Returns an `Io` that reads the edited texts instead of the files. */
export function withFiles(io: Io, edited: readonly EditedFile[]): Io {
  const bytes = new Map(edited.map(({ file, after }) => [file, new TextEncoder().encode(after)]));
  return { ...io, files: overlayFiles(io.files, bytes) };
}

/** Writes the edited files, unless one of them has changed since it was read. */
export async function writeEdited(io: Io, edited: readonly EditedFile[]): Promise<Failure | undefined> {
  const changed = await findConcurrentChange(io, edited);
  if (changed) return changed;
  for (const { file, after } of edited) await io.files.replace(file, after);
  return undefined;
}

/** Returns the failure of writing a file that is no longer what it was. Undefined if there is none. */
export async function findConcurrentChange(
  { files }: Io,
  edited: readonly EditedFile[],
): Promise<Failure | undefined> {
  for (const { file, before } of edited) {
    if (decode(await files.read(file)) !== before) return { reason: "edit", problem: "file-changed", file };
  }
  return undefined;
}

function decode(bytes: Uint8Array | undefined): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
