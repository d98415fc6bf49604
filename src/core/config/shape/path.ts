/** Returns the keys of a JSON Pointer (RFC 6901). */
export function stepsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map(step => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string, unknown> | null)?.[step], value);
}

/** The last key of a path. */
export function keyOf(path: readonly string[]): string {
  return path.findLast(step => !isIndex(step)) ?? "";
}

export function isItem(path: readonly string[]): boolean {
  return path.length > 0 && isIndex(path.at(-1) ?? "");
}

export function isIndex(step: string): boolean {
  return /^\d+$/.test(step);
}
