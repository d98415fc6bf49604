import type { Location } from "../../diagnostics/location.ts";
import type { LineMap } from "../../source/line-map.ts";
import { LocationTree, type Part } from "../../source/location-tree.ts";
import type { Step } from "../../source/value-path.ts";
import type { PlainBuilder } from "./builder.ts";
import { readPlain } from "./reader.ts";

/** The locations of the parts of a plain YAML file. Reads the file a second time, because most files need no locations. */
export class PlainLocations {
  readonly #tree: LocationTree;
  readonly #root: Part;

  constructor(text: string, lineMap: LineMap) {
    this.#tree = new LocationTree(lineMap);
    this.#root = readPlain(text, partsIn(this.#tree)) ?? this.#tree.scalar(0, 0);
  }

  ofPath(path: readonly Step[], part: "value" | "key"): Location {
    return this.#tree.locate(this.#root, path, part);
  }
}

function partsIn(tree: LocationTree): PlainBuilder<Part> {
  return {
    sharesLists: false,
    scalar: (_, start, end) => tree.scalar(start, end),
    list: (items, start, end) => tree.list(items, start, end),
    mapping: ({ size, names, spans, values }, start, end) =>
      tree.mapping(
        { names: names.slice(0, size), spans: spans.slice(0, size * 2), values: values.slice(0, size) },
        start,
        end,
      ),
  };
}
