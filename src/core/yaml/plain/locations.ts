import type { Location } from "../../diagnostics/location.ts";
import type { LineMap } from "../../source/line-map.ts";
import { LocationTree, type Part } from "../../source/location-tree.ts";
import type { Step } from "../../source/value-path.ts";
import { findEntries } from "../entries/entries.ts";
import type { PlainBuilder } from "./builder.ts";
import { readPlain } from "./reader.ts";

/**
 * The locations of the parts of a plain YAML file. Reads an entry of `members`, or the file, a second time, because most files need
 * no locations.
 */
export class PlainLocations {
  readonly #text: string;
  readonly #lineMap: LineMap;
  /** The offset of each entry of `members`. */
  #offsets: readonly number[] | undefined;
  #whole: Locate | undefined;

  constructor(text: string, lineMap: LineMap) {
    this.#text = text;
    this.#lineMap = lineMap;
  }

  ofPath(path: readonly Step[], part: "value" | "key"): Location {
    return this.#inEntry(path, part) ?? this.#inFile(path, part);
  }

  #inEntry([key, index, ...path]: readonly Step[], part: "value" | "key"): Location | undefined {
    if (key !== "members" || index === undefined) return undefined;
    this.#offsets ??= findEntries(this.#text)?.offsets ?? [];
    const [start, end] = this.#offsets.slice(Number(index), Number(index) + 2);
    if (start === undefined || end === undefined) return undefined;
    const head = "members:\n";
    const locate = locationsIn(head + this.#text.slice(start, end), this.#lineMap, start - head.length);
    return locate([key, 0, ...path], part);
  }

  #inFile(path: readonly Step[], part: "value" | "key"): Location {
    this.#whole ??= locationsIn(this.#text, this.#lineMap, 0);
    return this.#whole(path, part);
  }
}

type Locate = (path: readonly Step[], part: "value" | "key") => Location;

function locationsIn(text: string, lineMap: LineMap, offset: number): Locate {
  const tree = new LocationTree(lineMap, offset);
  const root = readPlain(text, partsIn(tree)) ?? tree.scalar(0, 0);
  return (path, part) => tree.locate(root, path, part);
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
