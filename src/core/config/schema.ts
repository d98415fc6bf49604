import keys from "virtual:keys";
import validateIncluded from "virtual:validate-included";
import validateMembers from "virtual:validate-members";
import type { ValueRule } from "../diagnostics/details.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Location } from "../diagnostics/location.ts";
import { startOf } from "../source/line-map.ts";
import type { Source } from "../source/source.ts";
import { suggest } from "../text/suggest.ts";

type SchemaErrors = NonNullable<typeof validateMembers.errors>;
type SchemaError = SchemaErrors[number];

/** The kind of a configuration file. main: it names the organization. included: it only adds members and groups. */
export type FileKind = "main" | "included";

/** Validates a file against its JSON Schema. */
export function validateSchema(source: Source, kind: FileKind): Diagnostic[] {
  const validate = kind === "main" ? validateMembers : validateIncluded;
  if (validate(source.value)) return [];
  return (validate.errors ?? [])
    .filter(error => !isRedundant(error, source))
    .map(error => shapeDiagnostic(source, kind, error));
}

/** Whether to ignore an error: ajv reports some errors twice, and `readMembers` checks days more precisely. */
function isRedundant(error: SchemaError, source: Source): boolean {
  if (/\/anyOf\/\d/.test(error.schemaPath)) return true;
  if (error.keyword !== "pattern") return false;
  const isOfKey = typeof valueAt(source.value, stepsOf(error.instancePath)) === "object";
  return isOfKey || error.schemaPath.includes("/day/");
}

function shapeDiagnostic(source: Source, kind: FileKind, error: SchemaError): Diagnostic {
  const path = stepsOf(error.instancePath);
  const value = valueAt(source.value, path);
  const key = path.findLast(step => !/^\d+$/.test(step)) ?? "";
  const isItem = key !== path.at(-1) && path.length > 0;
  const location = source.locate(path);
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(source, kind, path, String(error.params["additionalProperty"]));
    case "required":
      return {
        code: "missing-key",
        details: { key: String(error.params["missingProperty"]) },
        location: startOf(location),
      };
    case "anyOf":
      return { code: "member-without-workspaces", details: {}, location };
    case "type":
      return {
        code: "wrong-type",
        details: {
          key: isItem ? `An item of ${key}` : key,
          expected: expectedType(error),
          found: typeOf(value),
          ...(error.params["type"] === "string" && interpretedAs(value, location)),
        },
        location,
      };
    case "minItems":
    case "minProperties":
      return { code: "empty-list", details: { key }, location };
    case "propertyNames": {
      const name = String(error.params["propertyName"]);
      const details = { key, rule: { rule: "name" }, suggestion: undefined } as const;
      return { code: "wrong-value", details, location: source.locate([...path, name], "key") };
    }
    default: {
      const rule = ruleOf(error);
      const suggestion =
        rule.rule === "one-of" && typeof value === "string" ? suggest(value, rule.allowed) : undefined;
      return { code: "wrong-value", details: { key, rule, suggestion }, location };
    }
  }
}

function unknownKey(source: Source, kind: FileKind, path: readonly string[], key: string): Diagnostic {
  const location = source.locate([...path, key], "key");
  if (kind === "included" && path.length === 0 && keys.main.includes(key)) {
    return { code: "key-of-main-file", details: { key }, location };
  }
  const known = keysAt(kind, path);
  return { code: "unknown-key", details: { key, known, suggestion: suggest(key, known) }, location };
}

function keysAt(kind: FileKind, path: readonly string[]): readonly string[] {
  const [first] = path;
  if (first === "members") return keys.member;
  if (first === "settings") return keys.settings;
  return keys[kind];
}

function ruleOf(error: SchemaError): ValueRule {
  const limit = Number(error.params["limit"]);
  switch (error.keyword) {
    case "enum":
      return { rule: "one-of", allowed: (error.params["allowedValues"] as readonly unknown[]).map(String) };
    case "minimum":
      return { rule: "at-least", limit };
    case "maximum":
      return { rule: "at-most", limit };
    case "maxLength":
      return { rule: "longest", limit };
    case "minLength":
      return { rule: "not-empty" };
    default:
      return error.schemaPath.includes("maxRemovals") ? { rule: "share" } : { rule: "id" };
  }
}

function expectedType(error: SchemaError): string {
  return [error.params["type"]].flat().join(" or ");
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "number" && !Number.isInteger(value) ? "fraction" : typeof value;
}

/**
 * Returns what YAML made of a plain word where text belongs, such as 1000 for `1e3`. A missing value is also null, but
 * only the word `null` is four columns wide.
 */
function interpretedAs(value: unknown, { column, endColumn }: Location): { readonly made?: string } {
  const isWord = value === null ? endColumn - column === 4 : typeof value !== "object";
  return isWord ? { made: String(value) } : {};
}

/** Returns the keys of a JSON Pointer (RFC 6901). */
function stepsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map(step => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string, unknown> | null)?.[step], value);
}
