/** A step of a path into a value: a key of a mapping, or the index of a list item. */
export type Step = string | number;

/** A child of a node. A key may have no value, and a list item has no key. */
export interface Child<Node> {
  readonly key: Node | null;
  readonly value: Node | null;
}

/** Returns the node at a path, or its key. If there is none, returns the nearest ancestor. */
export function nodeAt<Node>(
  root: Node,
  path: readonly Step[],
  part: "value" | "key",
  childOf: (node: Node, step: Step) => Child<Node> | undefined,
): Node {
  let node = root;
  let key: Node | null = null;
  for (const step of path) {
    const next = childOf(node, step);
    if (!next) return node;
    node = next.value ?? next.key ?? node;
    key = next.key;
  }
  return part === "key" ? (key ?? node) : node;
}
