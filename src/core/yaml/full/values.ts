import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { DiagnosticDetails } from "../../diagnostics/details.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type DiagnosticContent, DiagnosticList } from "../../diagnostics/diagnostic-list.ts";
import type { LineMap } from "../../source/line-map.ts";
import { LocationTree, type Part } from "../../source/location-tree.ts";
import type { Source } from "../../source/source.ts";
import { maxExpandedValues } from "../../values/expansion.ts";

const coreTags = new Set(
  ["map", "seq", "str", "int", "float", "bool", "null"].map(name => `tag:yaml.org,2002:${name}`),
);

/** A longer text counts as several values, because the text of each use of an alias is checked. */
const charactersPerValue = 16;

/** A value, its part in the tree of locations, and the number of values in it. An alias counts as much as its target. */
interface Sized {
  readonly value: unknown;
  readonly part: Part;
  readonly size: number;
}

/** What `readNodes` found. */
interface ReadValue {
  readonly value: unknown;
  readonly locate: Source["locate"];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Converts composed nodes to plain values with locations. Accepts only text keys, no duplicate keys, and no custom tags.
 * Shares the values of aliases, and limits their number. Replaces `toJS` of the yaml package, whose search for duplicate
 * keys is quadratic, and whose limit on aliases rejects an anchor that is used a hundred times.
 */
export function readNodes(root: Node, lineMap: LineMap): ReadValue {
  const reader = new NodeReader(lineMap);
  const { value, part } = reader.read(root);
  return {
    value,
    locate: (path, wanted = "value") => reader.tree.locate(part, path, wanted),
    diagnostics: reader.diagnostics.all(),
  };
}

class NodeReader {
  readonly tree: LocationTree;
  readonly diagnostics = new DiagnosticList();
  readonly #lineMap: LineMap;
  readonly #anchors = new Map<string, Sized | "open">();
  /** The number of values that aliases have expanded to so far. */
  #expanded = 0;

  constructor(lineMap: LineMap) {
    this.tree = new LocationTree(lineMap);
    this.#lineMap = lineMap;
  }

  /** Reads a node. `isItem`: whether it is an item of a list. */
  read(node: Node, isItem = false): Sized {
    if (isAlias(node)) return this.#alias(node);
    const { tag, anchor } = node;
    if (tag !== undefined && !coreTags.has(tag)) this.#report("yaml-tag", { tag: String(tag) }, node);
    if (anchor) this.#anchors.set(anchor, "open");
    const sized = this.#content(node, isItem);
    if (anchor) this.#anchors.set(anchor, sized);
    return sized;
  }

  #content(node: Node, isItem: boolean): Sized {
    if (isMap<Node, Node | null>(node)) return this.#mapping(node, node.items, isItem);
    if (!isSeq<Node>(node)) return this.#scalar(node, isScalar(node) ? node.value : null);
    const values: unknown[] = [];
    const parts: Part[] = [];
    let size = 1;
    for (const item of node.items) {
      const sized = this.read(item, true);
      values.push(sized.value);
      parts.push(sized.part);
      size += sized.size;
    }
    return { value: values, part: this.tree.list(parts, ...spanOf(node)), size };
  }

  #scalar(node: Node, value: unknown): Sized {
    const size = typeof value === "string" ? 1 + Math.floor(value.length / charactersPerValue) : 1;
    return { value, part: this.tree.scalar(...spanOf(node)), size };
  }

  #mapping(node: Node, pairs: readonly Pair<Node, Node | null>[], isItem: boolean): Sized {
    const mapping: Record<string, unknown> = Object.create(null);
    const firsts = new Map<string, Pair<Node, Node | null>>();
    const spans: number[] = [];
    const parts: (Part | undefined)[] = [];
    let size = 1;
    let isNextItem = false;
    for (const pair of pairs) {
      const item = pair.value && this.read(pair.value);
      size += item?.size ?? 1;
      const key = textKey(pair.key);
      if (key === undefined) this.#report("yaml-key", {}, pair.key);
      // A name that must be quoted is declared anyway, so that its uses cause no further errors.
      const name = key ?? writtenKey(pair.key);
      if (name === undefined) continue;
      const first = firsts.get(name);
      if (!first) {
        firsts.set(name, pair);
        spans.push(...spanOf(pair.key));
        parts.push(item?.part);
        mapping[name] = item?.value ?? null;
      } else if (!isNextItem) {
        // If the dash of an item is missing, each of its keys is a duplicate.
        isNextItem = isItem && first === pairs[0];
        const cause = isNextItem ? "no-dash" : causeOfDuplicate(first, pair);
        this.#report("duplicate-key", { key: name, cause }, pair.key, first.key);
      }
    }
    const entries = { names: [...firsts.keys()], spans, values: parts };
    return { value: mapping, part: this.tree.mapping(entries, ...spanOf(node)), size };
  }

  #alias(node: Node & { source: string }): Sized {
    const target = this.#anchors.get(node.source);
    if (target !== undefined && target !== "open") {
      const before = this.#expanded;
      this.#expanded += target.size;
      const max = maxExpandedValues(this.#lineMap.length);
      if (this.#expanded <= max) return { ...target, part: this.tree.alias(target.part, ...spanOf(node)) };
      if (before > max) return this.#scalar(node, null);
    }
    const problem = target === undefined ? "undefined" : target === "open" ? "recursive" : "too-large";
    this.#report("yaml-alias", { problem, name: node.source }, node);
    return this.#scalar(node, null);
  }

  #report<Code extends "yaml-tag" | "yaml-key" | "duplicate-key" | "yaml-alias">(
    code: Code,
    details: DiagnosticDetails[Code],
    node: Node | null,
    related?: Node,
  ): void {
    const locationOf = (one: Node | null) => this.#lineMap.locationOf(...spanOf(one));
    this.diagnostics.report(code, () => {
      const content = { details, location: locationOf(node), related: related && locationOf(related) };
      return content as DiagnosticContent<Code>;
    });
  }
}

function textKey(key: Node | null): string | undefined {
  return isScalar(key) && typeof key.value === "string" && !key.anchor ? key.value : undefined;
}

/** A number or another word that YAML doesn't read as a string, as it is written. */
function writtenKey(key: Node | null): string | undefined {
  return isScalar(key) && !key.anchor && key.source ? key.source : undefined;
}

/** Keys with values of different kinds may belong to different mappings. */
function causeOfDuplicate(
  first: Pair<Node, Node | null>,
  second: Pair<Node, Node | null>,
): "misplaced" | undefined {
  return kindOf(first.value) === kindOf(second.value) ? undefined : "misplaced";
}

function kindOf(node: Node | null): "mapping" | "list" | "scalar" {
  return isMap(node) ? "mapping" : isSeq(node) ? "list" : "scalar";
}

function spanOf(node: Node | null): [start: number, end: number] {
  const [start, end] = node?.range ?? [0, 0];
  return [start, end];
}
