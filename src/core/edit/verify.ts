import type { Source } from "../source/source.ts";
import { groupBy } from "../text/group-by.ts";
import { isObject, listAt, stringsAt } from "../values/untyped.ts";
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
  const [had, has] = [commentsOf(before.text), commentsOf(after.text)];
  const areKept = isRemoval ? isSubsequence(has, had) : had.join("\n") === has.join("\n");
  return areKept && isSameData(expected, after.value);
}

function isSubsequence(texts: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const text of all) if (text === texts[at]) at += 1;
  return at === texts.length;
}

/** The members of a file after edits. Those that are added at one index are in the order of the edits. */
function editedItems({ value }: Source, edits: readonly MemberEdit[]): readonly unknown[] {
  const items = membersIn(value);
  const byIndex = [...groupBy(edits, edit => edit.index)].sort(([one], [other]) => one - other);
  let next = 0;
  const parts = byIndex.map(([index, here]) => {
    const kept = items.slice(next, index);
    const added = here.filter(edit => !edit.before).map(edit => edit.after);
    const changed = here.find(edit => edit.before);
    next = changed ? index + 1 : index;
    return [...kept, ...added, ...(changed?.after ? [changed.after] : [])];
  });
  return [...parts.flat(), ...items.slice(next)];
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

/** Whether two values have the same data. The order of keys has no meaning. */
function isSameData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isSameData(item, other[index]));
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(key => Object.hasOwn(other, key) && isSameData(one[key], other[key]))
  );
}
