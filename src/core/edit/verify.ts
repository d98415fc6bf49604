import type { Source } from "../source/source.ts";
import { isMapping, textsAt } from "../values/untyped.ts";
import { commentsOf } from "../yaml/comments.ts";
import type { DeclaredNames, MemberEdit } from "./model.ts";

/** Whether a file says what one edit should make of it: for every person, in all beside them, and in its comments. */
export function isExpectedEdit(before: Source, after: Source, edit: MemberEdit): boolean {
  const members = membersIn(before.value);
  const { index } = edit;
  const behind = members.slice(edit.edit === "insert" ? index : index + 1);
  const expected = [...members.slice(0, index), ...itemsAfter(members[index], edit), ...behind];
  const others = (value: unknown) => JSON.stringify(without(value, ["members"]));
  const people = (items: readonly unknown[]) => JSON.stringify(items.map(inOrder));
  return (
    others(before.value) === others(after.value) &&
    people(expected) === people(membersIn(after.value)) &&
    // What is taken out may take its comments along.
    (edit.edit === "remove" ||
      edit.edit === "reduce" ||
      commentsOf(before.text).join("\n") === commentsOf(after.text).join("\n"))
  );
}

/** The items of a file's list of members. */
export function membersIn(value: unknown): readonly unknown[] {
  const list = isMapping(value) ? value["members"] : undefined;
  return Array.isArray(list) ? list : [];
}

/** The names of a list of a person's entry. */
export function namesIn(item: unknown, key: string): readonly string[] {
  return textsAt(item, key).map(({ text }) => text);
}

function itemsAfter(item: unknown, edit: MemberEdit): readonly unknown[] {
  switch (edit.edit) {
    case "insert":
      return [Object.fromEntries(edit.fields)];
    case "remove":
      return [];
    case "extend":
      return [
        {
          ...withNames(item, key => [...namesIn(item, key), ...edit[key]]),
          ...Object.fromEntries(edit.texts),
        },
      ];
    case "reduce":
      return [withNames(item, key => namesIn(item, key).filter(name => !edit[key].includes(name)))];
  }
}

/** An entry with other lists of names; none where it would be empty. */
function withNames(item: unknown, namesAfter: (key: keyof DeclaredNames) => readonly string[]): object {
  const lists = (["groups", "workspaces"] as const).map(key => [key, namesAfter(key)] as const);
  return {
    ...without(item, ["groups", "workspaces"]),
    ...Object.fromEntries(lists.filter(([, names]) => names.length > 0)),
  };
}

function without(value: unknown, keys: readonly string[]): object {
  if (!isMapping(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

/** The order of keys and names says nothing. */
function inOrder(item: unknown): unknown {
  if (!isMapping(item)) return item;
  const sorted = Object.entries(item).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.toSorted() : value,
  ]);
  return sorted.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
