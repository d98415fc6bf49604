import { type Diagnostic, inSourceOrder, type ReadResult, toResult } from "../diagnostics/diagnostic.ts";
import type { Location } from "../diagnostics/location.ts";
import { startOf } from "../source/line-map.ts";
import type { ReadFile, Source } from "../source/source.ts";
import type { ToAscii } from "../values/address.ts";
import { isObject, stringAt } from "../values/untyped.ts";
import { readDeclarations } from "./declarations.ts";
import { readMembers } from "./members.ts";
import type { Config } from "./model.ts";
import { validateSchema } from "./schema.ts";
import { readSettings } from "./settings.ts";

/** The files of one configuration. */
export interface ConfigFiles {
  readonly main: ReadFile | undefined;
  readonly included: readonly ReadFile[];
  /** The diagnostics from finding the files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Combines the files of a configuration into one value, or returns everything that is wrong with them. */
export function readConfig(files: ConfigFiles, toAscii: ToAscii): ReadResult<Config> {
  const all = [...(files.main ? [files.main] : []), ...files.included];
  const sources = all.map(file => file.source);
  const names = sources.map(source => source.file);
  const readable = sources.filter(source => source.value !== undefined);
  const unread = all.flatMap(file => file.diagnostics);
  const shape = readable.flatMap(source =>
    validateSchema(source, source === files.main?.source ? "main" : "included"),
  );
  // Don't report a second problem at the location of a value that couldn't be read, such as an undefined alias.
  const unreadLocations = new Set(unread.map(one => startText(one.location)));
  const found = [
    ...files.diagnostics,
    ...unread,
    ...shape.filter(one => !unreadLocations.has(startText(one.location))),
  ];
  // Check names only if all files are readable: an unreadable file might declare the names that the others use.
  if (!files.main || readable.length < all.length) return { ok: false, problem: inSourceOrder(found, names) };

  const main = files.main.source;
  const declared = readDeclarations(main, sources);
  const settings = readSettings(main, toAscii);
  const members = readMembers(sources, declared, settings.value.allowedDomains, toAscii);
  const parts = [declared, settings, members].flatMap(part => part.diagnostics);
  const config = (): Config => ({
    organization: stringAt(main.value, "organization") ?? "",
    workspaces: new Map([...declared.workspaces].map(([name, id]) => [id, name])),
    groups: declared.groups,
    members: members.value,
    settings: settings.value,
  });
  return toResult(config, inSourceOrder([...found, ...missingMembers(main, sources), ...parts], names));
}

function startText({ file, line, column }: Location): string {
  return `${line}:${column} ${file}`;
}

/** Reports a missing `members` key in a single file: a forgotten list must not count as empty. `[]` is fine. */
function missingMembers(main: Source, sources: readonly Source[]): Diagnostic[] {
  if (sources.length > 1 || !isObject(main.value) || "include" in main.value || "members" in main.value)
    return [];
  return [{ code: "missing-key", details: { key: "members" }, location: startOf(main.locate([])) }];
}
