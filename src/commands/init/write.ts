import type { Failure } from "../../core/failure/failure.ts";
import { withLines } from "../../core/init/files.ts";
import type { InitFile, InitResult } from "../../core/init/model.ts";
import { usesPlaceholderCommit } from "../../core/init/workflows.ts";
import type { Io } from "../../io/io.ts";
import { problemOf } from "../../io/system-error.ts";

/** What init does with a file, and the text to write. */
export interface PlannedFile extends InitResult {
  readonly text: string;
}

/** Decides what to do with a file, given what exists at `path`, which is relative to the working folder. */
export async function findFile({ files }: Io, file: InitFile, path: string): Promise<PlannedFile> {
  const kind = await files.kindOf(path);
  const existing = kind === "file" ? decode(await files.read(path)) : undefined;
  const plannedAs = (status: InitResult["status"], text = "", lines = 0): PlannedFile => {
    const isUnpinned = file.kind === "workflow" && usesPlaceholderCommit(existing ?? text);
    return { file, status, text, lines, isUnpinned };
  };
  if ("text" in file) {
    if (kind === "nothing") return plannedAs("written", file.text);
    const hasEntry = file.kind === "dependabot" && updatesActions(existing ?? "");
    return plannedAs(hasEntry || existing?.replaceAll("\r\n", "\n") === file.text ? "same" : "kept");
  }
  if (kind !== "nothing" && existing === undefined) return plannedAs("kept");
  const { text, added } = withLines(existing ?? "", file.lines);
  if (added.length === 0) return plannedAs("same");
  return plannedAs(kind === "nothing" ? "written" : "added", text, added.length);
}

/** Whether the configuration of Dependabot has an entry for GitHub Actions. */
function updatesActions(text: string): boolean {
  return /^[\s-]*["']?package-ecosystem["']?\s*:\s*["']?github-actions\b/m.test(text);
}

/** The files that were handled, and the failure that stopped the rest, if any. */
export interface WrittenFiles {
  readonly results: readonly InitResult[];
  readonly failure: Failure | undefined;
}

/**
 * Writes the files one after another, each completely or not at all. Checks again what exists at each path, because it may have
 * changed while the user answered questions.
 */
export async function writeFiles(
  io: Io,
  files: readonly InitFile[],
  nameOf: (path: string) => string,
): Promise<WrittenFiles> {
  const results: InitResult[] = [];
  for (const file of files) {
    const path = nameOf(file.path);
    try {
      const { text, ...result } = await findFile(io, file, path);
      const { status } = result;
      if (status === "added") await io.files.replace(path, text);
      const isLate = status === "written" && !(await io.files.create(path, text));
      results.push({ ...result, status: isLate ? "kept" : status });
    } catch (error) {
      const failure = { reason: "init", problem: "unwritable", path, why: problemOf(error) } as const;
      return { results, failure };
    }
  }
  return { results, failure: undefined };
}

/** Decodes bytes without any loss. Returns undefined if they aren't UTF-8. */
function decode(bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes && new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
