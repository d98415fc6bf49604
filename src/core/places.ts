import { isAlias, isMap, isScalar, isSeq, type Node } from "yaml";
import type { Diagnostic, DiagnosticCode, DiagnosticDetails, Place } from "./diagnostic.ts";

/** A step of a path into a value: a key of a mapping, or the index of a list item. */
export type Step = string | number;

interface Child {
  readonly key: Node | null;
  readonly value: Node | null;
}

/** Turns offsets and nodes of one text into places. */
export class Places {
  readonly #file: string;
  readonly #text: string;
  #lineStarts: readonly number[] | undefined;
  #anchors: ReadonlyMap<string, readonly Node[]> | undefined;
  /** The pairs of each mapping that was looked into, by key: a mapping may have millions. */
  readonly #pairs = new Map<Node, ReadonlyMap<string, Child>>();

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  /** Of the text, in UTF-16 code units. */
  get length(): number {
    return this.#text.length;
  }

  /** The place between two offsets, cut at the end of its first line, at least one column wide. */
  between(start: number, end: number): Place {
    this.#lineStarts ??= lineStartsOf(this.#text);
    const line = lineOf(this.#lineStarts, start);
    const lineStart = this.#lineStarts[line - 1] ?? 0;
    const nextLine = this.#lineStarts[line];
    const newline = nextLine === undefined ? this.#text.length : nextLine - 1;
    const lineEnd = this.#text[newline - 1] === "\r" ? newline - 1 : newline;
    const column = Math.min(start, lineEnd) - lineStart + 1;
    return {
      file: this.#file,
      line,
      column,
      endColumn: Math.max(Math.min(end, lineEnd) - lineStart + 1, column + 1),
    };
  }

  ofNode(node: Node | null): Place {
    const [start, end] = node?.range ?? [0, 0];
    return this.between(start, end);
  }

  ofPath(root: Node | null, path: readonly Step[], part: "value" | "key"): Place {
    let node: Node | null = root;
    let key: Node | null = null;
    for (const step of path) {
      const next = this.#childOf(this.#followAlias(node, root), step);
      if (!next) return this.ofNode(node);
      node = next.value ?? next.key;
      key = next.key;
    }
    return this.ofNode(part === "key" ? (key ?? node) : node);
  }

  #childOf(node: Node | null, step: Step): Child | undefined {
    if (isSeq<Node>(node)) {
      const value = node.items[Number(step)];
      return value && { key: null, value };
    }
    if (!isMap<Node, Node>(node)) return undefined;
    const known =
      this.#pairs.get(node) ?? new Map(node.items.toReversed().map(item => [textOf(item.key), item]));
    this.#pairs.set(node, known);
    return known.get(String(step));
  }

  /** The node that an alias stands for: the last one with that anchor before it. */
  #followAlias(node: Node | null, root: Node | null): Node | null {
    if (!isAlias(node) || !root) return node;
    this.#anchors ??= anchorsIn(root);
    const limit = node.range?.[0] ?? 0;
    return this.#anchors.get(node.source)?.findLast(one => (one.range?.[0] ?? 0) < limit) ?? node;
  }

  diagnostic<Code extends DiagnosticCode>(
    code: Code,
    details: DiagnosticDetails[Code],
    start: number,
    end: number,
    related?: Place,
  ): Diagnostic {
    return { code, details, place: this.between(start, end), related } as Diagnostic;
  }
}

/** The first column of a place, for what is missing there. */
export function startOf(place: Place): Place {
  return { ...place, endColumn: place.column + 1 };
}

function textOf(key: Node | null): string {
  return isScalar(key) ? String(key.value) : "";
}

function childrenOf(node: Node): Node[] {
  if (isSeq<Node>(node)) return [...node.items];
  if (isMap<Node, Node | null>(node))
    return node.items.flatMap(item => (item.value ? [item.key, item.value] : [item.key]));
  return [];
}

/** Every node with an anchor, by the anchor's name, in the order of the text. */
function anchorsIn(root: Node): ReadonlyMap<string, readonly Node[]> {
  const anchors = new Map<string, Node[]>();
  const stack: Node[] = [root];
  for (let one = stack.pop(); one; one = stack.pop()) {
    if (!isAlias(one) && one.anchor) anchors.set(one.anchor, [...(anchors.get(one.anchor) ?? []), one]);
    stack.push(...childrenOf(one).reverse());
  }
  return anchors;
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The number of the line that holds an offset, by halving. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
