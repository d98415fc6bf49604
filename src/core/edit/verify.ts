import type { Source } from "../source/source.ts";
import { groupBy } from "../text/group-by.ts";
import { isObject, listAt, stringsAt } from "../values/untyped.ts";
import { shorten } from "../yaml/format/shorten.ts";
import { commentsOf } from "../yaml/full/comments.ts";
import type { MemberEdit } from "./model.ts";

/** Whether edits changed the data of a file exactly as planned, and left its comments unchanged. */
export function areExpectedEdits(before: Source, after: Source, edits: readonly MemberEdit[]): boolean {
  const expected = { ...(isObject(before.value) ? before.value : {}), members: editedItems(before, edits) };
  // Removing an item, key, or name may also remove its comments.
  const isRemoval = edits.some(
    edit =>
      namesOf(edit.before).some(name => !namesOf(edit.after).includes(name)) ||
      Object.keys(edit.before ?? {}).some(key => edit.after?.[key] === undefined),
  );
  const [had, has] = [before, after].map(({ text }) => commentsOf(shorten(text)?.text ?? text)) as [
    Texts,
    Texts,
  ];
  const areKept = isRemoval ? isSubsequence(has, had) : had.join("\n") === has.join("\n");
  return areKept && isEqual(expected, after.value);
}

type Texts = readonly string[];

function isSubsequence(texts: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const text of all) if (text === texts[at]) at += 1;
  return at === texts.length;
}

/** The members of a file after edits. Those that are added at one index are in the order of the edits. */
function editedItems({ value }: Source, edits: readonly MemberEdit[]): readonly unknown[] {
  const items = membersIn(value);
  const byIndex = groupBy(edits, edit => edit.index);
  return [...items.keys(), items.length].flatMap(index => {
    const here = byIndex.get(index) ?? [];
    const added = here.filter(edit => !edit.before).map(edit => edit.after);
    const changed = here.find(edit => edit.before);
    const kept = index < items.length && !changed ? [items[index]] : [];
    return [...added, ...kept, ...(changed?.after ? [changed.after] : [])];
  });
}

/** Returns the items of a file's `members` list. */
export function membersIn(value: unknown): readonly unknown[] {
  return listAt(value, "members");
}

/** Returns the names in a list of a member, such as `groups`. */
export function namesIn(item: unknown, key: string): readonly string[] {
  return stringsAt(item, key).map(({ text }) => text);
}

function namesOf(item: unknown): readonly string[] {
  return [...namesIn(item, "groups"), ...namesIn(item, "workspaces")];
}

/** Whether two JSON values are the same, apart from the order of keys. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => isEqual(item, other[index]))
    );
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(key => Object.hasOwn(other, key) && isEqual(one[key], other[key]))
  );
}
