/** Whether a value that was read is a mapping. Its keys may be anything. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The mapping at a key, empty where the shape is wrong, which `checkShape` reports. */
export function mappingAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const inner = isMapping(value) ? value[key] : undefined;
  return isMapping(inner) ? inner : {};
}

/** The texts of a list at a key with their indexes; items that are none are left to `checkShape`. */
export function textsAt(
  value: unknown,
  key: string,
): readonly { readonly text: string; readonly index: number }[] {
  const inner = isMapping(value) ? value[key] : undefined;
  if (!Array.isArray(inner)) return [];
  const texts: { text: string; index: number }[] = [];
  for (const [index, text] of inner.entries()) if (typeof text === "string") texts.push({ text, index });
  return texts;
}

/** The text at a key, if it is one. */
export function textAt(value: unknown, key: string): string | undefined {
  const inner = isMapping(value) ? value[key] : undefined;
  return typeof inner === "string" ? inner : undefined;
}
