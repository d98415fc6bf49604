import { type PlainScalar, unsupported } from "./scalar.ts";

/**
 * Creates nodes for the parts of a document, inner parts first. Offsets are in UTF-16 code units. An end is
 * exclusive.
 */
export interface PlainBuilder<Node> {
  /** Whether short lists with the same text may share one node, although their locations differ. */
  readonly sharesLists: boolean;
  scalar(value: PlainScalar, start: number, end: number): Node;
  list(items: Node[], start: number, end: number): Node;
  mapping(entries: PlainEntries<Node>, start: number, end: number): Node;
}

/**
 * The entries of a mapping, without duplicate names. Only the first `size` items of each array are valid. The builder
 * must not keep the arrays, because the next mapping is read into them.
 */
export interface PlainEntries<Node> {
  readonly size: number;
  readonly names: readonly string[];
  /** The start and the end of each key, alternating. */
  readonly spans: readonly number[];
  readonly values: readonly Node[];
}

/** Builds plain values: strings, numbers, booleans, null, arrays, and objects without a prototype. */
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

/** Objects of one class take far less memory than objects that are created by `Object.create(null)`. */
const Mapping = class {} as new () => Record<string, unknown>;
Object.setPrototypeOf(Mapping.prototype, null);

/** Up to this number of keys, a new key is compared with each. More keys are kept in a set. */
const maxKeysComparedSingly = 8;

/** The items of a collection that have been read so far. */
export class PartialCollection<Node> implements PlainEntries<Node> {
  readonly names: string[] = [];
  readonly spans: number[] = [];
  readonly values: Node[] = [];
  /** Short lists that were read before at this depth, by their text: many members have the same lists. */
  readonly lists = new Map<string, Node>();
  size = 0;
  #known: Set<string> | undefined;

  clear(): this {
    this.size = 0;
    this.#known = undefined;
    return this;
  }

  /**
   * The key at this position in the previous mapping at this depth, if it was unquoted. It is likely to be the next
   * key, because people write the same keys in the same order.
   */
  get likelyKey(): string | undefined {
    const name = this.names[this.size];
    const start = this.spans[this.size * 2] ?? 0;
    const end = this.spans[this.size * 2 + 1] ?? 0;
    return name?.length === end - start ? name : undefined;
  }

  /** Adds the key of the next value. */
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
