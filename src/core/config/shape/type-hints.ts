import type { TypeHint } from "../../diagnostics/details.ts";
import { suggestDay } from "../../values/day.ts";
import { isObject } from "../../values/untyped.ts";

/** A value of the wrong type. */
export interface MistypedValue {
  readonly path: readonly string[];
  readonly expected: readonly string[];
  readonly value: unknown;
  /** The text after the key of the value on its line, if the value is empty. */
  readonly rest: string;
}

/** Returns what is likely meant by a value of the wrong type, or undefined if that is unclear. */
export function typeHint({ path, expected, value, rest }: MistypedValue): TypeHint | undefined {
  const key = path.at(-1) ?? "";
  if (value === null) return emptyHint(path, rest);
  if (expected.includes("array")) return listHint(key, value);
  if (expected.includes("object")) return mappingHint(path, value);
  if (!expected.includes("string")) return undefined;
  if (Array.isArray(value)) return singleHint(key, value);
  const day = key === "expires" || key === "resend" ? suggestDay(scalarText(value)) : undefined;
  return day === undefined ? undefined : { hint: "write", text: day };
}

function emptyHint(path: readonly string[], rest: string): TypeHint | undefined {
  const text = rest.trim();
  const isFreeText = path.at(-1) === "name" || path.at(-1) === "note";
  if (isFreeText && text.startsWith("#")) return { hint: "comment", quoted: `"${text}"` };
  if (isFreeText && text.startsWith("&")) return { hint: "anchor", quoted: `"${text}"` };
  if (path.length === 1 && path[0] === "members") return { hint: "no-members" };
  const example = examples.get(path.join("."));
  return example === undefined ? undefined : { hint: "name-each", example };
}

function listHint(key: string, value: unknown): TypeHint | undefined {
  if (key === "members") return membersHint(value);
  if (isObject(value)) {
    // {a, b} is a mapping with two empty values.
    const isSet = Object.values(value).every(one => one === null);
    return isSet ? writtenList(Object.keys(value)) : { hint: "add-dashes" };
  }
  return typeof value === "object" ? undefined : writtenList(scalarText(value).split(/[,;]|(?:^| )- /));
}

function membersHint(value: unknown): TypeHint {
  const keysOfMembers = isObject(value) ? Object.keys(value) : [];
  if (keysOfMembers.includes("email")) return { hint: "add-dashes" };
  return { hint: "member-each", email: emailIn(keysOfMembers[0] ?? scalarText(value)) };
}

/** Returns the text of a scalar. Empty for a list or a mapping, which may not have a text. */
function scalarText(value: unknown): string {
  return typeof value === "object" ? "" : String(value);
}

const maxItemsWritten = 10;

function writtenList(texts: readonly string[]): TypeHint | undefined {
  const items = texts.map(text => text.trim().replace(/^\[|\]$/g, "")).filter(text => text !== "");
  const isPlain = items.every(text => /^[\p{L}\p{N}_][^,[\]{}#:"\s]*$/u.test(text));
  return items.length > 0 && items.length <= maxItemsWritten && isPlain
    ? { hint: "write", text: `[${items.join(", ")}]` }
    : undefined;
}

function mappingHint(path: readonly string[], value: unknown): TypeHint | undefined {
  if (path[0] === "members" && path.length === 2)
    return typeof value === "string" ? { hint: "member", email: emailIn(value), others: 0 } : undefined;
  if (!Array.isArray(value)) return undefined;
  if (value.some(isObject)) return { hint: "remove-dashes" };
  const example = examples.get(path.join("."));
  return example === undefined ? undefined : { hint: "name-each", example };
}

const examples = new Map([
  ["workspaces", "marketing: wLDNPp"],
  ["groups", "design: [marketing, research]"],
]);

function emailIn(text: string): string | undefined {
  return /^[^\s@,;:<>"']+@[^\s@,;:<>"']+$/.test(text) ? text : undefined;
}

function singleHint(key: string, value: readonly unknown[]): TypeHint | undefined {
  const [only] = value;
  if (value.length === 1 && typeof only === "string") return { hint: "write", text: only };
  return key === "email" && value.length > 1 ? { hint: "one-member-each" } : undefined;
}
