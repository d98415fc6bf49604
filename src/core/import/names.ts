import { compareText } from "../text/compare.ts";
import { groupBy } from "../text/group-by.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

const maxNameLength = 100;
/** Of a person. */
const maxFullNameLength = 200;

/** The name under which members.yaml declares each workspace: Tally's own, made valid and unique. Sorted by name. */
export function nameWorkspaces(shown: ReadonlyMap<WorkspaceId, string>): ReadonlyMap<WorkspaceId, string> {
  const byName = groupBy(
    [...shown.keys()].sort(),
    id => truncate(visibleText(shown.get(id) ?? ""), maxNameLength) || id,
  );
  const taken = new Set(byName.keys());
  const named = [...byName].flatMap(([name, [first, ...others]]) => [
    [first, name] as const,
    ...others.map(id => [id, numbered(name, taken)] as const),
  ]);
  return new Map(named.sort(([, a], [, b]) => compareText(a, b)));
}

/** The name of a person as members.yaml can hold it; nothing where nothing of it can be seen. */
export function fullNameOf(shown: string | undefined): string | undefined {
  return truncate(visibleText(shown ?? ""), maxFullNameLength) || undefined;
}

/** The first of `name 2`, `name 3` … that is free, which is taken with it. */
function numbered(name: string, taken: Set<string>): string {
  for (let number = 2; ; number += 1) {
    const suffix = ` ${number}`;
    const candidate = truncate(name, maxNameLength - suffix.length) + suffix;
    if (taken.has(candidate)) continue;
    taken.add(candidate);
    return candidate;
  }
}

/** Without what no reviewer could see, such as what turns the order of reading; joiners and styles are part of emoji and of words. */
function visibleText(text: string): string {
  const visible = text
    .replace(
      /[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]|(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu,
      " ",
    )
    .trim();
  return /(?!\u200c|\u200d|\ufe0e|\ufe0f)\S/.test(visible) ? visible : "";
}

/** The first characters, where an emoji outside the basic plane counts as one, as JSON Schema counts. */
function truncate(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : [...text].slice(0, maxLength).join("").trim();
}
