/** The value of a plain scalar. */
export type PlainScalar = string | number | boolean | null;

/** Thrown if a file isn't plain YAML. */
export class UnsupportedByFastReader extends Error {}
export const unsupported = new UnsupportedByFastReader("this is not plain YAML");

/** The maximum length of a key, which is below the 1,024 characters that YAML allows. */
export const maxKeyLength = 1000;

/**
 * Returns the value of a plain scalar in the core schema of YAML 1.2.2 (section 10.3.2). Throws `unsupported`
 * in any doubt.
 */
export function parseScalar(text: string): PlainScalar {
  const first = text.charCodeAt(0);
  if (first === 0x2b && /^\+[\d.]/.test(text)) throw unsupported;
  if (first >= 0x30 && first <= 0x39) {
    if (/^(?:0|[1-9]\d{0,14})$/.test(text)) return Number(text);
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
    if (/^[0-9a-fox.+-]*$/i.test(text)) throw unsupported;
    return text;
  }
  if (text === "~") return null;
  if (text.length > 5) return text;
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  if (/^(?:true|false|null)$/i.test(text)) throw unsupported;
  return text;
}

/**
 * Checks that a plain scalar is a key. In brackets, YAML allows longer keys, but here the limit of block keys
 * applies.
 */
export function parseKey(text: string): string {
  if (text.length >= maxKeyLength || text === "" || text.endsWith(" ")) throw unsupported;
  if (typeof parseScalar(text) !== "string") throw unsupported;
  return text;
}
