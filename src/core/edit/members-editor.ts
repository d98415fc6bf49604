import { isScalar } from "yaml";
import { listText, scalarText } from "../yaml/stringify.ts";
import { withoutItem } from "./flow-list.ts";
import { listEditor, sortedIndex } from "./list.ts";
import type { NewItem } from "./list-editor.ts";
import type { MemberFields } from "./model.ts";
import {
  contentEnd,
  type KeyValue,
  listUnder,
  type Mapping,
  mappingFrom,
  NotEditable,
  pairOf,
  rootOf,
  startOf,
} from "./nodes.ts";
import { type TextEdit, TextLines } from "./text.ts";

/** The order in which the keys of a person are written. */
const memberKeys = ["email", "name", "groups", "workspaces", "expires", "resend", "note"];

/**
 * Finds the edits of a YAML text that change its `members` and nothing beside them. The text is one that reads. Whether an edit
 * means what it should is for the caller to see by reading the edited text.
 */
export class MembersEditor {
  readonly #lines: TextLines;
  readonly #root: Mapping;
  readonly #write: Writing;

  constructor(text: string) {
    this.#lines = new TextLines(text);
    this.#root = rootOf(text);
    const key = this.#root.items[0]?.key;
    const isJson = this.#root.flow === true && isScalar(key) && key.type === "QUOTE_DOUBLE";
    this.#write = isJson ? inJson : inYaml;
  }

  /** Puts a person at an index of the list. */
  insertMember(index: number, fields: MemberFields): readonly TextEdit[] {
    const pair = pairOf(this.#root, "members");
    const member = newMember(fields, this.#write);
    if (!pair) return [this.#appendToRoot(["members:", ...indented(member.block, "  ")])];
    const list = listUnder(pair);
    if (list.items.length > 0) return listEditor(this.#lines, list).insert(index, [member]);
    const [start, end] = [startOf(list), contentEnd(list, this.#lines.text)];
    if (this.#root.flow) return [{ start: start + 1, end: end - 1, text: member.flow }];
    const behind = colonOf(pair) + 1;
    if (!this.#lines.isBlank(behind, start)) throw new NotEditable(start);
    const margin = " ".repeat(this.#lines.columnOf(startOf(pair.key)) + 2);
    return [
      { start: behind, end, text: "" },
      this.#lines.insert(this.#lines.endOf(end), indented(member.block, margin)),
    ];
  }

  /** Takes the person at an index out of the list. */
  removeMember(index: number): readonly TextEdit[] {
    const pair = this.#membersPair();
    const list = listUnder(pair);
    if (list.items.length > 1) return listEditor(this.#lines, list).remove(new Set([index]));
    if (list.flow) return [{ start: startOf(list), end: contentEnd(list, this.#lines.text), text: "[]" }];
    const behind = colonOf(pair) + 1;
    return [
      { start: behind, end: behind, text: " []" },
      ...listEditor(this.#lines, list).remove(new Set([index])),
    ];
  }

  /** Adds names to the list under a key of the person at an index, in order where it is in order. */
  addNames(index: number, key: "groups" | "workspaces", names: readonly string[]): readonly TextEdit[] {
    if (names.length === 0) return [];
    const member = this.#memberAt(index);
    const pair = pairOf(member, key);
    if (!pair) return [this.#addPair(member, key, names.toSorted())];
    const list = listUnder(pair);
    const present = namesOf(pair);
    const sorted = names.toSorted();
    const places = new Set(sorted.map(name => sortedIndex(present, name)));
    return [...places].flatMap(at => {
      const here = sorted.filter(name => sortedIndex(present, name) === at);
      return listEditor(this.#lines, list).insert(
        at,
        here.map(name => newName(name, this.#write)),
      );
    });
  }

  /** Takes names out of the list under a key of the person at an index, or the key where it holds no others. */
  dropNames(index: number, key: "groups" | "workspaces", names: readonly string[]): readonly TextEdit[] {
    if (names.length === 0) return [];
    const member = this.#memberAt(index);
    const pair = pairOf(member, key);
    if (!pair) return [];
    const present = namesOf(pair);
    const indexes = new Set([...present.keys()].filter(at => names.includes(present[at] ?? "")));
    if (indexes.size === present.length) return this.#removePair(member, pair);
    return listEditor(this.#lines, listUnder(pair)).remove(indexes);
  }

  /** Gives a key of the person at an index a text. */
  setText(index: number, key: string, text: string): readonly TextEdit[] {
    const member = this.#memberAt(index);
    const pair = pairOf(member, key);
    if (!pair) return [this.#addPair(member, key, text)];
    const { value } = pair;
    if (!isScalar(value)) throw new NotEditable(startOf(pair.key));
    const start = startOf(value);
    const end = contentEnd(value, this.#lines.text);
    const isQuoted = value.type === "QUOTE_DOUBLE" || value.type === "QUOTE_SINGLE";
    // A day needs no quotes, and keeps those that it has.
    if (key === "expires" && isQuoted) return [{ start: start + 1, end: end - 1, text }];
    return [{ start, end, text: this.#write.value(key, text) }];
  }

  #membersPair(): KeyValue {
    const pair = pairOf(this.#root, "members");
    if (pair) return pair;
    throw new NotEditable(startOf(this.#root));
  }

  #memberAt(index: number): Mapping {
    const list = listUnder(this.#membersPair());
    return mappingFrom(list.items[index], startOf(list));
  }

  #appendToRoot(lines: readonly string[]): TextEdit {
    if (this.#root.flow) throw new NotEditable(startOf(this.#root));
    return this.#lines.insert(this.#lines.endOf(contentEnd(this.#root, this.#lines.text)), lines);
  }

  #addPair(map: Mapping, key: string, value: string | readonly string[]): TextEdit {
    const earlier = memberKeys.slice(0, memberKeys.indexOf(key));
    const before =
      earlier.map(name => pairOf(map, name)).findLast(pair => pair !== undefined) ?? map.items.at(-1);
    const end = contentEnd(before?.value ?? before?.key, this.#lines.text);
    const text = this.#write.pair(key, value);
    if (map.flow) return { start: end, end, text: `, ${text}` };
    const column = this.#lines.columnOf(startOf(map.items[0]?.key));
    return this.#lines.insert(this.#lines.endOf(end), [`${" ".repeat(column)}${text}`]);
  }

  #removePair(map: Mapping, pair: KeyValue): readonly TextEdit[] {
    const index = map.items.indexOf(pair);
    const start = startOf(pair.key);
    if (map.flow) return withoutItem(this.#lines, map, index, start, index === 0);
    const lineEnd = this.#lines.endOf(contentEnd(pair.value ?? pair.key, this.#lines.text));
    if (this.#lines.isFirst(start)) return [{ start: this.#lines.startOf(start), end: lineEnd, text: "" }];
    // It stands behind the dash, where the next key takes its place.
    const next = startOf(map.items[index + 1]?.key);
    if (next < lineEnd || !this.#lines.isBlank(lineEnd, next)) throw new NotEditable(start);
    return [{ start, end: next, text: "" }];
  }
}

function colonOf(pair: KeyValue): number {
  const colon = pair.srcToken?.sep?.find(token => token.type === "map-value-ind");
  if (colon) return colon.offset;
  throw new NotEditable(startOf(pair.key));
}

function namesOf(pair: KeyValue): readonly string[] {
  return listUnder(pair).items.map(item => {
    if (isScalar(item)) return String(item.value);
    throw new NotEditable(startOf(item));
  });
}

function newName(name: string, write: Writing): NewItem {
  const text = write.value("", name);
  return { block: [text], flow: text };
}

function newMember(fields: MemberFields, write: Writing): NewItem {
  const lines = fields.map(([key, value]) => write.pair(key, value));
  return { block: lines, flow: `{${lines.join(", ")}}` };
}

function indented(block: readonly string[], margin: string): readonly string[] {
  return block.map((line, index) => `${margin}${index === 0 ? "- " : "  "}${line}`);
}

type Value = string | readonly string[];

/** How keys and values are written. */
interface Writing {
  value(key: string, value: Value): string;
  pair(key: string, value: Value): string;
}

const inYaml: Writing = {
  value: (key, value) => {
    if (typeof value !== "string") return listText(value);
    return key === "expires" ? value : scalarText(value);
  },
  pair: (key, value) => `${key}: ${inYaml.value(key, value)}`,
};

/** For a file that other programs may read as JSON. */
const inJson: Writing = {
  value: (_, value) => JSON.stringify(value),
  pair: (key, value) => `${JSON.stringify(key)}: ${inJson.value(key, value)}`,
};
