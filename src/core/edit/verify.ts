import type { Source } from "../source/source.ts";
import { isObject, listAt, stringsAt } from "../values/untyped.ts";
import { commentsOf } from "../yaml/comments.ts";
import type { MemberEdit } from "./model.ts";

/** Whether an edit changed the data of a file exactly as planned, and left its comments unchanged. */
export function isExpectedEdit(before: Source, after: Source, edit: MemberEdit): boolean {
  const members = membersIn(before.value).toSpliced(
    edit.index,
    edit.before ? 1 : 0,
    ...(edit.after ? [edit.after] : []),
  );
  const expected = { ...(isObject(before.value) ? before.value : {}), members };
  const oldNames = namesOf(edit.before);
  // Removing an item or name may also remove its comments.
  const isRemoval = oldNames.some(name => !namesOf(edit.after).includes(name));
  return (
    canonical(expected) === canonical(after.value) &&
    (isRemoval || commentsOf(before.text).join("\n") === commentsOf(after.text).join("\n"))
  );
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

/** Formats a value as JSON with sorted keys, because their order has no meaning. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
