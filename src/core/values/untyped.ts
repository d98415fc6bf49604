/** Whether a value is an object that isn't a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Returns the value at a key. Like all readers here, returns undefined if `value` isn't an object or the key
 * has another type.
 */
export function valueAt(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

/** Returns the object at a key. */
export function objectAt(value: unknown, key: string): Readonly<Record<string, unknown>> | undefined {
  const inner = valueAt(value, key);
  return isObject(inner) ? inner : undefined;
}

/** Returns the string at a key. */
export function stringAt(value: unknown, key: string): string | undefined {
  const inner = valueAt(value, key);
  return typeof inner === "string" ? inner : undefined;
}

/** Returns the number at a key. */
export function numberAt(value: unknown, key: string): number | undefined {
  const inner = valueAt(value, key);
  return typeof inner === "number" ? inner : undefined;
}

/** Returns the boolean at a key. */
export function booleanAt(value: unknown, key: string): boolean | undefined {
  const inner = valueAt(value, key);
  return typeof inner === "boolean" ? inner : undefined;
}

/** Returns the items of the list at a key, empty if there is no list. */
export function listAt(value: unknown, key: string): readonly unknown[] {
  const inner = valueAt(value, key);
  return Array.isArray(inner) ? inner : [];
}

/** Returns the strings of the list at a key, with their indexes. Omits items of other types. */
export function stringsAt(
  value: unknown,
  key: string,
): readonly { readonly text: string; readonly index: number }[] {
  const strings: { text: string; index: number }[] = [];
  listAt(value, key).forEach((text, index) => {
    if (typeof text === "string") strings.push({ text, index });
  });
  return strings;
}

/** Parses a JSON object or list. Returns undefined if the text is anything else. */
export function parseJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
