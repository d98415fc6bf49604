import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { LineMap } from "../../source/line-map.ts";
import type { YamlLocations } from "./locations.ts";

/**
 * The maximum number of values that all aliases of a file may expand to: a few for each character, so that a small
 * file can't cause much work. A normal file, in which an alias stands for a list of names, needs far fewer.
 */
const expansion = { least: 100_000, perCharacter: 10, most: 10_000_000 };
const coreTags = new Set(
  ["map", "seq", "str", "int", "float", "bool", "null"].map(name => `tag:yaml.org,2002:${name}`),
);

/** A value and the number of values in it. An alias counts as many as the value that it refers to. */
interface Sized {
  readonly value: unknown;
  readonly size: number;
}

/**
 * Converts composed nodes to plain values. Accepts only text keys, no duplicate keys, and no custom tags. Shares the
 * values of aliases, and limits their number. Replaces `toJS` of the yaml package, whose search for duplicate keys is
 * quadratic, and whose limit on aliases rejects an anchor that is used a hundred times.
 */
export function readNodes(
  root: Node,
  { length }: LineMap,
  locations: YamlLocations,
): { value: unknown; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const anchors = new Map<string, Sized | "open">();
  const report = (diagnostic: Diagnostic) => diagnostics.push(diagnostic);
  const maxExpandedValues = Math.min(expansion.least + expansion.perCharacter * length, expansion.most);
  let expanded = 0;

  const read = (node: Node | null, isItem = false): Sized => {
    if (!node) return { value: null, size: 1 };
    if (isAlias(node)) return readAlias(node);
    const tag = node.tag;
    if (tag !== undefined && !coreTags.has(tag))
      report(at(locations, "yaml-tag", { tag: String(tag) }, node));
    if (node.anchor) anchors.set(node.anchor, "open");
    const sized = readContent(node, isItem);
    if (node.anchor) anchors.set(node.anchor, sized);
    return sized;
  };

  const readContent = (node: Node, isItem: boolean): Sized => {
    if (isMap<Node, Node | null>(node)) return readMapping(node.items, isItem);
    if (isSeq<Node>(node)) {
      const items = node.items.map(item => read(item, true));
      return { value: items.map(item => item.value), size: sumOf(items) };
    }
    return { value: isScalar(node) ? node.value : null, size: 1 };
  };

  const readMapping = (pairs: readonly Pair<Node, Node | null>[], isItem: boolean): Sized => {
    const mapping: Record<string, unknown> = Object.create(null);
    const firsts = new Map<string, Pair<Node, Node | null>>();
    let size = 1;
    let isNextItem = false;
    for (const pair of pairs) {
      const key = textKey(pair.key);
      const item = read(pair.value);
      size += item.size;
      if (key === undefined) report(at(locations, "yaml-key", {}, pair.key));
      // A name that must be quoted is declared anyway, so that its uses cause no further errors.
      const name = key ?? writtenKey(pair.key);
      if (name === undefined) continue;
      const first = firsts.get(name);
      if (first) {
        // If the dash of an item is missing, each of its keys is a duplicate.
        if (isNextItem) continue;
        isNextItem = isItem && first.key === pairs[0]?.key;
        const cause = isNextItem
          ? "no-dash"
          : kindOf(first.value) === kindOf(pair.value)
            ? undefined
            : "misplaced";
        report(at(locations, "duplicate-key", { key: name, cause }, pair.key, first.key));
        continue;
      }
      firsts.set(name, pair);
      mapping[name] = item.value;
    }
    return { value: mapping, size };
  };

  const readAlias = (node: Node & { source: string }): Sized => {
    const target = anchors.get(node.source);
    if (target !== undefined && target !== "open") {
      const before = expanded;
      expanded += target.size;
      if (expanded <= maxExpandedValues) return target;
      if (before > maxExpandedValues) return { value: null, size: 1 };
    }
    const problem = target === undefined ? "undefined" : target === "open" ? "recursive" : "too-large";
    report(at(locations, "yaml-alias", { problem, name: node.source }, node));
    return { value: null, size: 1 };
  };

  return { value: read(root).value, diagnostics };
}

function textKey(key: Node | null): string | undefined {
  return isScalar(key) && typeof key.value === "string" && !key.anchor ? key.value : undefined;
}

/** A number or another word that YAML doesn't read as a string, as it is written. */
function writtenKey(key: Node | null): string | undefined {
  return isScalar(key) && !key.anchor && key.source ? key.source : undefined;
}

/** Keys with values of different kinds may belong to different mappings. */
function kindOf(node: Node | null): "mapping" | "list" | "scalar" {
  return isMap(node) ? "mapping" : isSeq(node) ? "list" : "scalar";
}

function sumOf(items: readonly Sized[]): number {
  return items.reduce((sum, item) => sum + item.size, 1);
}

function at<Code extends "yaml-tag" | "yaml-key" | "duplicate-key" | "yaml-alias">(
  locations: YamlLocations,
  code: Code,
  details: Extract<Diagnostic, { code: Code }>["details"],
  node: Node | null,
  related?: Node,
): Diagnostic {
  return {
    code,
    details,
    location: locations.ofNode(node),
    related: related && locations.ofNode(related),
  } as Diagnostic;
}
