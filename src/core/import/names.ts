import { compareText } from "../text/compare.ts";
import { groupBy } from "../text/group-by.ts";
import type { WorkspaceId } from "../values/workspace-id.ts";

/** The maximum length of a workspace name. */
const maxNameLength = 100;
/** The maximum length of a person's name. */
const maxFullNameLength = 200;
/** The maximum length of a note. */
const maxNoteLength = 1000;

/**
 * Returns the name of each workspace that Tally shows, sorted: the one under which members.yaml declares it, or its name
 * in Tally, made valid and unique.
 */
export function nameWorkspaces(
  shown: ReadonlyMap<WorkspaceId, string>,
  declared: ReadonlyMap<WorkspaceId, string> = new Map(),
): ReadonlyMap<WorkspaceId, string> {
  const byName = groupBy(
    [...shown.keys()].filter(id => !declared.has(id)).sort(),
    id => truncate(visibleText(shown.get(id) ?? ""), maxNameLength) || id,
  );
  const old = [...declared].filter(([id]) => shown.has(id));
  const reserved = new Set(declared.values());
  const taken = new Set([...reserved, ...byName.keys()]);
  const added = [...byName].flatMap(([name, [first, ...others]]) => [
    [first, reserved.has(name) ? numbered(name, taken) : name] as const,
    ...others.map(id => [id, numbered(name, taken)] as const),
  ]);
  return new Map([...old, ...added].sort(([, a], [, b]) => compareText(a, b)));
}

/** Returns a person's name in the form that members.yaml allows, or undefined if nothing of it is visible. */
export function fullNameOf(shown: string | undefined): string | undefined {
  return truncate(visibleText(shown ?? ""), maxFullNameLength) || undefined;
}

/** Returns a note as members.yaml can have it, or undefined if nothing of it is visible. */
export function noteOf(text: string | undefined): string | undefined {
  return truncate(visibleText(text ?? ""), maxNoteLength) || undefined;
}

/** Returns the first of `name 2`, `name 3`, and so on that isn't taken, and adds it to `taken`. */
function numbered(name: string, taken: Set<string>): string {
  for (let number = 2; ; number += 1) {
    const suffix = ` ${number}`;
    const candidate = truncate(name, maxNameLength - suffix.length) + suffix;
    if (taken.has(candidate)) continue;
    taken.add(candidate);
    return candidate;
  }
}

/**
 * Replaces characters that reviewers can't see, such as those that reverse the reading order, with spaces.
 * Keeps joiners and variation selectors, which are parts of emoji and words. Returns an empty string if
 * nothing is visible.
 */
function visibleText(text: string): string {
  const visible = text
    .replace(
      /[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]|(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu,
      " ",
    )
    .trim();
  return /(?!\u200c|\u200d|\ufe0e|\ufe0f)\S/.test(visible) ? visible : "";
}

/** Cuts a string to a number of code points, which is how JSON Schema counts characters. */
function truncate(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : [...text].slice(0, maxLength).join("").trim();
}
