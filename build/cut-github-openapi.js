/**
 * Reduces GitHub's own OpenAPI document to the operations that the Action uses, so that Prism can check requests and
 * responses against it: `node build/cut-github-openapi.js PATH_TO_api.github.com.json` writes test/support/github.openapi.json.
 *
 * The document is generated/api.github.com.json in the npm package @octokit/openapi 23.0.2 (MIT license, GitHub's
 * description of its REST API). It unpacks to 470 MB, so it isn't a dependency: download it elsewhere when this list changes.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

/** The operations: a method and the part of the path after `/repos/{owner}/{repo}`, or the complete path. */
const operations = [
  ["get", "/user"],
  ["get", ""],
  ["get", "/git/ref/{ref}"],
  ["get", "/git/matching-refs/{ref}"],
  ["post", "/git/refs"],
  ["patch", "/git/refs/{ref}"],
  ["get", "/git/commits/{commit_sha}"],
  ["post", "/git/commits"],
  ["get", "/git/trees/{tree_sha}"],
  ["post", "/git/trees"],
  ["get", "/git/blobs/{file_sha}"],
  ["post", "/git/blobs"],
  ["get", "/commits"],
  ["get", "/commits/{ref}"],
  ["get", "/compare/{basehead}"],
  ["get", "/pulls"],
  ["get", "/pulls/{pull_number}"],
  ["get", "/issues"],
  ["post", "/issues"],
  ["patch", "/issues/{issue_number}"],
  ["get", "/issues/{issue_number}/comments"],
  ["post", "/issues/{issue_number}/comments"],
  ["get", "/issues/comments/{comment_id}"],
  ["patch", "/issues/comments/{comment_id}"],
];
/** The keys that don't affect validity. */
const prose = new Set([
  ...["description", "summary", "title", "tags", "operationId", "externalDocs", "deprecated"],
  ...["example", "examples", "default"],
]);
/** The keys whose values have names as keys. Such a name can be the same as a key in `prose`. */
const named = new Set(["properties", "responses", "headers", "content", "schemas", "parameters"]);

const [path] = process.argv.slice(2);
if (!path) throw new Error("Usage: node build/cut-github-openapi.js PATH_TO_api.github.com.json");
const whole = JSON.parse(readFileSync(path, "utf8"));

const paths = {};
for (const [method, end] of operations) {
  const template = end === "/user" ? end : `/repos/{owner}/{repo}${end}`;
  const operation = whole.paths[template]?.[method];
  if (!operation) throw new Error(`The document has no ${method} ${template}`);
  const { requestBody, ...rest } = withoutProse(operation);
  const kept = requestBody ? { ...rest, requestBody: closed(requestBody) } : rest;
  paths[template] = { ...paths[template], [method]: kept };
}
// Only the login in the emulator's response to GET /user is like GitHub's.
paths["/user"].get.responses["200"].content["application/json"].schema = {
  type: "object",
  required: ["login"],
  properties: { login: { type: "string" } },
};
const components = {};
for (const reference of referencesIn(paths)) keep(reference);
loosen(components.schemas);

const document = {
  openapi: whole.openapi,
  info: {
    title: "GitHub, cut by build/cut-github-openapi.js from @octokit/openapi 23.0.2",
    version: whole.info.version,
    license: whole.info.license,
  },
  servers: whole.servers,
  paths,
  components: inOrder(
    Object.entries(components).map(([kind, parts]) => [kind, inOrder(Object.entries(parts))]),
  ),
};
const file = new URL("../test/support/github.openapi.json", import.meta.url).pathname;
writeFileSync(file, JSON.stringify(document));
execFileSync("npx", ["biome", "format", "--write", file]);
console.log(`${readFileSync(file).length} bytes, ${operations.length} operations`);

/** Allows the differences between npm `emulate` 0.12.2 and GitHub that Rollcall doesn't read. These schemas are only for responses. */
function loosen(schemas) {
  const uncounted = ["network_count", "subscribers_count"];
  const repository = schemas["full-repository"];
  repository.required = repository.required.filter(name => !uncounted.includes(name));
  // It doesn't escape the brackets of github-actions[bot] in URLs.
  for (const user of [schemas["simple-user"], schemas["nullable-simple-user"]]) {
    for (const property of Object.values(user.properties)) {
      if (property.format === "uri") delete property.format;
    }
  }
}

/** Keeps a component and the components that it needs. */
function keep(reference) {
  const [kind, name] = reference.slice("#/components/".length).split("/");
  if (components[kind]?.[name]) return;
  components[kind] ??= {};
  components[kind][name] = withoutProse(whole.components[kind][name]);
  for (const next of referencesIn(components[kind][name])) keep(next);
}

function withoutProse(node, isNamed = false) {
  if (Array.isArray(node)) return node.map(one => withoutProse(one));
  if (typeof node !== "object" || node === null) return node;
  const kept = Object.entries(node).filter(([key]) => isNamed || !(prose.has(key) || key.startsWith("x-")));
  const parts = kept.map(([key, value]) => [key, withoutProse(value, named.has(key) && !isNamed)]);
  // OpenAPI requires a description in each response.
  return Object.fromEntries("content" in node && !("in" in node) ? [["description", ""], ...parts] : parts);
}

/** Forbids unknown fields. GitHub ignores them, so a misspelled optional field would go unnoticed. */
function closed(node) {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== "object" || node === null) return node;
  const parts = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  return node.type === "object" && node.properties ? { additionalProperties: false, ...parts } : parts;
}

function referencesIn(node) {
  if (typeof node !== "object" || node === null) return [];
  const own = typeof node.$ref === "string" ? [node.$ref] : [];
  return [...own, ...Object.values(node).flatMap(referencesIn)];
}

function inOrder(entries) {
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
