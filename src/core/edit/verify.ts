import type { Source } from "../source/source.ts";
import { isObject, listAt, stringsAt } from "../values/untyped.ts";
import { commentsOf } from "../yaml/comments.ts";
import type { MemberEdit } from "./model.ts";

/** Whether an edit changed the meaning of a file exactly as it should, and no comments. */
export function isExpectedEdit(before: Source, after: Source, edit: MemberEdit): boolean {
  const members = membersIn(before.value).toSpliced(
    edit.index,
    edit.before ? 1 : 0,
    ...(edit.after ? [edit.after] : []),
  );
  const expected = { ...(isObject(before.value) ? before.value : {}), members };
  const had = namesOf(edit.before);
  // A removed item or name may take its comments along.
  const isRemoval = had.some(name => !namesOf(edit.after).includes(name));
  return (
    canonical(expected) === canonical(after.value) &&
    (isRemoval || commentsOf(before.text).join("\n") === commentsOf(after.text).join("\n"))
  );
}

/** The items of a file's list of members. */
export function membersIn(value: unknown): readonly unknown[] {
  return listAt(value, "members");
}

/** The names in a list of a member. */
export function namesIn(item: unknown, key: string): readonly string[] {
  return stringsAt(item, key).map(({ text }) => text);
}

function namesOf(item: unknown): readonly string[] {
  return [...namesIn(item, "groups"), ...namesIn(item, "workspaces")];
}

/** The order of keys has no meaning. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
