import { Ajv } from "ajv";
import formats from "ajv-formats";
import { parse } from "yaml";

/** A request and its response, as the sandbox records them. */
export interface RecordedExchange {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  readonly body: string;
  /** The status, or a text if the sandbox sent no complete response. */
  readonly status: number | string;
  /** The response, with header names in lowercase. */
  readonly response?: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
}

/** An operation of a contract. */
export interface Operation {
  readonly method: string;
  /** The path with its parameters in braces. */
  readonly template: string;
  /** The listed statuses, in ascending order. */
  readonly statuses: readonly number[];
}

/** Checks exchanges against an OpenAPI document. Returns violations as sentences. */
export interface Contract {
  readonly operations: readonly Operation[];
  /** Returns the operation of a request, or undefined if the document has none. */
  operationOf(exchange: RecordedExchange): Operation | undefined;
  /** Checks the path, method, parameters, and body. */
  checkRequest(exchange: RecordedExchange): readonly string[];
  /** Checks the status, body, and headers. Accepts a response that wasn't sent completely. */
  checkResponse(exchange: RecordedExchange): readonly string[];
}

type Node = Readonly<Record<string, unknown>>;
interface Found extends Operation {
  readonly segments: readonly string[];
  /** The path of the operation in the document. */
  readonly at: readonly string[];
  /** The path of the parameters that all operations of the path share. */
  readonly pathParameters: readonly string[];
}
interface Parameter {
  readonly name: string;
  readonly location: string;
  readonly isRequired: boolean;
  readonly schema: readonly string[];
}

const methods = ["get", "put", "post", "delete", "patch"];
const countingHeaders = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"];

/** Reads an OpenAPI 3.0 document. Each `$ref` must point to its own components. */
export function readContract(yaml: string): Contract {
  const root = asNode(parse(yaml));
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
  formats.default(ajv);
  ajv.addSchema(root, "tally");

  /** Follows the `$ref` at a pointer, if there is one. */
  const follow = (pointer: readonly string[]): readonly string[] => {
    const reference = asNode(valueAt(root, pointer))["$ref"];
    return typeof reference === "string" ? reference.slice(2).split("/") : pointer;
  };
  const problemsOf = (pointer: readonly string[], value: unknown, what: string): readonly string[] => {
    const fragment = pointer
      .map(part => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")))
      .join("/");
    const validate = ajv.compile({ $ref: `tally#/${fragment}` });
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      error => `${what}${error.instancePath} ${error.message}${extraKey(error.params)}`,
    );
  };
  const operations = findOperations(root);

  const find = (exchange: RecordedExchange): Found | undefined => {
    const segments = pathOf(exchange).split("/");
    const fitting = operations.filter(operation => fits(operation, segments));
    return fitting.find(operation => operation.method === exchange.method);
  };

  const parametersOf = (operation: Found): readonly Parameter[] =>
    [operation.pathParameters, [...operation.at, "parameters"]].flatMap(list => {
      const count = asList(valueAt(root, list)).length;
      return Array.from({ length: count }, (_, index) =>
        readParameter(root, follow([...list, String(index)])),
      );
    });

  return {
    operations,
    operationOf: find,

    checkRequest(exchange) {
      const operation = find(exchange);
      if (!operation) return [`${exchange.method} ${pathOf(exchange)} isn't an operation`];
      const parameters = parametersOf(operation);
      const given = new URL(exchange.path, "http://tally").searchParams;
      const unknown = [...given.keys()].filter(
        name => !parameters.some(p => p.location === "query" && p.name === name),
      );
      const wrong = parameters.flatMap(({ name, location, isRequired, schema }) => {
        const text =
          location === "query"
            ? given.get(name)
            : location === "path"
              ? pathValue(operation, exchange, name)
              : null;
        if (text === null) return isRequired ? [`${location} parameter ${name} is missing`] : [];
        return problemsOf(schema, numberIn(text, valueAt(root, schema)), `${location} parameter ${name}`);
      });
      const content = [...operation.at, "requestBody", "content", "application/json", "schema"];
      const body =
        valueAt(root, content) === undefined
          ? noBody(exchange.body, "request")
          : problemsIn(exchange.body, "request", content);
      return [...unknown.map(name => `query parameter ${name} is unknown`), ...wrong, ...body];
    },

    checkResponse(exchange) {
      const { status, response } = exchange;
      if (typeof status !== "number" || !response) return [];
      const operation = find(exchange);
      if (!operation) return [`${exchange.method} ${pathOf(exchange)} isn't an operation`];
      if (!operation.statuses.includes(status)) return [`status ${status} isn't listed`];
      const described = follow([...operation.at, "responses", String(status)]);
      const content = [...described, "content", "application/json", "schema"];
      const body =
        valueAt(root, content) === undefined
          ? noBody(response.body, "response")
          : problemsIn(response.body, "response", content);
      return [...body, ...checkCountingHeaders(response.headers)];
    },
  };

  function problemsIn(text: string, what: string, schema: readonly string[]): readonly string[] {
    const value = parseJson(text);
    return value === undefined ? [`${what} isn't JSON`] : problemsOf(schema, value, what);
  }
}

function findOperations(root: Node): readonly Found[] {
  return Object.entries(asNode(root["paths"])).flatMap(([template, path]) =>
    methods
      .filter(method => asNode(path)[method] !== undefined)
      .map(method => ({
        method: method.toUpperCase(),
        template,
        statuses: Object.keys(asNode(valueAt(root, ["paths", template, method, "responses"]))).map(Number),
        segments: template.split("/"),
        at: ["paths", template, method],
        pathParameters: ["paths", template, "parameters"],
      })),
  );
}

function readParameter(root: Node, at: readonly string[]): Parameter {
  const { name, in: location, required } = asNode(valueAt(root, at));
  return {
    name: String(name),
    location: String(location),
    isRequired: required === true,
    schema: [...at, "schema"],
  };
}

function fits({ segments }: Found, given: readonly string[]): boolean {
  return (
    segments.length === given.length && segments.every((part, i) => part.startsWith("{") || part === given[i])
  );
}

function pathOf(exchange: RecordedExchange): string {
  return exchange.path.replace(/\?.*$/, "");
}

function pathValue(operation: Found, exchange: RecordedExchange, name: string): string | null {
  const text = pathOf(exchange).split("/")[operation.segments.indexOf(`{${name}}`)];
  return text ? decodeURIComponent(text) : null;
}

/** Converts the text of a parameter to a number if its schema requires one and the text is one. */
function numberIn(text: string, schema: unknown): unknown {
  const wantsNumber = asNode(schema)["type"] === "integer" || asNode(schema)["type"] === "number";
  return wantsNumber && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function noBody(text: string, what: string): readonly string[] {
  return text === "" ? [] : [`${what} has a body, but none is described`];
}

function checkCountingHeaders(headers: Readonly<Record<string, string>>): readonly string[] {
  return countingHeaders
    .filter(name => !/^\d+$/.test(headers[name] ?? ""))
    .map(name => `header ${name} isn't an integer`);
}

function extraKey(params: Node): string {
  return "additionalProperty" in params ? `: ${String(params["additionalProperty"])}` : "";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function valueAt(root: unknown, pointer: readonly string[]): unknown {
  return pointer.reduce((value, part) => asNode(value)[part], root);
}

function asNode(value: unknown): Node {
  return typeof value === "object" && value !== null ? (value as Node) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
