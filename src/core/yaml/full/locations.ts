import { isAlias, isMap, isScalar, isSeq, type Node } from "yaml";
import type { Location } from "../../diagnostics/location.ts";
import type { LineMap } from "../../source/line-map.ts";
import { type Child, nodeAt, type Step } from "../../source/value-path.ts";

/** The locations of the nodes that the yaml package parsed from a file. */
export class YamlLocations {
  readonly #root: Node;
  readonly #lineMap: LineMap;
  #anchors: ReadonlyMap<string, readonly Node[]> | undefined;
  /** The pairs of each mapping that was searched, by key, because a mapping may have millions. */
  readonly #pairs = new Map<Node, ReadonlyMap<string, Child<Node>>>();

  constructor(root: Node, lineMap: LineMap) {
    this.#root = root;
    this.#lineMap = lineMap;
  }

  ofPath(path: readonly Step[], part: "value" | "key"): Location {
    return this.ofNode(nodeAt(this.#root, path, part, (node, step) => this.#childOf(node, step)));
  }

  ofNode(node: Node | null): Location {
    const [start, end] = node?.range ?? [0, 0];
    return this.#lineMap.locationOf(start, end);
  }

  #childOf(given: Node, step: Step): Child<Node> | undefined {
    const node = this.#followAlias(given);
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

  /** Returns the node that an alias refers to: the last one with that anchor before it. */
  #followAlias(node: Node): Node {
    if (!isAlias(node)) return node;
    this.#anchors ??= anchorsIn(this.#root);
    const limit = node.range?.[0] ?? 0;
    return this.#anchors.get(node.source)?.findLast(one => (one.range?.[0] ?? 0) < limit) ?? node;
  }
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

/** Returns the nodes with each anchor, in the order of the file. */
function anchorsIn(root: Node): ReadonlyMap<string, readonly Node[]> {
  const anchors = new Map<string, Node[]>();
  const stack: Node[] = [root];
  for (let one = stack.pop(); one; one = stack.pop()) {
    if (!isAlias(one) && one.anchor) anchors.set(one.anchor, [...(anchors.get(one.anchor) ?? []), one]);
    stack.push(...childrenOf(one).reverse());
  }
  return anchors;
}
