import { type Diagnostic, type ReadResult, toResult } from "../diagnostics/diagnostic.ts";
import { DiagnosticList, inSourceOrder, maxListed } from "../diagnostics/diagnostic-list.ts";
import type { Location } from "../diagnostics/location.ts";
import type { ReadFile, Source } from "../source/source.ts";
import { groupBy } from "../text/group-by.ts";
import type { ToAscii } from "../values/address.ts";
import { placeholderIds } from "../values/placeholders.ts";
import { stringAt } from "../values/untyped.ts";
import { readDeclarations } from "./declarations.ts";
import type { Doubts } from "./known-names.ts";
import { readMembers } from "./members.ts";
import type { Config } from "./model.ts";
import { type ShapeProblems, validateSchema } from "./schema.ts";
import { readSettings } from "./settings.ts";
import { mergeKey, type ShapeProblem } from "./shape/consequences.ts";

/** The files of one configuration. */
export interface ConfigFiles {
  readonly main: ReadFile | undefined;
  readonly included: readonly ReadFile[];
  /** The diagnostics from finding the files, and those of the files that don't have their own. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Combines the files of a configuration into one value, or returns everything that is wrong with them. */
export function readConfig(files: ConfigFiles, toAscii: ToAscii): ReadResult<Config> {
  const read = [...(files.main ? [files.main] : []), ...files.included];
  const sources = read.map(file => file.source);
  const names = sources.map(source => source.file);
  const readable = sources.filter(source => source.value !== undefined);
  const unread = [...files.diagnostics, ...read.flatMap(file => file.diagnostics)];
  const shape = checkShapes(readable, files.main?.source, unread);
  // Don't report a second problem at the location of a value that couldn't be read, such as an undefined alias.
  const unreadLocations = new Set(unread.map(one => startText(one.location)));
  const found = new DiagnosticList();
  found.add(unread);
  found.add(
    shape.listed.map(one => one.diagnostic).filter(one => !unreadLocations.has(startText(one.location))),
  );
  found.countErrors(shape.more ?? 0);
  // Check names only if all files are readable: an unreadable file might declare the names that the others use.
  if (!files.main || readable.length < read.length || shape.more !== undefined)
    return { ok: false, problem: inSourceOrder(found.all(), names) };

  const main = files.main.source;
  const declared = readDeclarations(main, sources, doubtsFrom(shape.listed));
  const settings = readSettings(main, toAscii);
  const members = readMembers(sources, declared, settings.value.allowedDomains, toAscii);
  const parts = [
    ...unreplacedOrganization(main),
    ...[declared, settings, members].flatMap(part => part.diagnostics),
  ];
  const config = (): Config => ({
    organization: stringAt(main.value, "organization") ?? "",
    workspaces: new Map([...declared.workspaces].map(([name, id]) => [id, name])),
    groups: declared.groups,
    members: members.value,
    settings: settings.value,
  });
  const all = withoutShownCharacters([...found.all(), ...parts]);
  return toResult(config, inSourceOrder(all, names));
}

/** Drops diagnostics of characters in invalid email addresses, because their messages show the characters. */
function withoutShownCharacters(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const addresses = groupBy(
    diagnostics.filter(one => one.code === "invalid-address"),
    ({ location }) => lineText(location),
  );
  return diagnostics.filter(
    ({ code, location: { column, ...location } }) =>
      (code !== "invisible-character" && code !== "reordering-character") ||
      !addresses
        .get(lineText(location))
        ?.some(address => address.location.column <= column && column < address.location.endColumn),
  );
}

function lineText({ file, line }: Pick<Location, "file" | "line">): string {
  return `${line} ${file}`;
}

/** Validates files until there are more problems than are listed. */
function checkShapes(
  sources: readonly Source[],
  main: Source | undefined,
  unread: readonly Diagnostic[],
): ShapeProblems {
  const unreadByFile = groupBy(unread, one => one.location.file);
  const listed: ShapeProblem[] = [];
  for (const source of sources) {
    const kind = source === main ? "main" : "included";
    const problems = validateSchema(source, kind, unreadByFile.get(source.file) ?? []);
    listed.push(...problems.listed);
    const { more } = problems;
    if (more !== undefined || listed.length > maxListed) return { listed, more: more ?? 0 };
  }
  return { listed, more: undefined };
}

function startText({ file, line, column }: Location): string {
  return `${line}:${column} ${file}`;
}

/** Reports that the organization is still the placeholder of `rollcall init`. */
function unreplacedOrganization(main: Source): Diagnostic[] {
  const value = stringAt(main.value, "organization");
  if (value !== placeholderIds.organization) return [];
  const location = main.locate(["organization"]);
  return [{ code: "placeholder", details: { key: "organization", value }, location }];
}

/** What of the declarations can't be relied on, so that names that seem to be undeclared aren't reported. */
function doubtsFrom(shape: readonly ShapeProblem[]): Doubts {
  const keys = new Set<string>();
  for (const { path, diagnostic, meant } of shape) {
    const isTop = path.length === 0;
    // It may have declared any of the names.
    if (diagnostic.code === "empty-file") for (const key of ["workspaces", "groups"]) keys.add(key);
    if (isTop && meant !== undefined) keys.add(meant);
    if (isTop && (diagnostic.code === "missing-key" || diagnostic.code === "unknown-key"))
      keys.add(diagnostic.details.key);
    const [key] = path;
    if (path.length === 1 && key !== undefined && diagnostic.code === "wrong-type") keys.add(key);
  }
  return {
    workspaces: keys.has("workspaces") || keys.has(mergeKey),
    groups: keys.has("groups") || keys.has(mergeKey),
    names: keys,
  };
}
