import type { DiagnosticList } from "../diagnostics/diagnostic-list.ts";
import type { Location } from "../diagnostics/location.ts";
import { suggest } from "../text/suggest.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import { idInUrl } from "./shape/ids.ts";

/** A name in a list, and its location, which is determined only for a diagnostic. */
export interface UsedName {
  readonly name: string;
  readonly location: () => Location;
}

/** Declarations that can't be relied on because their keys are wrong. Names that they may declare aren't reported as unknown. */
export interface Doubts {
  readonly workspaces: boolean;
  readonly groups: boolean;
  /** Names that may be declared at the wrong place. */
  readonly names: ReadonlySet<string>;
}

export const noDoubts: Doubts = { workspaces: false, groups: false, names: new Set() };

/** The names that a configuration declares, and what is wrong with other names. */
export class KnownNames {
  readonly #workspaces: ReadonlyMap<string, WorkspaceId>;
  readonly #groups: ReadonlySet<string>;
  readonly #doubts: Doubts;
  #namesById: ReadonlyMap<string, string> | undefined;

  constructor(
    workspaces: ReadonlyMap<string, WorkspaceId>,
    groups: ReadonlySet<string>,
    doubts: Doubts = noDoubts,
  ) {
    this.#workspaces = workspaces;
    this.#groups = groups;
    this.#doubts = doubts;
  }

  /** Reports a name that isn't a declared workspace, unless it may be declared. */
  reportWorkspace({ name, location }: UsedName, isInGroup: boolean, diagnostics: DiagnosticList): void {
    const isGroup = this.#groups.has(name);
    if (!isGroup && (this.#doubts.workspaces || this.#doubts.names.has(name))) return;
    diagnostics.report("unknown-workspace", () => {
      const id = idInUrl(name, "workspace") ?? name;
      const idOf = this.#nameOf(id);
      const suggestion = suggest(name, this.#workspaces.keys());
      const details = { name: idOf === undefined ? name : id, suggestion, isGroup, isInGroup, idOf };
      return { details, location: location() };
    });
  }

  /** Reports a name that isn't a declared group, unless it may be declared. */
  reportGroup({ name, location }: UsedName, diagnostics: DiagnosticList): void {
    const isWorkspace = this.#workspaces.has(name);
    if (!isWorkspace && (this.#doubts.groups || this.#doubts.names.has(name))) return;
    diagnostics.report("unknown-group", () => {
      const suggestion = suggest(name, this.#groups);
      return { details: { name, suggestion, isWorkspace, idOf: this.#nameOf(name) }, location: location() };
    });
  }

  /** The name of the workspace that has an ID. */
  #nameOf(id: string): string | undefined {
    this.#namesById ??= new Map([...this.#workspaces].map(([name, one]) => [one, name]));
    return this.#namesById.get(id);
  }
}
