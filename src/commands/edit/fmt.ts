import { formatYaml } from "../../core/yaml/format/format.ts";
import type { Io } from "../../io/io.ts";
import { loadConfig } from "../../reconcile/inputs/load-config.ts";
import { renderDiff } from "../../render/edit/diff.ts";
import { renderFormatted, renderSkippedFiles, type SkippedFile } from "../../render/edit/edit.ts";
import {
  type CommonOptions,
  type ExitCode,
  info,
  layoutFor,
  printFailure,
  printProblem,
} from "../console/console.ts";
import { type EditedFile, readEditable, withConfigLock, writeEdited } from "./files.ts";

export interface FmtOptions extends CommonOptions {
  /** Whether to write nothing and report what would change. */
  readonly check?: boolean | undefined;
  /** Whether to print the changes as a diff. */
  readonly diff?: boolean | undefined;
}

/** Formats the files of a configuration. */
export function fmt(io: Io, options: FmtOptions): Promise<ExitCode> {
  return options.check
    ? formatFiles(io, options)
    : withConfigLock(io, options, () => formatFiles(io, options));
}

async function formatFiles(io: Io, options: FmtOptions): Promise<ExitCode> {
  const loaded = await loadConfig(io.files, options.config);
  if (!loaded.ok) return printProblem(io, options, loaded.problem);
  const edited: EditedFile[] = [];
  const skipped: SkippedFile[] = [];
  for (const { file } of loaded.value.sources) {
    const { text, before, withLineFeeds } = await readEditable(io.files, file);
    const formatted = formatYaml(text);
    if (!formatted.ok) {
      skipped.push({ file, problem: formatted.problem });
      continue;
    }
    const after = withLineFeeds(formatted.value);
    if (after !== before) edited.push({ file, before, after });
  }
  info(io, options, renderSkippedFiles(skipped));
  const isCheck = options.check === true;
  if (skipped.length === loaded.value.sources.length) return 0;
  const problem = isCheck ? undefined : await writeEdited(io, edited);
  if (problem) return printFailure(io, problem);
  if (options.diff) io.stdout.write(renderDiff(edited, layoutFor(io.stdout, io, options)));
  const files = edited.map(({ file, before, after }) => ({ file, line: firstChangedLine(before, after) }));
  io.stdout.write(renderFormatted(files, { isCheck, isAll: skipped.length === 0 }));
  return isCheck && files.length > 0 ? 1 : 0;
}

/** Returns the number of the first line that differs between two texts, counting from 1. */
function firstChangedLine(before: string, after: string): number {
  const lines = after.split("\n");
  const at = before.split("\n").findIndex((line, index) => line !== lines[index]);
  return at === -1 ? lines.length : at + 1;
}
