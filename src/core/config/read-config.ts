import {
  conclude,
  type Diagnostic,
  inSourceOrder,
  type Place,
  type Reading,
} from "../diagnostics/diagnostic.ts";
import { startOf } from "../source/locator.ts";
import type { Email, ToAscii } from "../values/address.ts";
import type { Day } from "../values/day.ts";
import { isMapping, textAt } from "../values/untyped.ts";
import type { ReadFile, Source } from "../yaml/read-yaml.ts";
import { readDeclarations } from "./declarations.ts";
import { readMemberEntries } from "./members.ts";
import { checkShape } from "./schema.ts";
import { readSettings, type Settings } from "./settings.ts";

declare const workspaceBrand: unique symbol;
/** The id that Tally gave a workspace. Ids are unique per type only (tally-api.md, section 2). */
export type WorkspaceId = string & { readonly [workspaceBrand]: true };

/** What members.yaml and the files it includes say, whatever the day. */
export interface Config {
  readonly organization: string;
  /** The name of each declared workspace, by its id. */
  readonly workspaces: ReadonlyMap<WorkspaceId, string>;
  /** Sorted by email. */
  readonly members: readonly Member[];
  readonly settings: Settings;
}

/** One person, whichever files they stand in. */
export interface Member {
  readonly email: Email;
  /** The one spelling of the address that is sent to Tally. */
  readonly address: string;
  readonly name?: string | undefined;
  /** The latest of the days given. */
  readonly resend?: Day | undefined;
  /** One for each file that names the person. */
  readonly entries: readonly Entry[];
}

/** One item of a `members` list. */
export interface Entry {
  /** Sorted, each once, groups resolved. */
  readonly workspaceIds: readonly WorkspaceId[];
  /** The last day on which these workspaces are desired. */
  readonly expires?: Day | undefined;
  /** Where it stands: the file and the index in its list. */
  readonly file: string;
  readonly index: number;
}

/** The files of one configuration, the main one first where there is one. */
export interface ConfigFiles {
  readonly main: ReadFile | undefined;
  readonly included: readonly ReadFile[];
  /** What was found while looking for the files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** All files of a configuration as one value, or everything that is wrong with them. */
export function readConfig(files: ConfigFiles, toAscii: ToAscii): Reading<Config> {
  const all = [...(files.main ? [files.main] : []), ...files.included];
  const sources = all.map(file => file.source);
  const names = sources.map(source => source.file);
  const readable = sources.filter(source => source.value !== undefined);
  const unread = all.flatMap(file => file.diagnostics);
  const shape = readable.flatMap(source =>
    checkShape(source, source === files.main?.source ? "main" : "included"),
  );
  // What could not be read, such as an alias that leads nowhere, has no shape to speak of either.
  const unreadPlaces = new Set(unread.map(one => startText(one.place)));
  const found = [
    ...files.diagnostics,
    ...unread,
    ...shape.filter(one => !unreadPlaces.has(startText(one.place))),
  ];
  // A file that does not read may hold the very names that the others use.
  if (!files.main || readable.length < all.length)
    return { ok: false, diagnostics: inSourceOrder(found, names) };

  const main = files.main.source;
  const declared = readDeclarations(main, sources);
  const settings = readSettings(main, toAscii);
  const members = readMemberEntries(sources, declared, settings.value.allowedDomains, toAscii);
  const parts = [declared, settings, members].flatMap(part => part.diagnostics);
  const config = (): Config => ({
    organization: textAt(main.value, "organization") ?? "",
    workspaces: new Map([...declared.workspaces].map(([name, id]) => [id, name])),
    members: members.value,
    settings: settings.value,
  });
  return conclude(config, inSourceOrder([...found, ...missingMembers(main, sources), ...parts], names));
}

function startText({ file, line, column }: Place): string {
  return `${line}:${column} ${file}`;
}

/** A main file on its own must list members, if only as `[]`: a forgotten list must not read as an empty one. */
function missingMembers(main: Source, sources: readonly Source[]): Diagnostic[] {
  if (sources.length > 1 || !isMapping(main.value) || "include" in main.value || "members" in main.value)
    return [];
  return [{ code: "missing-key", details: { key: "members" }, place: startOf(main.placeOf([])) }];
}
