import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DiagnosticList } from "../diagnostics/diagnostic-list.ts";
import type { Source } from "../source/source.ts";
import type { Step } from "../source/value-path.ts";
import { placeholderIds } from "../values/placeholders.ts";
import { objectAt, stringAt, stringsAt } from "../values/untyped.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import { type Doubts, KnownNames, noDoubts, type UsedName } from "./known-names.ts";

/** The names of workspaces and groups that members can use. */
export interface Declarations {
  readonly workspaces: ReadonlyMap<string, WorkspaceId>;
  /** The workspaces of each group. */
  readonly groups: ReadonlyMap<string, readonly WorkspaceId[]>;
  readonly known: KnownNames;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the workspaces of the main file and the groups of every file. */
export function readDeclarations(
  main: Source,
  sources: readonly Source[],
  doubts: Doubts = noDoubts,
): Declarations {
  const diagnostics = new DiagnosticList();
  const workspaces = readWorkspaces(main, diagnostics);
  const declared = new Map<string, { path: readonly Step[]; source: Source }>();
  for (const source of sources) {
    for (const name of Object.keys(objectAt(source.value, "groups") ?? {})) {
      const path = ["groups", name];
      const first = declared.get(name);
      if (!first) declared.set(name, { path, source });
      else
        diagnostics.report("duplicate-group", () => ({
          details: { name },
          location: source.locate(path, "key"),
          related: first.source.locate(first.path, "key"),
        }));
    }
  }
  const known = new KnownNames(workspaces, new Set(declared.keys()), doubts);
  const groups = new Map(
    [...declared].map(([name, { source }]) => {
      const names = readNames(source, objectAt(source.value, "groups"), ["groups"], name, diagnostics);
      return [name, resolveWorkspaces(names, workspaces, known, true, diagnostics)];
    }),
  );
  return { workspaces, groups, known, diagnostics: diagnostics.all() };
}

function readWorkspaces(main: Source, diagnostics: DiagnosticList): ReadonlyMap<string, WorkspaceId> {
  const given = objectAt(main.value, "workspaces") ?? {};
  const workspaces = new Map<string, WorkspaceId>();
  const firstNames = new Map<string, string>();
  for (const name of Object.keys(given)) {
    const id = stringAt(given, name);
    // A name with an invalid ID still counts as declared, so that its uses don't cause further errors.
    workspaces.set(name, (id ?? "") as WorkspaceId);
    if (id === undefined) continue;
    reportMisusedId(main, name, id, given, diagnostics);
    const first = firstNames.get(id);
    if (first === undefined) firstNames.set(id, name);
    else
      diagnostics.report("duplicate-workspace-id", () => ({
        details: { id, first },
        location: main.locate(["workspaces", name]),
        related: main.locate(["workspaces", first]),
      }));
  }
  return workspaces;
}

/** Reports a value that is valid as an ID, but probably isn't one. */
function reportMisusedId(
  main: Source,
  name: string,
  id: string,
  given: Readonly<Record<string, unknown>>,
  diagnostics: DiagnosticList,
): void {
  const location = () => main.locate(["workspaces", name]);
  // Almost every ID of Tally has a capital letter or a digit. The name of a workspace without one in Tally is its ID after an import.
  if (id === placeholderIds.workspace)
    diagnostics.report("placeholder", () => ({ details: { key: name, value: id }, location: location() }));
  else if (Object.hasOwn(given, id) && /^[a-z_-]+$/.test(id))
    diagnostics.report("name-as-id", () => ({ details: { id }, location: location() }));
}

/** Returns each name in a list once, and adds a warning for each repetition. */
export function readNames(
  source: Source,
  holder: unknown,
  path: readonly Step[],
  key: string,
  diagnostics: DiagnosticList,
): readonly UsedName[] {
  const seen = new Map<string, number>();
  const names: UsedName[] = [];
  for (const { text: name, index } of stringsAt(holder, key)) {
    const location = () => source.locate([...path, key, index]);
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, index);
      names.push({ name, location });
    } else
      diagnostics.report("repeated-name", () => ({
        details: { name },
        location: location(),
        related: source.locate([...path, key, first]),
      }));
  }
  return names;
}

/** Returns the IDs of workspaces by their names. Reports and leaves out undeclared names. `isInGroup`: whether a group lists them. */
export function resolveWorkspaces(
  names: readonly UsedName[],
  workspaces: ReadonlyMap<string, WorkspaceId>,
  known: KnownNames,
  isInGroup: boolean,
  diagnostics: DiagnosticList,
): readonly WorkspaceId[] {
  const ids: WorkspaceId[] = [];
  for (const used of names) {
    const id = workspaces.get(used.name);
    if (id === undefined) known.reportWorkspace(used, isInGroup, diagnostics);
    else ids.push(id);
  }
  return ids;
}
