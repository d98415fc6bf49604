import {
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";

/** A mapping of a YAML text, with its tokens. */
export type Mapping = YAMLMap<Node, Node | null>;
/** A key of a mapping with its value. */
export type KeyValue = Pair<Node, Node | null>;
/** A list of a YAML text, with its tokens. */
export type List = YAMLSeq<Node>;

/** Thrown where a file writes something in a way that is not edited, such as an alias. `offset` is where. */
export class NotEditable extends Error {
  readonly offset: number;

  constructor(offset: number) {
    super(`not editable at ${offset}`);
    this.offset = offset;
  }
}

/** The mapping that a text is, which reads. */
export function rootOf(text: string): Mapping {
  const { contents } = parseDocument(text, { keepSourceTokens: true, uniqueKeys: false, logLevel: "silent" });
  return mappingFrom(contents, 0);
}

/** A node as a mapping; the offset is where to point at if it is none. */
export function mappingFrom(node: Node | null | undefined, offset: number): Mapping {
  if (isMap<Node, Node | null>(node)) return node;
  throw new NotEditable(node?.range?.[0] ?? offset);
}

/** The list that stands under a key. */
export function listUnder(pair: KeyValue): List {
  const list = pair.value;
  if (isSeq<Node>(list)) return list;
  throw new NotEditable(startOf(list ?? pair.key));
}

/** What a mapping says under a key. */
export function pairOf(map: Mapping, key: string): KeyValue | undefined {
  return map.items.find(pair => isScalar(pair.key) && pair.key.value === key);
}

/** Where a node begins, without its anchor or tag. */
export function startOf(node: Node | null | undefined): number {
  return node?.range?.[0] ?? 0;
}

/** Behind the last character of a node that is neither white space nor a comment. */
export function contentEnd(node: Node | null | undefined, text: string): number {
  if (isMap<Node, Node | null>(node) && !node.flow) {
    const last = node.items.at(-1);
    return contentEnd(last?.value ?? last?.key, text);
  }
  if (isSeq<Node>(node) && !node.flow) return contentEnd(node.items.at(-1), text);
  const [start, end] = node?.range ?? [0, 0];
  return start + text.slice(start, end).trimEnd().length;
}
