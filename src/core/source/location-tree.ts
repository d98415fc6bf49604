import type { Location } from "../diagnostics/location.ts";
import type { LineMap } from "./line-map.ts";
import type { Step } from "./value-path.ts";

/** A part of a file: the number of its span in a `LocationTree`. */
export type Part = number;

/** The children of a mapping. The parts of its keys follow each other. */
interface Entries {
  /** The index of each name. */
  readonly byName: ReadonlyMap<string, number>;
  readonly firstKey: Part;
  /** Undefined if a key has no value. */
  readonly values: readonly (Part | undefined)[];
}

type Children = readonly Part[] | Entries;

/** The entries of a mapping, by the same indexes. If a name is repeated, the first one counts. */
export interface NewEntries {
  readonly names: readonly string[];
  /** The start and the end of each key, alternating. */
  readonly spans: readonly number[];
  readonly values: readonly (Part | undefined)[];
}

/** The locations of all parts of a file. Takes few bytes for a scalar, because a file can have millions. */
export class LocationTree {
  readonly #lineMap: LineMap;
  readonly #offset: number;
  /** The start and the end of each part, alternating. */
  #spans = new Int32Array(1024);
  /** The children of each part. A scalar has none. */
  readonly #children: (Children | undefined)[] = [];

  /** `offset`: where the text that the parts are in begins in the file. */
  constructor(lineMap: LineMap, offset = 0) {
    this.#lineMap = lineMap;
    this.#offset = offset;
  }

  scalar(start: number, end: number): Part {
    return this.#add(undefined, start, end);
  }

  list(items: readonly Part[], start: number, end: number): Part {
    return this.#add(items, start, end);
  }

  mapping({ names, spans, values }: NewEntries, start: number, end: number): Part {
    const byName = new Map<string, number>();
    const firstKey = this.#children.length;
    for (const [index, name] of names.entries()) {
      this.scalar(spans[index * 2] ?? 0, spans[index * 2 + 1] ?? 0);
      if (!byName.has(name)) byName.set(name, index);
    }
    return this.#add({ byName, firstKey, values }, start, end);
  }

  /** Adds an alias, which has the children of the part that it refers to. */
  alias(target: Part, start: number, end: number): Part {
    return this.#add(this.#children[target], start, end);
  }

  #add(children: Children | undefined, start: number, end: number): Part {
    const part = this.#children.push(children) - 1;
    if (part * 2 === this.#spans.length) {
      const larger = new Int32Array(this.#spans.length * 2);
      larger.set(this.#spans);
      this.#spans = larger;
    }
    this.#spans[part * 2] = start;
    this.#spans[part * 2 + 1] = end;
    return part;
  }

  /** Returns the location of the value at a path, or of its key. If there is none, returns that of the nearest ancestor. */
  locate(root: Part, path: readonly Step[], wanted: "value" | "key"): Location {
    let part = root;
    let key: Part | undefined;
    for (const step of path) {
      const children = this.#children[part];
      const child = children && childAt(children, step);
      if (!child) return this.#locationOf(part);
      key = child.key;
      part = child.value ?? child.key ?? part;
    }
    return this.#locationOf(wanted === "key" ? (key ?? part) : part);
  }

  #locationOf(part: Part): Location {
    const [start = 0, end = 0] = this.#spans.subarray(part * 2, part * 2 + 2);
    return this.#lineMap.locationOf(this.#offset + start, this.#offset + end);
  }
}

function childAt(
  children: Children,
  step: Step,
): { readonly key?: Part; readonly value: Part | undefined } | undefined {
  if (!("byName" in children)) {
    const value = children[Number(step)];
    return value === undefined ? undefined : { value };
  }
  const index = children.byName.get(String(step));
  return index === undefined ? undefined : { key: children.firstKey + index, value: children.values[index] };
}
