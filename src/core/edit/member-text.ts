import { CST, Parser } from "yaml";
import { stringAt } from "../values/untyped.ts";
import { listText, scalarText } from "../yaml/stringify.ts";
import { Collection, lineStart, NotEditable } from "./collection.ts";
import { editPart, type PositionOf } from "./edit-part.ts";
import type { MemberEdit, MemberFields } from "./model.ts";
import { namesIn } from "./verify.ts";

/** The keys of a member, in writing order. */
const memberKeys = ["email", "previously", "name", "groups", "workspaces", "expires", "resend", "note"];

/**
 * Returns the text of a valid members.yaml after edits. Only the lines of the edited members change. If the file is
 * formatted, it stays formatted. Indexes are those of the list before the edits. Throws `NotEditable` if the text doesn't
 * allow that. The caller must verify what the result means.
 */
export function editMembers(text: string, edits: readonly MemberEdit[]): string {
  const touched = edits.map(({ index }) => index);
  return editPart(text, touched, (part, positionOf) => withEdits(part, edits, positionOf));
}

function withEdits(text: string, edits: readonly MemberEdit[], positionOf: PositionOf): string {
  const { root, members, isJson } = openText(text);
  const added = edits.flatMap(({ before, after }) => (after && !before ? [after] : []));
  if (!members) {
    const pair = root.isFlow ? [pairText("members", added, true)] : ["members:", ...listLines(added)];
    root.insert(root.items.length, pair);
    return root.text;
  }
  const list = root.within(members);
  if (added.length > 0 && list.items.length === 0 && !root.isFlow) {
    const margin = " ".repeat(members.start - lineStart(text, members.start));
    const [line = "", ...below] = text.slice(members.end).split(/(?<=\n)/);
    const lines = listLines(added, margin).join("\n");
    const changed = line.endsWith("\n") ? `${line}${lines}\n` : `${line}\n${lines}`;
    return text.slice(0, members.edge) + changed + below.join("");
  }
  changeList(list, edits, positionOf, isJson);
  return list.text;
}

/** Changes and removes members, and then adds others. Each step starts at the end, so that the indexes stay valid. */
function changeList(
  list: Collection,
  edits: readonly MemberEdit[],
  positionOf: PositionOf,
  isJson: boolean,
): void {
  const fromEnd = edits.toSorted((a, b) => a.index - b.index).reverse();
  const removed: number[] = [];
  for (const { index, before, after } of fromEnd) {
    if (!before) continue;
    try {
      if (after) changeMember(list, positionOf(index), before, after, isJson);
      else list.remove(positionOf(index));
    } catch (error) {
      throw error instanceof NotEditable ? new NotEditable(error.key, index) : error;
    }
    if (!after) removed.push(index);
  }
  let removedBefore = removed.length;
  let at = 0;
  for (const { index, before, after } of fromEnd) {
    if (before || !after) continue;
    for (; at < removed.length && (removed[at] ?? 0) >= index; at += 1) removedBefore -= 1;
    list.insert(positionOf(index) - removedBefore, pairLines(after, isJson));
  }
}

function changeMember(
  list: Collection,
  index: number,
  before: MemberFields,
  after: MemberFields,
  isJson: boolean,
): void {
  const member = list.within(list.items[index]);
  const changes = memberKeys
    .filter(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map(key => {
      const at = member.items.findIndex(item => item.key === key);
      const earlier = memberKeys.slice(0, memberKeys.indexOf(key));
      const last = member.items.findLastIndex(one => earlier.includes(one.key ?? ""));
      return { key, at, position: at === -1 ? last + 1 : at };
    });
  // Keys that are added at one position follow each other in writing order.
  const isAdded = ({ at }: { readonly at: number }) => Number(at === -1);
  const fromEnd = changes.reverse().sort((a, b) => b.position - a.position || isAdded(a) - isAdded(b));
  for (const { key, at, position } of fromEnd) {
    if (at === -1) member.insert(position, [pairText(key, after[key], isJson)]);
    else changeKey(member, at, key, before, after, isJson);
  }
  list.update(index, member);
}

function changeKey(
  member: Collection,
  at: number,
  key: string,
  before: MemberFields,
  after: MemberFields,
  isJson: boolean,
): void {
  const item = member.items[at];
  const value = stringAt(after, key);
  if (after[key] === undefined) {
    member.remove(at);
  } else if (value !== undefined) {
    if (!CST.isScalar(item?.value)) throw new NotEditable(key);
    // A date needs no quotes, but keeps existing ones.
    const quote = /^["']?/.exec(item.value.source)?.[0];
    member.setValue(at, isDate(key) ? `${quote}${value}${quote}` : valueText(key, value, isJson));
  } else {
    const names = member.within(item);
    const [oldNames, newNames] = [namesIn(before, key), namesIn(after, key)];
    for (const position of [...oldNames.keys()].reverse())
      if (!newNames.includes(oldNames[position] ?? "")) names.remove(position);
    for (const [position, name] of newNames.entries())
      if (!oldNames.includes(name)) names.insert(position, [valueText("", name, isJson)]);
    member.update(at, names);
  }
}

/** Reads the text of a file as a mapping. `members`: its list of members, if any. */
export function openText(text: string) {
  const document = [...new Parser().parse(text)].find(token => token.type === "document");
  const root = new Collection(text, { value: document?.value, edge: 0 });
  const members = root.items.find(item => item.key === "members");
  return { root, members, isJson: root.isFlow && text[root.items[0]?.start ?? 0] === '"' };
}

function pairLines(fields: MemberFields, isJson = false): readonly string[] {
  return Object.entries(fields).map(([key, value]) => pairText(key, value, isJson));
}

/** The lines of items in a new list. */
function listLines(items: readonly MemberFields[], margin = ""): readonly string[] {
  return items.flatMap(item =>
    pairLines(item).map((line, at) => `${margin}  ${at === 0 ? "- " : "  "}${line}`),
  );
}

function pairText(key: string, value: unknown, isJson: boolean): string {
  return `${isJson ? JSON.stringify(key) : key}: ${valueText(key, value, isJson)}`;
}

/** Formats a value as YAML, or as JSON if other programs may read the file as JSON. */
function valueText(key: string, value: unknown, isJson: boolean): string {
  if (isJson) return JSON.stringify(value);
  if (Array.isArray(value)) return listText(value.map(String));
  return isDate(key) ? String(value) : scalarText(String(value));
}

function isDate(key: string): boolean {
  return key === "expires" || key === "resend";
}
