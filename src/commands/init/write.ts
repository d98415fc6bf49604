import type { Failure } from "../../core/failure/failure.ts";
import { withLines } from "../../core/init/files.ts";
import type { InitFile, InitResult } from "../../core/init/model.ts";
import { usesPlaceholderCommit } from "../../core/init/workflows.ts";
import type { Io } from "../../io/io.ts";
import { problemOf } from "../../io/system-error.ts";

/** What is about to become of a file, and the text that it is to have. */
export interface PlannedFile extends InitResult {
  readonly text: string;
}

/** Looks at what stands in the place of a file. `path` is its path from the working folder. */
export async function findFile({ files }: Io, file: InitFile, path: string): Promise<PlannedFile> {
  const kind = await files.kindOf(path);
  const there = kind === "file" ? decode(await files.read(path)) : undefined;
  const as = (status: InitResult["status"], text = "", lines = 0): PlannedFile => {
    const isUnpinned = file.kind === "workflow" && usesPlaceholderCommit(there ?? text);
    return { file, status, text, lines, isUnpinned };
  };
  if ("text" in file) {
    if (kind === "nothing") return as("written", file.text);
    const hasEntry = file.kind === "dependabot" && updatesActions(there ?? "");
    return as(hasEntry || there?.replaceAll("\r\n", "\n") === file.text ? "same" : "kept");
  }
  if (kind !== "nothing" && there === undefined) return as("kept");
  const { text, added } = withLines(there ?? "", file.lines);
  if (added.length === 0) return as("same");
  return as(kind === "nothing" ? "written" : "added", text, added.length);
}

/** Whether the configuration of Dependabot has an entry for GitHub Actions. */
function updatesActions(text: string): boolean {
  return /^[\s-]*["']?package-ecosystem["']?\s*:\s*["']?github-actions\b/m.test(text);
}

/** What was written, and why the rest was not. */
export interface WrittenFiles {
  readonly results: readonly InitResult[];
  readonly failure: Failure | undefined;
}

/** Writes one file after the other, each whole or not at all, by what stands in its place by now: people take their time to answer. */
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

/** The text of bytes, from which the same bytes come again; nothing where they are no UTF-8. */
function decode(bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes && new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
