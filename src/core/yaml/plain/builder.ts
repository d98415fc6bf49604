import { type PlainScalar, unsupported } from "./scalar.ts";

/** What is made of the parts of a document, from the inside out. Offsets are UTF-16 code units; an end is behind the last one. */
export interface PlainBuilder<Node> {
  /** Whether short lists of the same text may be one node, wherever they stand. */
  readonly sharesLists: boolean;
  scalar(value: PlainScalar, start: number, end: number): Node;
  list(items: Node[], start: number, end: number): Node;
  mapping(entries: PlainEntries<Node>, start: number, end: number): Node;
}

/**
 * The entries of a mapping, none of its names twice: `size` of them, whatever else the arrays hold. They are the builder's until it
 * returns; the next mapping is read into them.
 */
export interface PlainEntries<Node> {
  readonly size: number;
  readonly names: readonly string[];
  /** One after the other where each key begins and ends. */
  readonly spans: readonly number[];
  readonly values: readonly Node[];
}

/** Builds plain values: strings, numbers, booleans, null, arrays, and objects that inherit nothing. */
export const plainValues: PlainBuilder<unknown> = {
  sharesLists: true,
  scalar: value => value,
  list: items => items,
  mapping: ({ size, names, values }) => {
    const mapping: Record<string, unknown> = new Mapping();
    for (let index = 0; index < size; index += 1) mapping[names[index] ?? ""] = values[index];
    return mapping;
  },
};

/** Objects of one class are stored far smaller than those that `Object.create(null)` makes one by one. */
const Mapping = class {} as new () => Record<string, unknown>;
Object.setPrototypeOf(Mapping.prototype, null);

/** So many names are compared one by one; among more they are looked up. */
const maxKeysComparedSingly = 8;

/** What is read of a collection that is not at its end. */
export class PartialCollection<Node> implements PlainEntries<Node> {
  readonly names: string[] = [];
  readonly spans: number[] = [];
  readonly values: Node[] = [];
  /** Short lists that were read into this before, by their text: many members have the same. */
  readonly lists = new Map<string, Node>();
  size = 0;
  #known: Set<string> | undefined;

  clear(): this {
    this.size = 0;
    this.#known = undefined;
    return this;
  }

  /**
   * What the next key was, as plain text, in the mapping that was read into this before: people write the same keys in the same
   * order. Nothing where it was quoted.
   */
  get likelyKey(): string | undefined {
    const name = this.names[this.size];
    const start = this.spans[this.size * 2] ?? 0;
    const end = this.spans[this.size * 2 + 1] ?? 0;
    return name?.length === end - start ? name : undefined;
  }

  /** The key of the value that is added next. */
  addKey(name: string, start: number, end: number): void {
    if (this.#known?.has(name) ?? this.#isAmongFew(name)) throw unsupported;
    this.names[this.size] = name;
    this.spans[this.size * 2] = start;
    this.spans[this.size * 2 + 1] = end;
    if (this.size + 1 === maxKeysComparedSingly)
      this.#known = new Set(this.names.slice(0, maxKeysComparedSingly));
    else this.#known?.add(name);
  }

  addValue(value: Node): void {
    this.values[this.size] = value;
    this.size += 1;
  }

  #isAmongFew(name: string): boolean {
    for (let index = 0; index < this.size; index += 1) if (this.names[index] === name) return true;
    return false;
  }
}
