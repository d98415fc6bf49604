import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";

const schemas = new URL("../schemas/", import.meta.url).pathname;
const workflows = new URL("../examples/workflows/", import.meta.url).pathname;
const names = ["members", "included", "state", "plan"];

const keysId = "virtual:keys";
const workflowsId = "virtual:workflows";

/**
 * Provides these modules:
 * - `virtual:validate-NAME`: the validator for schemas/NAME.schema.json, compiled by ajv during the build, because compiling it at
 *   startup takes nearly as long as starting Node
 * - `virtual:keys`: the keys that configuration files can have, without the descriptions in the schemas
 * - `virtual:workflows`: the texts of examples/workflows/, which `rollcall init` writes
 */
export function schemaPlugin() {
  return {
    name: "rollcall-schemas",
    resolveId: id =>
      id === keysId || id === workflowsId || id.startsWith("virtual:validate-") ? `\0${id}` : undefined,
    load: id => {
      if (id === `\0${keysId}`) return `export default ${JSON.stringify(keys())};`;
      if (id === `\0${workflowsId}`) return `export default ${JSON.stringify(texts())};`;
      return id.startsWith("\0virtual:validate-")
        ? compile(id.slice("\0virtual:validate-".length))
        : undefined;
    },
  };
}

function keys() {
  const members = read("members");
  const of = schema => Object.keys(schema.properties);
  const { member, settings } = members.$defs;
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

function compile(name) {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    strictRequired: false,
    validateFormats: false,
    code: { esm: true, source: true, optimize: 2 },
  });
  // The schemas refer to each other by file name, so that an editor finds them in the same folder.
  for (const other of names) ajv.addSchema(read(other), `${other}.schema.json`);
  const code = standaloneCode(ajv, ajv.getSchema(`${name}.schema.json`));
  return importRuntime(appendErrors(code));
}

/**
 * Makes the validator append errors. ajv copies all earlier errors for each invalid list item, which takes minutes for 100,000
 * items.
 */
function appendErrors(code) {
  const append =
    "function append(all, more) { if (all === null) return more; for (const one of more) all.push(one); return all; }";
  const body = code.replace(
    /(\w+) === null \? (\w+)\.errors : \1\.concat\(\2\.errors\)/g,
    "append($1, $2.errors)",
  );
  return body === code ? code : `${body}\n${append}\n`;
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
