import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { diagnosticsPage } from "./diagnostics-page.js";

const root = new URL("..", import.meta.url).pathname;

/** Returns the contents of the generated documents, by path. */
export function generatedDocuments() {
  const action = readFileSync(join(root, "docs/action.md"), "utf8");
  return new Map([
    ["docs/diagnostics.md", diagnosticsPage(join(root, "test/scenarios"))],
    ["docs/action.md", withTables(action, parse(readFileSync(join(root, "action.yml"), "utf8")))],
  ]);
}

/** Fills in the tables of inputs and outputs between the marks of a document. */
function withTables(document, { inputs, outputs }) {
  const inputRows = Object.entries(inputs).map(
    ([name, { default: value, description }]) => `| \`${name}\` | ${defaultOf(value)} | ${description} |`,
  );
  const outputRows = Object.entries(outputs).map(
    ([name, { description }]) => `| \`${name}\` | ${description} |`,
  );
  const tables = {
    inputs: ["| Input | Default | Description |", "| --- | --- | --- |", ...inputRows],
    outputs: ["| Output | Description |", "| --- | --- |", ...outputRows],
  };
  return Object.entries(tables).reduce((text, [name, rows]) => {
    const mark = new RegExp(
      `(<!-- ${name}: made by npm run docs from action.yml -->\n).*?(<!-- end -->)`,
      "s",
    );
    if (!mark.test(text)) throw new Error(`docs/action.md has no mark for the ${name}`);
    return text.replace(mark, (_, start, end) => `${start}\n${rows.join("\n")}\n\n${end}`);
  }, document);
}

function defaultOf(value) {
  return value === "" ? "empty" : `\`${value}\``;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const [path, text] of generatedDocuments()) writeFileSync(join(root, path), text);
}
