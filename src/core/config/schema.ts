import validateIncluded from "virtual:validate-included";
import validateMembers from "virtual:validate-members";
import type { ValueRule } from "../diagnostics/details.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { maxListed } from "../diagnostics/diagnostic-list.ts";
import type { Location } from "../diagnostics/location.ts";
import { startOf } from "../source/line-map.ts";
import type { Source } from "../source/source.ts";
import { suggest } from "../text/suggest.ts";
import { isEmptyFile } from "./empty-file.ts";
import { type ShapeProblem, withoutConsequences } from "./shape/consequences.ts";
import { contextOf, type FileContext } from "./shape/context.ts";
import { idInUrl } from "./shape/ids.ts";
import type { FileKind } from "./shape/keys.ts";
import { keyOf, stepsOf, valueAt } from "./shape/path.ts";
import { unknownKey } from "./shape/unknown-key.ts";
import { joinTextMembers, wrongType } from "./shape/wrong-type.ts";

/** The problems with the shape of a file. */
export interface ShapeProblems {
  /** Without those that follow from another one. */
  readonly listed: readonly ShapeProblem[];
  /** The minimum number of further ones. Undefined if all are listed. */
  readonly more: number | undefined;
}

/** More than are listed, because many follow from another one. */
const maxErrors = maxListed * 4;
/** The schema paths of errors that may follow from another one. */
const mayFollow =
  /\/(?:required|anyOf)$|^#\/(?:properties\/\w+\/)?(?:items\/)?type$|^#\/additionalProperties$/;

/** Validates a file against its JSON Schema. `unread`: what reading it as YAML reported. */
export function validateSchema(source: Source, kind: FileKind, unread: readonly Diagnostic[]): ShapeProblems {
  if (isEmptyFile(source.value)) {
    const diagnostic: Diagnostic = { code: "empty-file", details: { kind }, location: source.locate([]) };
    return { listed: [{ path: [], diagnostic }], more: undefined };
  }
  const validate = kind === "main" ? validateMembers : validateIncluded;
  const { errors, omitted } = validate(source.value, maxErrors);
  const context = contextOf(source, kind);
  const problems = errors.map(error => shapeProblem(context, error));
  const distinct = [...omitted].filter(([path]) => !mayFollow.test(path));
  return {
    listed: withoutConsequences(joinTextMembers(problems), unread, source),
    more: omitted.size === 0 ? undefined : distinct.reduce((sum, [, count]) => sum + count, 0),
  };
}

function shapeProblem(context: FileContext, error: SchemaError): ShapeProblem {
  const path = stepsOf(error.instancePath);
  if (error.keyword === "additionalProperties")
    return unknownKey(context, path, String(error.params["additionalProperty"]));
  if (error.keyword === "type") {
    const expected = [error.params["type"]].flat().map(String);
    return { path, diagnostic: wrongType(context, path, expected) };
  }
  return { path, diagnostic: otherProblem(context, path, error) };
}

function otherProblem({ source }: FileContext, path: readonly string[], error: SchemaError): Diagnostic {
  const value = valueAt(source.value, path);
  const key = keyOf(path);
  const location = source.locate(path);
  switch (error.keyword) {
    case "required":
      return missingKey(String(error.params["missingProperty"]), location);
    case "anyOf":
      return path.length === 0
        ? missingKey("members", location)
        : { code: "member-without-workspaces", details: {}, location };
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
      const suggestion = typeof value === "string" ? suggestValue(path, value, rule) : undefined;
      return { code: "wrong-value", details: { key, rule, suggestion }, location };
    }
  }
}

function missingKey(key: string, location: Location): Diagnostic {
  return { code: "missing-key", details: { key }, location: startOf(location) };
}

/** The value that a value of the right type most likely means. */
function suggestValue(path: readonly string[], value: string, rule: ValueRule): string | undefined {
  if (rule.rule === "one-of") return suggest(value, rule.allowed);
  if (rule.rule === "id") return idInUrl(value, path[0] === "organization" ? "organization" : "workspace");
  return undefined;
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
