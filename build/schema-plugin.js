import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";

const schemas = new URL("../schemas/", import.meta.url).pathname;
const workflows = new URL("../examples/workflows/", import.meta.url).pathname;
const scenarios = new URL("../test/scenarios/", import.meta.url).pathname;

const keysId = "virtual:keys";
const workflowsId = "virtual:workflows";
const reasonsId = "virtual:reasons";

/**
 * Provides these modules:
 * - `virtual:validate-NAME`: the validator for schemas/NAME.schema.json, compiled by ajv during the build, because compiling it at
 *   startup takes nearly as long as starting Node
 * - `virtual:keys`: the keys that configuration files can have, without the descriptions in the schemas
 * - `virtual:workflows`: the texts of examples/workflows/, which `rollcall init` writes
 * - `virtual:reasons`: why each diagnostic matters, as in docs/diagnostics.md
 */
export function schemaPlugin() {
  return {
    name: "rollcall-schemas",
    resolveId: id =>
      [keysId, workflowsId, reasonsId].includes(id) || id.startsWith("virtual:validate-")
        ? `\0${id}`
        : undefined,
    load: id => {
      if (id === `\0${keysId}`) return `export default ${JSON.stringify(keys())};`;
      if (id === `\0${workflowsId}`) return `export default ${JSON.stringify(texts())};`;
      if (id === `\0${reasonsId}`) return `export default ${JSON.stringify(reasons())};`;
      return id.startsWith("\0virtual:validate-")
        ? compile(id.slice("\0virtual:validate-".length))
        : undefined;
    },
  };
}

function keys() {
  const members = read("members");
  const of = schema => Object.keys(schema.properties);
  const { member, settings } = members.definitions;
  return { main: of(members), included: of(read("included")), member: of(member), settings: of(settings) };
}

/** Returns the example workflows by name: `plan` for rollcall-plan.yml. */
function texts() {
  const names = readdirSync(workflows).sort();
  return Object.fromEntries(
    names.map(name => [
      name.replace(/^rollcall-(.*)\.yml$/, "$1"),
      readFileSync(join(workflows, name), "utf8"),
    ]),
  );
}

/** Returns the texts why.txt of the scenarios `diagnostic-CODE`, by code. */
function reasons() {
  const names = readdirSync(scenarios).filter(name => name.startsWith("diagnostic-"));
  return Object.fromEntries(
    names.map(name => [
      name.replace("diagnostic-", ""),
      readFileSync(join(scenarios, name, "why.txt"), "utf8").trim(),
    ]),
  );
}

/** The validators that a person reads the errors of. The others only decide whether a value is valid. */
const explained = ["members", "included"];
/**
 * The definitions and keys with a pattern that src/core/config/schema.ts explains. Other parts of src/core check more than the other
 * patterns can, and explain it.
 */
const explainedPatterns = ["id", "name", "maxRemovals"];
/** Keywords that are for editors, because other parts of src/core check and explain the same. */
const forEditors = ["maxItems", "uniqueItems"];

function compile(name) {
  const isExplained = explained.includes(name);
  const ajv = new Ajv2020({
    allErrors: isExplained,
    allowUnionTypes: true,
    strictRequired: false,
    validateFormats: false,
    messages: false,
    code: { esm: true, source: true, optimize: 2 },
  });
  const schema = read(name);
  const code = standaloneCode(ajv, ajv.compile(isExplained ? inlined(schema, name) : schema));
  return importRuntime(isExplained ? limitErrors(code) : code);
}

/**
 * Replaces each reference, alone or in `allOf`, with the schema that it names, so that ajv makes one function of all, and drops what is
 * only for editors. `key`: the definition or key that has the schema.
 */
function inlined(schema, name, key) {
  if (Array.isArray(schema)) return schema.map(one => inlined(one, name));
  if (typeof schema !== "object" || schema === null) return schema;
  const { $schema: _, $id: __, definitions: ___, $ref, allOf = [], ...own } = schema;
  const kept = Object.entries(own).filter(
    ([keyword]) =>
      !forEditors.includes(keyword) && (keyword !== "pattern" || explainedPatterns.includes(key)),
  );
  const plain = Object.fromEntries(kept.map(([keyword, value]) => [keyword, inlined(value, name, keyword)]));
  const named = $ref === undefined ? {} : definitionAt($ref, name);
  return Object.assign({}, named, ...allOf.map(one => inlined(one, name, key)), plain);
}

function definitionAt(reference, name) {
  const [file, definition] = reference.split("#/definitions/");
  const target = file === "" ? name : file.replace(".schema.json", "");
  return inlined(read(target).definitions[definition], target, definition);
}

/**
 * Replaces the exports of a validator with a function that returns the first `max` errors and the number of the others by
 * their schema path. ajv would keep an object for each of a million errors. Leaves out the errors that only repeat another one: those of the branches of
 * `anyOf`, and those of a property name.
 */
function limitErrors(code) {
  const add =
    /const (err\d+) = (\{[^;]*?\});if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}errors\+\+;/g;
  const reset =
    /if\(vErrors !== null\)\{if\(_errs\d+\)\{vErrors\.length = _errs\d+;\}else \{vErrors = null;\}\}/g;
  const [, validate] = /export default (\w+);/.exec(code) ?? [];
  const body = code
    .replace(/export const validate = \w+;export default \w+;/, "")
    .replace(add, (_, _name, error) =>
      /schemaPath:"[^"]*\/anyOf\/\d|,propertyName:\w+\}$/.test(error)
        ? "errors++;"
        : `report(${error}); errors++;`,
    )
    .replace(reset, "");
  const [errors] = body.match(/vErrors(?! = null;|;)/) ?? [];
  if (validate === undefined || errors) throw new Error("ajv writes other code now");
  return `${body}
let limit = 0;
let listed = [];
let omitted = new Map();
function report(error) {
  if (listed.length < limit) listed.push(error);
  else omitted.set(error.schemaPath, (omitted.get(error.schemaPath) ?? 0) + 1);
}
export default function (value, max) {
  limit = max;
  listed = [];
  omitted = new Map();
  ${validate}(value);
  return { errors: listed, omitted };
}`;
}

function read(name) {
  return JSON.parse(readFileSync(join(schemas, `${name}.schema.json`), "utf8"));
}

/** Replaces `require` with imports. ajv uses `require` for its small runtime even in ESM (ajv issue 2209). */
function importRuntime(code) {
  const imports = [];
  const body = code.replace(/require\("(ajv\/dist\/runtime\/[^"]+)"\)\.default/g, (_, path) => {
    const name = `runtime${imports.length}`;
    imports.push(
      `import ${name}Module from "${path}.js";\nconst ${name} = ${name}Module.default ?? ${name}Module;`,
    );
    return name;
  });
  return `${imports.join("\n")}\n${body}`;
}
