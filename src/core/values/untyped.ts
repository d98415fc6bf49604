/** Whether a value is an object, and not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a key. Like all readers here, returns undefined if `value` isn't an object or the key has another type. */
export function valueAt(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

/** The object at a key. */
export function objectAt(value: unknown, key: string): Readonly<Record<string, unknown>> | undefined {
  const inner = valueAt(value, key);
  return isObject(inner) ? inner : undefined;
}

/** The string at a key. */
export function stringAt(value: unknown, key: string): string | undefined {
  const inner = valueAt(value, key);
  return typeof inner === "string" ? inner : undefined;
}

/** The number at a key. */
export function numberAt(value: unknown, key: string): number | undefined {
  const inner = valueAt(value, key);
  return typeof inner === "number" ? inner : undefined;
}

/** The boolean at a key. */
export function booleanAt(value: unknown, key: string): boolean | undefined {
  const inner = valueAt(value, key);
  return typeof inner === "boolean" ? inner : undefined;
}

/** The items of the list at a key, empty if there is no list. */
export function listAt(value: unknown, key: string): readonly unknown[] {
  const inner = valueAt(value, key);
  return Array.isArray(inner) ? inner : [];
}

/** The strings of the list at a key with their indexes. Items of other types are left out. */
export function stringsAt(
  value: unknown,
  key: string,
): readonly { readonly text: string; readonly index: number }[] {
  return listAt(value, key).flatMap((text, index) => (typeof text === "string" ? [{ text, index }] : []));
}

/** The object or list that a text holds as JSON; undefined if it holds anything else. */
export function parseJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
