import { dirname, extname, join, normalize, relative, sep } from "node:path";
import type { Diagnostic } from "../../core/diagnostics/diagnostic.ts";
import { groupBy } from "../../core/text/group-by.ts";
import type { ReadableFiles } from "../../io/io.ts";

/** The files of a configuration, to find those that look as if they belong to it. */
interface ReadPaths {
  readonly main: string;
  /** Also the path of the main file. */
  readonly all: readonly string[];
  /** Whether the configuration is a folder, so that the files in it need no include. */
  readonly isFolder: boolean;
}

/** In characters from the start of a file. */
const maxTextLength = 100_000;
const maxFilesRead = 100;
const maxFileBytes = 1_000_000;

/**
 * Returns a warning for each folder with files that list members or groups but aren't part of the configuration: next to included
 * files, or in the folders of a folder configuration.
 */
export async function findIgnoredFiles(
  disk: ReadableFiles,
  { main, all, isFolder }: ReadPaths,
): Promise<readonly Diagnostic[]> {
  const root = dirname(main);
  const read = new Set(all.map(path => normalize(path)));
  const included = all.filter(path => path !== main && !(isFolder && dirname(path) === root));
  const patterns = [
    ...new Set(included.map(path => neighborPattern(root, path))),
    ...(isFolder ? ["!(node_modules|.*)/*.{yaml,yml}", "!(node_modules|.*)/*/*.{yaml,yml}"] : []),
  ];
  const found = new Set<string>();
  for (const pattern of patterns)
    for (const path of (await disk.match(root, pattern)).paths) found.add(join(root, path));
  const candidates = [...found].filter(path => !read.has(path)).sort();
  const ignored: string[] = [];
  for (const path of candidates.slice(0, maxFilesRead)) if (await listsPeople(disk, path)) ignored.push(path);
  return [...groupBy(ignored, path => dirname(path))].map(([folder, paths]) => warning(root, folder, paths));
}

/** The pattern of the YAML files in the folder of an included file, whose path may have any characters. */
function neighborPattern(root: string, path: string): string {
  const folder = relative(root, dirname(path)).split(sep).join("/");
  const escaped = folder.replace(/[^\w/.-]/g, "?");
  return `${escaped === "" ? "" : `${escaped}/`}*.{yaml,yml}`;
}

/** Whether a file is one that a members file could include: it lists members or groups, and names no organization. */
async function listsPeople(disk: ReadableFiles, path: string): Promise<boolean> {
  if ((await disk.sizeOf(path)) > maxFileBytes) return false;
  const text = new TextDecoder().decode(await disk.read(path)).slice(0, maxTextLength);
  return /^["']?(?:members|groups)["']?\s*:/m.test(text) && !/^["']?organization["']?\s*:/m.test(text);
}

function warning(root: string, folder: string, paths: readonly string[]): Diagnostic {
  const [file = folder, ...others] = paths;
  const inside = relative(root, folder).split(sep).join("/");
  const extensions = new Set(paths.map(path => extname(path).slice(1)));
  const extension = extensions.size === 1 ? [...extensions][0] : "{yaml,yml}";
  const pattern = `${inside === "" ? "" : `${inside}/`}*.${extension}`;
  return {
    code: "file-not-included",
    details: { others: others.length, pattern },
    location: { file, line: 1, column: 1, endColumn: 2 },
  };
}
