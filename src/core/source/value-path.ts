/** A step of a path into a value: a key of a mapping, or the index of a list item. */
export type Step = string | number;

/** What a step of a path leads to; a key without a value has none, and a list item no key. */
export interface Child<Node> {
  readonly key: Node | null;
  readonly value: Node | null;
}

/** The node that a path leads to, or the key that leads to it; the nearest known one if there is none. */
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
