import type { Location } from "../../diagnostics/location.ts";
import type { LineMap } from "../../source/line-map.ts";
import { type Child, nodeAt, type Step } from "../../source/value-path.ts";
import type { PlainBuilder } from "./builder.ts";
import { readPlain } from "./reader.ts";

/** A part of a plain YAML file, and the parts in it. Those of a mapping are by name. */
interface PlainNode {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Child<PlainNode>[];
  readonly byName: ReadonlyMap<string, Child<PlainNode>> | undefined;
}

const nodes: PlainBuilder<PlainNode> = {
  sharesLists: false,
  scalar: (_, start, end) => ({ start, end, items: [], byName: undefined }),
  list: (values, start, end) => {
    return { start, end, items: values.map(value => ({ key: null, value })), byName: undefined };
  },
  mapping: ({ size, names, spans, values }, start, end) => {
    const byName = new Map(
      names.slice(0, size).map((name, index) => {
        const [from = 0, to = 0] = spans.slice(index * 2, index * 2 + 2);
        const key = { start: from, end: to, items: [], byName: undefined };
        return [name, { key, value: values[index] ?? null }];
      }),
    );
    return { start, end, items: [], byName };
  },
};

/** The locations of the parts of a plain YAML file. Reads the file a second time, because most files need no locations. */
export class PlainLocations {
  readonly #root: PlainNode | undefined;
  readonly #lineMap: LineMap;

  constructor(text: string, lineMap: LineMap) {
    this.#root = readPlain(text, nodes);
    this.#lineMap = lineMap;
  }

  ofPath(path: readonly Step[], part: "value" | "key"): Location {
    const root = this.#root;
    if (!root) return this.#lineMap.locationOf(0, 0);
    const { start, end } = nodeAt(root, path, part, childOf);
    return this.#lineMap.locationOf(start, end);
  }
}

function childOf({ items, byName }: PlainNode, step: Step): Child<PlainNode> | undefined {
  return byName ? byName.get(String(step)) : items[Number(step)];
}
