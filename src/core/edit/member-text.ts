import { CST, Parser } from "yaml";
import { stringAt } from "../values/untyped.ts";
import { listText, scalarText } from "../yaml/stringify.ts";
import { Collection, lineStart, NotEditable } from "./collection.ts";
import type { MemberEdit, MemberFields } from "./model.ts";
import { namesIn } from "./verify.ts";

/** The keys of a member, in writing order. */
const memberKeys = ["email", "name", "groups", "workspaces", "expires", "resend", "note"];

/**
 * Returns the text of a valid members.yaml after an edit. Only the lines of the edited member change. Throws
 * `NotEditable` if the text doesn't allow that. The caller must verify what the result means.
 */
export function editMember(text: string, { index, before, after }: MemberEdit): string {
  if (before && after) {
    const changed = memberKeys.filter(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
    return changed.reduce((edited, key) => changeKey(edited, index, key, before, after), text);
  }
  const { root, members, isJson } = open(text);
  const lines = Object.entries(after ?? {}).map(([key, value]) => pairText(key, value, isJson));
  const listLines = lines.map((line, at) => (at === 0 ? `  - ${line}` : `    ${line}`));
  if (!members) {
    const pair = root.isFlow ? [pairText("members", [after], true)] : ["members:", ...listLines];
    root.insert(root.items.length, pair);
    return root.text;
  }
  const list = root.within(members);
  if (after && list.items.length === 0 && !root.isFlow) {
    const margin = " ".repeat(members.start - lineStart(text, members.start));
    const [line = "", ...below] = text.slice(members.end).split(/(?<=\n)/);
    const added = listLines.map(one => margin + one).join("\n");
    const changed = line.endsWith("\n") ? `${line}${added}\n` : `${line}\n${added}`;
    return text.slice(0, members.edge) + changed + below.join("");
  }
  if (after) list.insert(index, lines);
  else list.remove(index);
  return list.text;
}

function changeKey(
  text: string,
  index: number,
  key: string,
  before: MemberFields,
  after: MemberFields,
): string {
  const { root, members, isJson } = open(text);
  const list = root.within(members);
  const member = list.within(list.items[index]);
  const at = member.items.findIndex(item => item.key === key);
  const item = member.items[at];
  const value = stringAt(after, key);
  if (!item) {
    const earlier = memberKeys.slice(0, memberKeys.indexOf(key));
    const last = member.items.findLastIndex(one => earlier.includes(one.key ?? ""));
    member.insert(last + 1, [pairText(key, after[key], isJson)]);
  } else if (after[key] === undefined) {
    member.remove(at);
  } else if (value !== undefined) {
    if (!CST.isScalar(item.value)) throw new NotEditable(key);
    // A date needs no quotes, but keeps existing ones.
    const quote = /^["']?/.exec(item.value.source)?.[0];
    member.setValue(at, key === "expires" ? `${quote}${value}${quote}` : valueText(key, value, isJson));
  } else {
    const names = member.within(item);
    const [oldNames, newNames] = [namesIn(before, key), namesIn(after, key)];
    for (const position of [...oldNames.keys()].reverse())
      if (!newNames.includes(oldNames[position] ?? "")) names.remove(position);
    for (const [position, name] of newNames.entries())
      if (!oldNames.includes(name)) names.insert(position, [valueText("", name, isJson)]);
    return names.text;
  }
  return member.text;
}

function open(text: string) {
  const document = [...new Parser().parse(text)].find(token => token.type === "document");
  const root = new Collection(text, { value: document?.value, edge: 0 });
  const members = root.items.find(item => item.key === "members");
  return { root, members, isJson: root.isFlow && text[root.items[0]?.start ?? 0] === '"' };
}

function pairText(key: string, value: unknown, isJson: boolean): string {
  return `${isJson ? JSON.stringify(key) : key}: ${valueText(key, value, isJson)}`;
}

/** Formats a value as YAML, or as JSON if other programs may read the file as JSON. */
function valueText(key: string, value: unknown, isJson: boolean): string {
  if (isJson) return JSON.stringify(value);
  if (Array.isArray(value)) return listText(value.map(String));
  return key === "expires" ? String(value) : scalarText(String(value));
}
