import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import draft07 from "ajv/dist/refs/json-schema-draft-07.json" with { type: "json" };
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { schemaUrl } from "../src/core/init/model.ts";
import { readExpected, scenarioNames } from "./support/scenario.ts";

const root = join(import.meta.dirname, "..");
const schemas = Object.fromEntries(
  readdirSync(join(root, "schemas")).map(file => [
    file,
    JSON.parse(readFileSync(join(root, "schemas", file), "utf8")),
  ]),
);

/** Returns the JSON that the scenarios' commands with these words printed. */
function printedBy(words: string): unknown[] {
  return scenarioNames.flatMap(name => {
    const transcript = readExpected(name).get("transcript.txt") ?? "";
    return transcript
      .split(/^\$ /m)
      .filter(part => part.startsWith("rollcall") && part.split("\n")[0]?.includes(words))
      .map(part =>
        part
          .split("\n")
          .filter(line => line.startsWith("  "))
          .join("\n"),
      )
      .filter(text => text.trim().startsWith("{"))
      .map(text => JSON.parse(text) as unknown);
  });
}

describe("output for programs", () => {
  test("prints SARIF that is valid against the schema of SARIF 2.1.0", () => {
    const path = createRequire(import.meta.url).resolve(
      "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
    );
    const ajv = new AjvDraft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv as unknown as Ajv.default);
    const validate = ajv.compile(JSON.parse(readFileSync(path, "utf8")) as object);
    const logs = printedBy("--format sarif");
    expect(logs.length).toBeGreaterThan(0);
    for (const log of logs) expect([validate(log), validate.errors]).toEqual([true, null]);
    expect(validate({ version: "2.1.0", runs: [{ results: [] }] })).toBe(false);
  });

  test("prints plans that are valid against schemas/plan.schema.json", () => {
    const validate = new Ajv2020.default({ allowUnionTypes: true }).compile(schemas["plan.schema.json"]);
    const plans = printedBy("plan --format json");
    expect(plans.length).toBeGreaterThan(5);
    for (const plan of plans) expect([validate(plan), validate.errors]).toEqual([true, null]);
  });

  test("prints drift that is valid against schemas/drift.schema.json", () => {
    const validate = new Ajv2020.default({ allowUnionTypes: true }).compile(schemas["drift.schema.json"]);
    const results = printedBy("drift --format json");
    expect(results.length).toBeGreaterThan(2);
    for (const one of results) expect([validate(one), validate.errors]).toEqual([true, null]);
    expect(validate({ ...(results[0] as object), findings: [{ kind: "misspelled", level: "drift" }] })).toBe(
      false,
    );
  });

  test("prints reports that are valid against schemas/report.schema.json", () => {
    const validate = new Ajv2020.default({ allowUnionTypes: true }).compile(schemas["report.schema.json"]);
    const reports = printedBy("--format json").filter(one => "growth" in (one as object));
    expect(reports.length).toBeGreaterThan(2);
    for (const one of reports) expect([validate(one), validate.errors]).toEqual([true, null]);
    expect(validate({ ...(reports[0] as object), members: [{ email: "ada@example.com" }] })).toBe(false);
  });

  test("writes state files whose lines are valid against schemas/state.schema.json", () => {
    const validate = new Ajv2020.default({ allowUnionTypes: true }).compile(schemas["state.schema.json"]);
    const lines = scenarioNames
      .filter(name => name.startsWith("apply-") || name.startsWith("call-"))
      .flatMap(name => (readExpected(name).get("members.state.jsonl") ?? "").trim().split("\n"))
      .filter(line => line !== "");
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) expect([line, validate(JSON.parse(line))]).toEqual([line, true]);
  });
});

describe("the schemas", () => {
  test.for(Object.keys(schemas))(
    "describes every property in %s, with valid examples",
    (file, { expect }) => {
      const ajv = new Ajv2020.default({
        allowUnionTypes: true,
        validateFormats: false,
        strictRequired: false,
      });
      ajv.addMetaSchema(draft07);
      for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, name);
      const problems = propertiesIn(schemas[file]).flatMap(({ path, schema }) => {
        const full = resolve(schema, schemas[file]);
        const missing = ["title", "description", "examples"].filter(key => !(key in full));
        const validate = ajv.compile({ $ref: `${file}#${path}` });
        const wrong = ((full["examples"] as unknown[]) ?? []).filter(example => !validate(example));
        return missing.length + wrong.length === 0 ? [] : [{ path, missing, wrong }];
      });
      expect(problems).toEqual([]);
    },
  );
});

describe("the schemas for editors", () => {
  const forEditors = ["members.schema.json", "included.schema.json"];

  test.for(forEditors)("follows the conventions of SchemaStore in %s", (file, { expect }) => {
    const { $schema, $id, ...schema } = schemas[file] as Schema;
    const url = schemaUrl({ action: undefined, version: manifest.version }).replace(
      "members.schema.json",
      file,
    );
    expect([$schema, $id]).toEqual(["http://json-schema.org/draft-07/schema#", url]);
    const nodes = [schema, ...objectsIn(schema)];
    // In draft-07, what is next to a reference has no effect.
    expect(nodes.filter(node => "$ref" in node && Object.keys(node).length > 1)).toEqual([]);
    expect(nodes.filter(node => node["type"] === "object" && !("additionalProperties" in node))).toEqual([]);
    const titles = objectsIn(schema).flatMap(({ title }) => (typeof title === "string" ? [title] : []));
    expect(titles.filter(title => !/^[a-z][A-Za-z ]*$/.test(title) || /^an? |^the /.test(title))).toEqual([]);
  });
});

/** Returns the objects in a value. */
function objectsIn(value: object): Schema[] {
  return Object.values(value).flatMap((one: unknown) => {
    if (typeof one !== "object" || one === null) return [];
    return [...(Array.isArray(one) ? [] : [one as Schema]), ...objectsIn(one)];
  });
}

type Schema = Readonly<Record<string, unknown>>;

/** Returns each schema under `properties` with its JSON Pointer. */
function propertiesIn(schema: unknown, path = ""): { path: string; schema: Schema }[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    const inner = `${path}/${key}`;
    const own =
      path.endsWith("/properties") && !Array.isArray(schema)
        ? [{ path: inner, schema: value as Schema }]
        : [];
    return [...own, ...propertiesIn(value, inner)];
  });
}

/** Merges a schema with the ones that it references, alone or in `allOf`. Its own keywords win. */
function resolve(schema: Schema, root: Schema): Schema {
  const parts = [schema, ...((schema["allOf"] as readonly Schema[] | undefined) ?? [])];
  const references = parts.map(one => one["$ref"]).filter(one => typeof one === "string");
  return Object.assign({}, ...references.map(one => referenced(one, root)), schema);
}

function referenced(reference: string, root: Schema): Schema {
  const [file, pointer = ""] = reference.split("#");
  const base = file === "" ? root : (schemas["members.schema.json"] as Schema);
  const target = pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((inner, key) => (inner as Schema)[key], base);
  return resolve(target as Schema, base);
}
