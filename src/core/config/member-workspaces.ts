import type { DiagnosticList } from "../diagnostics/diagnostic-list.ts";
import type { Source } from "../source/source.ts";
import { maxExpandedValues } from "../values/expansion.ts";
import { isObject } from "../values/untyped.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";
import { type Declarations, readNames, resolveWorkspaces } from "./declarations.ts";

/** Reads the workspaces of members, including those of their groups. */
export class MemberWorkspaces {
  readonly #declared: Declarations;
  readonly #diagnostics: DiagnosticList;
  /** The workspaces of each valid pair of `workspaces` and `groups` lists. Lists with the same text are one object. */
  readonly #resolved = new Map<unknown, Map<unknown, readonly WorkspaceId[]>>();
  /** The maximum number of workspaces of all members: a small file could cause millions. */
  readonly #max: number;
  #count = 0;

  constructor(declared: Declarations, sources: readonly Source[], diagnostics: DiagnosticList) {
    this.#declared = declared;
    this.#diagnostics = diagnostics;
    this.#max = maxExpandedValues(sources.reduce((sum, source) => sum + source.text.length, 0));
  }

  /** Returns the IDs of a member's workspaces, sorted. Reports unknown names. */
  read(source: Source, index: number, value: unknown): readonly WorkspaceId[] {
    const { workspaces, groups } = isObject(value) ? value : {};
    const known = this.#resolved.get(workspaces)?.get(groups);
    if (known) return this.#hasSpaceFor(known.length, source, index) ? known : [];
    const countBefore = this.#diagnostics.size;
    const ids = this.#resolve(source, index, value);
    if (this.#diagnostics.size > countBefore) return ids;
    const byGroups = this.#resolved.get(workspaces) ?? new Map<unknown, readonly WorkspaceId[]>();
    this.#resolved.set(workspaces, byGroups.set(groups, ids));
    return ids;
  }

  #resolve(source: Source, index: number, value: unknown): readonly WorkspaceId[] {
    const path = ["members", index];
    const names = readNames(source, value, path, "workspaces", this.#diagnostics);
    const groups = readNames(source, value, path, "groups", this.#diagnostics).map(used => {
      const group = this.#declared.groups.get(used.name);
      if (!group) this.#declared.known.reportGroup(used, this.#diagnostics);
      return group ?? [];
    });
    const count = groups.reduce((sum, group) => sum + group.length, names.length);
    if (!this.#hasSpaceFor(count, source, index)) return [];
    const { workspaces, known } = this.#declared;
    const ids = new Set(resolveWorkspaces(names, workspaces, known, false, this.#diagnostics));
    for (const group of groups) {
      if (ids.size === workspaces.size) break;
      for (const id of group) ids.add(id);
    }
    return [...ids].sort();
  }

  /** Adds workspaces to the number of all members. Returns whether it is within the maximum. */
  #hasSpaceFor(count: number, source: Source, index: number): boolean {
    const before = this.#count;
    this.#count += count;
    if (this.#count > this.#max && before <= this.#max)
      this.#diagnostics.report("too-many-grants", () => ({
        details: { limit: this.#max },
        location: source.locate(["members", index]),
      }));
    return this.#count <= this.#max;
  }
}
